/**
 * Plan packs: what a district's plan is as data, how it is checked, and the formulas its targets are counted by.
 * Pure: no database, no files, no network, no clock.
 */

export { repeatedRow } from './check-decompositions.ts';
export { measureProblems } from './check-formulas.ts';
export { kindMismatch } from './check-targets.ts';
export { compareDecimals, sumOf } from './exact.ts';
export { explainMeasure } from './explain-measure.ts';
export { flowFacts, formulaCatalogue } from './formula-catalogue.ts';
export { addMonths } from './formula-functions.ts';
export { type GoalAsked, type GoalView, goalFor } from './goal.ts';
export { planPackJsonSchema } from './json-schema.ts';
export { type LoadedPack, loadPlanPack } from './load.ts';
export {
  type FlowMeasure,
  formulasOf,
  type GrowthMeasure,
  isComputed,
  type LaterMeasure,
  type Measure,
  type MeasureFormula,
  type MeasureKind,
  measureKind,
  measureSchema,
  type ReportMeasure,
  type RowKind,
  rowKind,
  type StockMeasure,
  type SumRatioMeasure,
} from './measure.ts';
export {
  type Ambiguity,
  type Clause,
  type Decomposition,
  fileKind,
  type Lists,
  type PlanHead,
  type PlanPack,
  type Section,
  type Unit,
} from './pack-schema.ts';
export { measureText, type ParsedMeasure, parseMeasure, readMeasure } from './parse-measure.ts';
export type { PackProblem, PackProblemCode, Words } from './problems.ts';
export {
  type Additivity,
  additivity,
  proposeSplit,
  type Reconciliation,
  reconcile,
  type SplitRow,
} from './reconcile.ts';
export { type Certainty, certaintySchema, type Labels } from './scalars.ts';
export type { Companion, Definition, Goal, Target, TargetKind } from './target-schema.ts';
