/**
 * Plan packs: what a district's plan is as data, how it is checked, and the formulas its targets are counted by.
 * Pure: no database, no files, no network, no clock.
 */

export { kindMismatch } from './check-targets.ts';
export { entityRoot, fieldsOf } from './entity-names.ts';
export { explainMeasure } from './explain-measure.ts';
export { consecutive } from './figure-functions.ts';
export type { Form, FormCell, FormCheck } from './form-schema.ts';
export { flowFacts, formulaCatalogue, ruleUnits } from './formula-catalogue.ts';
export { formulaFunctions } from './formula-functions.ts';
export { type GoalAsked, type GoalView, goalFor } from './goal.ts';
export { planPackJsonSchema } from './json-schema.ts';
export { type LoadedPack, loadPlanPack } from './load.ts';
export {
  type CoverageMeasure,
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
  type StockMeasure,
  type SumRatioMeasure,
} from './measure.ts';
export { nearest } from './nearest.ts';
export type {
  Ambiguity,
  Clause,
  Decomposition,
  Lists,
  PlanHead,
  PlanPack,
  Section,
  Unit,
} from './pack-schema.ts';
export { measureText, type ParsedMeasure, parseMeasure } from './parse-measure.ts';
export { type PolicyKind, policyKinds } from './policy-kinds.ts';
export type {
  FileProblem,
  Finding,
  FormProblemCode,
  PackProblem,
  PackProblemCode,
  Path,
  Words,
} from './problems.ts';
export {
  type Additivity,
  additivity,
  type Gap,
  type Reconciliation,
  reconcile,
  type SplitRow,
} from './reconcile.ts';
export {
  certaintySchema,
  daySchema,
  decimalInput,
  type Labels,
  labelsSchema,
  referenceSchema,
} from './scalars.ts';
export { type PublishedForm, schemaFindings } from './schema-problems.ts';
export { proposeSplit, shareOut } from './share-out.ts';
export type { Companion, Definition, Goal, Target, TargetKind } from './target-schema.ts';
export { locate, readYaml, type YamlFile } from './yaml-file.ts';
