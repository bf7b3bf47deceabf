/**
 * Policies: what a policy is as data, how it is checked, explained and judged, and which benefits go together.
 * Pure: no database, no files, no network, no clock.
 */

export { type Claim, claimsOf, type Exclusion } from './claims.ts';
export {
  type CombinationResult,
  combinationDisagreements,
  policiesAsked,
  runCombinations,
} from './combinations.ts';
export { type ChosenBenefit, type Combination, combine, type YieldingBenefit } from './combine.ts';
export { type Datum, datumOf, type SeenDatum, valueWords } from './data.ts';
export { type PolicyDifference, policyDifferences, type Version } from './difference.ts';
export {
  type BenefitRule,
  type ConditionRule,
  type ExpandOptions,
  isInForce,
  type Judged,
  type PolicyOnDay,
  type PolicyRule,
  policyOnDay,
} from './expand.ts';
export { policyForm, policyJsonSchema } from './json-schema.ts';
export {
  type BenefitJudgement,
  type ConditionJudgement,
  type Judgement,
  type JudgeOptions,
  NEARLY,
  type PolicyReason,
  prepareJudge,
  type Standing,
} from './judge-policy.ts';
export type { GroupPoints, ItemPoints, Points, Score } from './judge-scores.ts';
export {
  type LoadedPolicies,
  type LoadOptions,
  loadPolicies,
  type TestedPolicies,
  testPolicies,
} from './load.ts';
export { policyBindings, policyCatalogue, referenceYear } from './policy-catalogue.ts';
export type {
  CombinationSituation,
  Policy,
  PolicyBenefit,
  PolicyCondition,
  PolicyDocument,
  PolicyLibrary,
  PolicyParameter,
  PolicyScores,
  PolicySituation,
  PolicyTerm,
  ScoreItem,
} from './policy-schema.ts';
export { policySchema } from './policy-schema.ts';
export { policyTable } from './policy-table.ts';
export type { PolicyFinding, PolicyProblem, PolicyProblemCode } from './problems.ts';
export {
  type Answers,
  type Asked,
  type AskedStanding,
  nextQuestion,
  prepareQuestions,
  type Question,
} from './questions.ts';
export {
  type Disagreement,
  disagreementsOf,
  judgedBy,
  runSituations,
  type SituationResult,
  situationRow,
} from './situations.ts';
export {
  answers,
  type BenefitKind,
  benefitKinds,
  gainKinds,
  outcomes,
  type PolicyCategory,
  type PolicyChannel,
  type PolicyKind,
  type PolicyLevel,
  policyCategories,
  policyChannels,
  policyKinds,
  policyLevels,
} from './vocabulary.ts';
export { type PolicyWords, wordsFor } from './words.ts';
