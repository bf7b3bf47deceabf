import type { Labels } from '@miaopu/plan';
import { evaluateRule, parseRule, type Row } from '@miaopu/rules';
import { Decimal } from 'decimal.js';
import { claimsOf } from './claims.ts';
import { totalCatalogue } from './combination-catalogue.ts';
import { type Combination, combine } from './combine.ts';
import { isInForce } from './expand.ts';
import { type Judgement, prepareJudge } from './judge-policy.ts';
import { policyBindings } from './policy-catalogue.ts';
import type { CombinationSituation, PolicyLibrary } from './policy-schema.ts';
import { type Disagreement, judgedBy, situationRow } from './situations.ts';

export type CombinationResult = {
  /** Its place among the library's situations across policies, from 0. */
  readonly index: number;
  readonly name: Labels;
  readonly ok: boolean;
  readonly disagreements: readonly Disagreement[];
};

/** Runs the situations across policies by evaluation. The library must be sound. */
export function runCombinations(library: PolicyLibrary): CombinationResult[] {
  return library.combinations.map((situation, index) => {
    const row = situationRow(situation.given);
    const combination = combine(
      policiesAsked(library, situation).flatMap((policy) => {
        const judge = prepareJudge(policy, library.terms, situation.as_of, {
          judged: judgedBy(situation.judged),
        });
        const judgement: Judgement = judge(row);
        return judgement.answer === 'met' ? claimsOf(policy, judgement) : [];
      }),
    );
    const disagreements = combinationDisagreements(situation, combination, row);
    return { index, name: situation.name, ok: disagreements.length === 0, disagreements };
  });
}

/** The policies that a situation asks: those it names, else all; of either those in force on its day. */
export function policiesAsked(
  { policies }: Pick<PolicyLibrary, 'policies'>,
  { policies: named, as_of }: Pick<CombinationSituation, 'policies' | 'as_of'>,
): PolicyLibrary['policies'] {
  return policies.filter((policy) => isInForce(policy, as_of) && (named?.includes(policy.id) ?? true));
}

/** Where a combination is not what a situation expects, its order aside. */
export function combinationDisagreements(
  { expect, as_of }: CombinationSituation,
  { chosen, total }: Pick<Combination, 'chosen' | 'total'>,
  row: Row,
): Disagreement[] {
  const found: Disagreement[] = [];
  const hold = (what: string, expected: string, seen: string) => {
    if (expected !== seen) found.push({ what, expected, found: seen });
  };
  const listed = (benefits: readonly (readonly [string, string, string | null])[]) =>
    benefits
      .map(([policy, benefit, amount]) => `${policy}/${benefit} ${amount === null ? '—' : plain(amount)}`)
      .sort()
      .join(', ') || '—';
  hold(
    'combination',
    listed(expect.combination.map(({ policy, benefit, amount }) => [policy, benefit, amount])),
    listed(chosen.map(({ claim, amount }) => [claim.policy, claim.benefit, amount])),
  );
  hold('total', plain(expect.total), plain(total));
  for (const { name, rule, value } of expect.derived) {
    const bindings = { ...policyBindings(as_of), total };
    const seen = evaluateRule(parseRule(rule), totalCatalogue, row, { bindings }).value;
    hold(name.zh, plain(value), seen === null ? '—' : plain(String(seen)));
  }
  return found;
}

function plain(amount: string): string {
  return new Decimal(amount).toFixed();
}
