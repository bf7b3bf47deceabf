/**
 * The rule language: one small part of CEL over a closed catalogue of fields. A rule is read once (`parseRule`), checked
 * (`checkRule`), explained to people (`explainRule`), and run in two ways that always agree: as PostgreSQL for a whole
 * registry (`compileRule`) and for one row with reasons (`evaluateRule`, or `prepareRule` for speed). What is missing is
 * unknown, in three-valued logic; it is never silently true or false.
 */
export type {
  ArithmeticOperator,
  CompareOperator,
  Expression,
  Literal,
  TextMethod,
} from './ast.ts';
export { callsOf, fieldsOf } from './ast.ts';
export type { Bindings } from './bindings.ts';
export type {
  Binding,
  Catalogue,
  CatalogueInput,
  Field,
  Labels,
  Parameter,
  Row,
  RuleFunction,
  RuleValue,
  SqlArgument,
  Typed,
  Unit,
  ValueType,
} from './catalogue.ts';
export { defineCatalogue } from './catalogue.ts';
export { checkRule } from './check.ts';
export { type CompiledRule, type CompileOptions, compileRule, type SqlValue } from './compile.ts';
export { dateFunctions } from './date-functions.ts';
export {
  type Message,
  type Position,
  type Problem,
  type ProblemCode,
  RuleCheckError,
  RuleDataError,
  RuleSyntaxError,
} from './errors.ts';
export {
  type EvaluateOptions,
  type Evaluation,
  evaluateRule,
  type Outcome,
  prepareRule,
  type Reason,
} from './evaluate.ts';
export { explainRule, type Language } from './explain.ts';
export { formatRule } from './format.ts';
export { LIMITS } from './limits.ts';
export { parseRule } from './parse.ts';
