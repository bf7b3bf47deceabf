/**
 * The registry: market entities with two histories, when something was true and when we knew it.
 * The only door of this engine; its tables are read and written behind it alone.
 */
export type { Act, SourceOf } from './history/act.ts';
export { changeEntity, type EntityChange } from './history/change.ts';
export { correctEntity, type EntityCorrection } from './history/correct.ts';
export {
  correctDesignation,
  type DesignationContent,
  endDesignation,
  recordDesignation,
  withdrawDesignation,
} from './history/designations.ts';
export { correctFact, type FactKey, recordFact, withdrawFact } from './history/facts.ts';
export {
  correctMilestone,
  type MilestoneContent,
  recordMilestone,
  withdrawMilestone,
} from './history/milestones.ts';
export { type Registration, registerEntity } from './history/register.ts';
export { fail as importFailure } from './import/errors.ts';
export type { ColumnOverride } from './import/prepare.ts';
export { prepareFile } from './import/prepare.ts';
export { rejectsExtension } from './import/rejects.ts';
export { registerImportRoutes } from './import/routes.ts';
export { type ImportOptions, importFile, type Progress } from './import/run.ts';
export { createRun, executeRun } from './import/runs.ts';
export { hashFile } from './import/uploads.ts';
export { latestKnowledge, settledInstant } from './knowledge.ts';
export { type LoadResult, loadPopulation } from './load.ts';
export {
  designations,
  type EntityNeeds,
  joinEntity,
  joinFacts,
  type Knowledge,
  milestones,
} from './relations.ts';
