/**
 * Policies: what is published of them, and how the registry's entities stand to them.
 * The only door of this engine; its tables are read and written behind it alone.
 */

export { standingCounts } from './aggregate.ts';
export { coverageMembers } from './coverage.ts';
export { draftWork } from './draft-work.ts';
export { type EnjoymentReport, importEnjoyments } from './enjoyment-import.ts';
export { readRow } from './entity-row.ts';
export { latestPublication, policyTitles } from './library.ts';
export { loadEnjoyments } from './load-enjoyments.ts';
export { type LoadedLibrary, loadLibrary } from './load-library.ts';
export { loadTakenUp } from './load-taken-up.ts';
export { type MatchAsked, matchEntity } from './match.ts';
export { draftsRule } from './old-drafts.ts';
export { type PresentDay, presentDay } from './present-day.ts';
export { registerPolicyRoutes } from './routes.ts';
export { runDistrict } from './run-district.ts';
export { type Refreshed, refreshStandings } from './standings.ts';
