import { type Policy, type PolicyDifference, policyDifferences } from '@miaopu/policies';

/** What is different between two published versions, whose terms are their own. */
export function differencesOf(before: Policy, after: Policy): PolicyDifference[] {
  return policyDifferences({ policy: before, terms: {} }, { policy: after, terms: {} });
}
