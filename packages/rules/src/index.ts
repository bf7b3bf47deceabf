/**
 * The rule language: one small part of CEL over a closed catalogue of fields. A rule is read once (`parseRule`), checked
 * (`checkRule`), explained to people (`explainRule`), and run in two ways that always agree: as PostgreSQL for a whole
 * registry (`compileRule`) and for one row with reasons (`evaluateRule`, or `prepareRule` for speed). What is missing is
 * unknown, in three-valued logic; it is never silently true or false.
 */
export { type Answered, answerRule, prepareAnswer } from './answer-rule.ts';
export {
  ANSWER_CODES,
  type Answer,
  allOf,
  answerOf,
  answerOfCode,
  anyOf,
  type Outcome,
} from './answers.ts';
export type {
  ArithmeticOperator,
  Call,
  Compare,
  CompareOperator,
  Expression,
  Judge,
  Literal,
  TextMethod,
} from './ast.ts';
export { callsOf, fieldsOf, judgementsOf, partsOf } from './ast.ts';
export type { Bindings } from './bindings.ts';
export type {
  Binding,
  Catalogue,
  CatalogueInput,
  Field,
  Labels,
  Parameter,
  ReadBinding,
  Row,
  RuleFunction,
  RuleValue,
  SqlArgument,
  SqlTools,
  SqlValue,
  Typed,
  Unit,
  ValueType,
} from './catalogue.ts';
export { defineCatalogue } from './catalogue.ts';
export { checkRule, reviewRule, typeOfRule } from './check.ts';
export { type CompiledRule, type CompileOptions, compileRule } from './compile.ts';
export { compileAnswer } from './compile-answer.ts';
export { addMonths, dateFunctions } from './date-functions.ts';
export { compareNumbers } from './decimals.ts';
export {
  type Message,
  type Position,
  type Problem,
  type ProblemCode,
  RuleCheckError,
  RuleDataError,
  RuleSyntaxError,
  type UnreachableCode,
} from './errors.ts';
export {
  type EvaluateOptions,
  type Evaluation,
  evaluateRule,
  prepareEvaluation,
  prepareReasons,
  prepareRule,
  type ReasonOptions,
} from './evaluate.ts';
export { explainRule, type Language, wordsOfValue } from './explain.ts';
export { formatRule } from './format.ts';
export { inForce, type Version, type VersionProblem, versionProblems } from './in-force.ts';
export { withJudgements } from './judgements.ts';
export { LIMITS } from './limits.ts';
export { numberFunctions } from './number-functions.ts';
export { parseRule } from './parse.ts';
export type { Comparison, Origin, Origins, Reason, Seen } from './reasons.ts';
export {
  type DatedParameter,
  defineRuleSet,
  type ParameterVersion,
  type RuleSet,
  RuleSetError,
  type RuleVersion,
  ruleOn,
} from './rule-set.ts';
export { scaleFunctions } from './scale-functions.ts';
export { type GuardedRule, type SharedPart, type SharedRules, shareParts } from './share.ts';
export { substitute } from './substitute.ts';
export { withParts } from './with-parts.ts';
