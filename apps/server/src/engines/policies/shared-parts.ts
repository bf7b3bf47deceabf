import { type PolicyOnDay, type PolicyRule, policyCatalogue } from '@miaopu/policies';
import { type Expression, type GuardedRule, judgementsOf, type SharedRules, shareParts } from '@miaopu/rules';
import { rulesOf } from './uses.ts';

/** Policies whose rules name what they share, and what that is. */
export type Sharing = Pick<SharedRules, 'levels' | 'catalogue'> & {
  readonly sharing: readonly PolicyOnDay[];
};

/** The rules of a policy; its conditions and amounts are only looked at where it may apply. */
function guardedRules(policy: PolicyOnDay): GuardedRule[] {
  const applies = policy.applies?.runs;
  const guarded = applies !== undefined && judgementsOf(applies).length === 0;
  return rulesOf(policy).map((rule) => (guarded && rule !== applies ? { rule, guard: applies } : { rule }));
}

/** What the rules of policies calculate alike, taken out of them. */
export function shareAmong(policies: readonly PolicyOnDay[]): Sharing {
  const rules = policies.flatMap(guardedRules);
  const shared = shareParts(rules, policyCatalogue);
  const replaced = new Map<Expression, Expression>(
    rules.map(({ rule }, index) => [rule, shared.rules[index]!]),
  );
  const named = <Rule extends PolicyRule>(rule: Rule): Rule => ({ ...rule, runs: replaced.get(rule.runs)! });
  const sharing = policies.map((policy) => ({
    ...policy,
    ...(policy.applies === undefined ? {} : { applies: named(policy.applies) }),
    conditions: policy.conditions.map(named),
    benefits: policy.benefits.map((one) =>
      one.amount === undefined ? one : { ...one, amount: named(one.amount) },
    ),
  }));
  return { sharing, levels: shared.levels, catalogue: shared.catalogue };
}
