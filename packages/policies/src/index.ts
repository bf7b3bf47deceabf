/**
 * Policies: what a policy is as data, how it is checked, explained and judged, and which benefits go together.
 * Pure: no database, no files, no network, no clock.
 */

export { policyForm, policyJsonSchema } from './json-schema.ts';
export { type LoadedPolicies, loadPolicies } from './load.ts';
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
export type { PolicyProblem, PolicyProblemCode } from './problems.ts';
export {
  type Answer,
  answers,
  type BenefitKind,
  benefitKinds,
  type PolicyCategory,
  type PolicyChannel,
  type PolicyKind,
  type PolicyLevel,
  policyCategories,
  policyChannels,
  policyKinds,
  policyLevels,
} from './vocabulary.ts';
