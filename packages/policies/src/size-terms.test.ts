import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { industriesBelow, type SizeClass, sizeClass } from '@miaopu/standards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareJudge } from './judge-policy.ts';
import { loadPolicies } from './load.ts';

const asOf = '2020-06-30';

/** A policy that asks for nothing but the shared terms on size classes. */
const asked = `
id: size
title: { zh: 划型, en: Size classes }
documents: [{ number: 工信部联企业〔2011〕300号, title: 中小企业划型标准规定, issuer: 工业和信息化部等 }]
level: national
category: law
kind: status
certainty: certain
in_force: { from: 2018-01-01 }
audience: { zh: 企业, en: Enterprises }
channel: automatic
contact: economy
summary: { zh: 按行业划型。, en: Classes by trade. }
conditions:
  - { id: covered, cites: 附表, rule: term.has_size_class }
  - { id: small, cites: 附表, rule: term.small_or_micro }
  - { id: below_large, cites: 附表, rule: term.below_large }
situations:
  - name: { zh: 小店, en: A small shop }
    as_of: ${asOf}
    given: { entity.industry: "5211", fact.employees: 5 }
    expect: { answer: met }
  - name: { zh: 大商场, en: A large store }
    as_of: ${asOf}
    given: { entity.industry: "5211", fact.employees: 300, fact.revenue: 200000000 }
    expect: { answer: not_met }
`;

const loaded = loadPolicies({
  'size.yaml': asked,
  'terms.yaml': readFileSync(join(import.meta.dirname, '../../../policies/terms.yaml'), 'utf8'),
});
if (!loaded.ok) throw new TypeError(JSON.stringify(loaded.problems));
const judge = prepareJudge(loaded.library.policies[0]!, loaded.library.terms, asOf);

/** A group of each division of GB/T 4754-2017, and every group of those two that the table splits between rows. */
const groups = industriesBelow().flatMap((section) =>
  industriesBelow(section.code).flatMap((division) => {
    const below = industriesBelow(division.code).map(({ code }) => code);
    return ['59', '70'].includes(division.code) ? below : below.slice(0, 1);
  }),
);

const tenThousand = 10_000;
/** Every limit of the table, and one below it. */
const values = {
  employees: atAndBelow(1, [10, 20, 50, 100, 200, 300, 1000, 2000]),
  revenue: atAndBelow(
    tenThousand,
    [100, 500, 1000, 2000, 3000, 5000, 6000, 10000, 20000, 30000, 40000, 80000, 100000, 200000],
  ),
  assets: atAndBelow(tenThousand, [100, 5000, 8000, 10000, 80000, 120000]),
};
const beyondAll = { employees: 9999, revenue: 5e9, assets: 5e9 };
type Figures = Readonly<Record<keyof typeof values, number | null>>;

function atAndBelow(unit: number, limits: readonly number[]): number[] {
  return limits.flatMap((limit) => [limit * unit - 1, limit * unit]);
}

/** What the answer of the standard says of "at most small" and "at most medium". */
function outcome(answer: ReturnType<typeof sizeClass>, most: readonly SizeClass[]): string {
  if (answer.value === 'not_covered') return 'not_met';
  if (answer.value !== 'unknown') return most.includes(answer.value) ? 'met' : 'not_met';
  return answer.atMost !== undefined && most.includes(answer.atMost) ? 'met' : 'unknown';
}

function expectAgreement(industry: string, figures: Figures): void {
  const answer = sizeClass({ industryCode: industry, ...figures, asOf });
  const { conditions } = judge({ entity: { industry }, fact: figures });
  expect([industry, figures, ...conditions.map((condition) => condition.outcome)]).toEqual([
    industry,
    figures,
    answer.value === 'not_covered' ? 'not_met' : 'met',
    outcome(answer, ['micro', 'small']),
    outcome(answer, ['micro', 'small', 'medium']),
  ]);
}

describe('the shared terms on size classes', () => {
  it('have every limit of the standard’s table, in every division', () => {
    expect(groups.length).toBeGreaterThan(100);
    for (const industry of groups) {
      for (const [name, figures] of Object.entries(values)) {
        for (const figure of figures) expectAgreement(industry, { ...beyondAll, [name]: figure });
      }
    }
  });

  it('say no more than the standard where figures are missing', () => {
    const figure = (known: readonly number[]) => fc.option(fc.constantFrom(...known), { freq: 2 });
    const figures = fc.record({
      employees: figure(values.employees),
      revenue: figure(values.revenue),
      assets: figure(values.assets),
    });
    fc.assert(fc.property(fc.constantFrom(...groups), figures, expectAgreement), { numRuns: 1000 });
  });

  it('are unknown without a trade, whatever the figures', () => {
    const { conditions } = judge({ entity: {}, fact: { employees: 3, revenue: 100000, assets: 100000 } });
    expect(conditions.map((condition) => condition.outcome)).toEqual(['unknown', 'unknown', 'unknown']);
  });
});
