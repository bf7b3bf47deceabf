/**
 * The registry: market entities with two histories, when something was true and when we knew it.
 * The only door of this engine; its tables are read and written behind it alone.
 */
export { type Between, changesBetween } from './changes.ts';
export { findEntitiesByCodes } from './codes.ts';
export { chooseColumns, exportColumns } from './export/columns.ts';
export { type CsvEncoding, exportCsv } from './export/csv.ts';
export { exportWorkbook } from './export/workbook.ts';
export { type Act, recordSource, type SourceOf } from './history/act.ts';
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
export { parseHeader } from './import/header/header-text.ts';
export type { ColumnOverride } from './import/prepare.ts';
export { prepareFile } from './import/prepare.ts';
export { createRejects, type RejectReason, rejectsExtension } from './import/rejects.ts';
export { registerImportRoutes } from './import/routes.ts';
export { cleanCell } from './import/rows/cell.ts';
export { moneyUnit } from './import/rows/figures.ts';
export { readCode } from './import/rows/identity.ts';
export { type ImportOptions, importFile, type Progress } from './import/run.ts';
export { createRun, executeRun } from './import/runs.ts';
export { openTableFile } from './import/table-file.ts';
export { getUpload, hashFile, storeUpload, uploadsFolder, uploadsRule } from './import/uploads.ts';
export { beginKnowledge, latestKnowledge, newestYear, presentInstant, settledInstant } from './knowledge.ts';
export { type LoadResult, loadPopulation } from './load.ts';
export { listDuplicates } from './merge/duplicates.ts';
export { mergeEntities } from './merge/merge.ts';
export { mergedInto } from './merge/merged-into.ts';
export { undoMerge } from './merge/undo.ts';
export {
  entitiesOn,
  type FiguresOf,
  joinFigures,
  joinSeries,
  withQuarters,
} from './on-day.ts';
export { type DatumOrigin, originsOf } from './origins.ts';
export { getEntityIdByCode, getEntityPage } from './page/entity-page.ts';
export { findRegistration, type Registered } from './page/registration.ts';
export {
  designations,
  type EntityNeeds,
  everHolding,
  everyEntity,
  joinEntity,
  joinFacts,
  type Knowledge,
  knownRows,
  milestones,
  type OnlyEntities,
} from './relations.ts';
export { findRichestEntity } from './richest.ts';
export { registerRegistryRoutes } from './routes.ts';
export type { EntityFilters } from './search/filter.ts';
export { type EntityLike, entityRowOf, listEntities } from './search/list.ts';
export { findPublicRegistration, type PublicRegistration } from './search/public-registration.ts';
export { suggestEntities } from './search/suggest.ts';
