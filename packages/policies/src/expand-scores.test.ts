import { allOf, checkRule, parseRule, prepareAnswer } from '@miaopu/rules';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyOnDay } from './expand.ts';
import { prepareJudge } from './judge-policy.ts';
import { policyBindings, policyCatalogue } from './policy-catalogue.ts';
import { type Policy, policySchema } from './policy-schema.ts';
import { judgedBy, situationRow } from './situations.ts';
import { smallPolicy } from './small-library.samples.ts';

const bindings = policyBindings('2020-12-31');
const facts = ['employees', 'revenue', 'assets'] as const;

type Item = {
  readonly whens: readonly string[];
  readonly points: readonly number[];
  readonly otherwise: number;
};

const when = fc.oneof(
  fc
    .tuple(fc.constantFrom(...facts), fc.integer({ min: 0, max: 3 }))
    .map(([fact, limit]) => `fact.${fact} >= ${limit}`),
  fc.constantFrom(
    'judge("甲", "A")',
    'judge("乙", "B")',
    '(fact.revenue >= 2 && judge("甲", "A"))',
    '(fact.assets >= 1 || judge("乙", "B"))',
  ),
);
const item: fc.Arbitrary<Item> = fc
  .tuple(
    fc.array(when, { minLength: 1, maxLength: 3 }),
    fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }),
  )
  .map(([whens, drawn]) => {
    const points = drawn.toSorted((one, other) => other - one);
    return { whens, points: points.slice(0, whens.length), otherwise: points[whens.length]! };
  });

function scored(items: readonly Item[], rule: string): Policy {
  const table = items.map(({ whens, points, otherwise }, index) => ({
    id: `i${index}`,
    zh: '项',
    en: 'item',
    cites: '附件',
    bands: whens.map((one, band) => ({ when: one, points: points[band]! })),
    otherwise,
  }));
  const { situations: _, ...star } = smallPolicy('star');
  return policySchema.parse({
    ...star,
    scores: { groups: { all: { zh: '全部', en: 'all', items: table } } },
    conditions: [{ id: 'score', cites: '第三条', rule }],
  });
}

const known = fc.constantFrom(0, 1, 2, 3, null);
const row = fc.record({ employees: known, revenue: known, assets: known });
const worlds = <T>(values: readonly T[], options: readonly T[]): T[][] =>
  values.reduce<T[][]>(
    (sofar, value) =>
      sofar.flatMap((world) => (value === null ? options : [value]).map((one) => [...world, one])),
    [[]],
  );

describe('the comparison of a score with a number', () => {
  it('is, for any table and any missing data, never at odds with what any filling in of them gives', () => {
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 25 }),
        row,
        (items, pass, fact) => {
          const policy = scored(items, `score.total >= ${pass}`);
          const onDay = policyOnDay(policy, {}, '2020-12-31');
          const runs = onDay.conditions[0]!.runs;
          const answer = prepareAnswer(runs, policyCatalogue, { bindings })({ fact });
          // written again on its own: every way in which data and judgements could come out
          const totals = worlds(
            facts.map((name) => fact[name]),
            [0, 1, 2, 3],
          ).flatMap((values) =>
            [0, 1, 2, 3].map((bits) =>
              total(items, Object.fromEntries(facts.map((name, at) => [name, values[at]!])), bits),
            ),
          );
          if (answer === 'met') expect(totals.every((one) => one >= pass)).toBe(true);
          if (answer === 'not_met') expect(totals.every((one) => one < pass)).toBe(true);
          const isKnown = facts.every((name) => fact[name] !== null);
          if (isKnown) {
            const [no, yes] = [total(items, fact, 0) >= pass, total(items, fact, 3) >= pass];
            expect(answer).toBe(no ? 'met' : yes ? 'manual' : 'not_met');
          }
          // the table beside it says the same bounds
          const { score } = prepareJudge(policy, {}, '2020-12-31')(situationRow(factsOf(fact)));
          if (isKnown)
            expect([score!.least, score!.most].map(Number)).toEqual([
              total(items, fact, 0),
              total(items, fact, 3),
            ]);
          else {
            expect(new Decimal(score!.least).lte(Math.min(...totals))).toBe(true);
            expect(new Decimal(score!.most).gte(Math.max(...totals))).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is read from either side, and strictly', () => {
    const [one]: Item[] = [{ whens: ['fact.revenue >= 1'], points: [5], otherwise: 0 }];
    const answer = (rule: string, revenue: number | null) =>
      prepareAnswer(
        policyOnDay(scored([one!], rule), {}, '2020-12-31').conditions[0]!.runs,
        policyCatalogue,
        { bindings },
      )({
        fact: { revenue },
      });
    expect([
      answer('5 <= score.total', 1),
      answer('score.all > 5', 1),
      answer('score.total > 5', null),
    ]).toEqual(['met', 'not_met', 'not_met']);
    expect([
      answer('score.total < 5', 0),
      answer('score.total <= 5', null),
      answer('score.total < 5', null),
    ]).toEqual(['met', 'met', 'unknown']);
    expect([answer('score.total * 2 == 10', 1), answer('score.total * 2 == 10', null)]).toEqual([
      'met',
      'unknown',
    ]);
  });

  it('follows what a person said, of the whole item or of one judgement', () => {
    const fact = { rd_expense: 30_000, revenue: 1_000_000, class_two_ip: 1 };
    const answer = (said: Record<string, boolean>) =>
      allOf(
        policyOnDay(
          smallPolicy('star'),
          { rd_ratio: { zh: '占比', en: 'share', rule: 'fact.rd_expense / fact.revenue' } },
          '2020-12-31',
          {
            judged: judgedBy(said),
          },
        ).conditions.map(
          ({ runs }) =>
            prepareAnswer(runs, policyCatalogue, { bindings })({ fact, entity: { titles: {} } }) as 'met',
        ),
      );
    expect([answer({}), answer({ field: true }), answer({ 属于重点领域: false })]).toEqual([
      'manual',
      'met',
      'not_met',
    ]);
  });

  it('yields a rule that the policy catalogue lets run', () => {
    const { runs } = policyOnDay(
      scored([{ whens: ['judge("甲", "A")'], points: [5], otherwise: 0 }], 'score.total >= 3'),
      {},
      '2020-12-31',
    ).conditions[0]!;
    expect(
      checkRule(runs, policyCatalogue, 'boolean').filter(({ code }) => code === 'judgement_not_allowed'),
    ).toEqual([]);
    expect(() => prepareAnswer(runs, policyCatalogue, { bindings })).not.toThrow();
  });
});

function factsOf(fact: Readonly<Record<string, number | null>>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(fact).map(([name, value]) => [`fact.${name}`, value === null ? null : String(value)]),
  );
}

/** The first band that is met counts; judgement A comes out as bit 1 of `bits`, B as bit 2. */
function total(items: readonly Item[], fact: Readonly<Record<string, number | null>>, bits: number): number {
  const judged = judgedBy({ 甲: (bits & 1) === 1, 乙: (bits & 2) === 2 });
  return items.reduce((sum, { whens, points, otherwise }) => {
    const met = whens.findIndex((text) => {
      const settled = text.replaceAll(/judge\("(.)", "."\)/g, (_, zh: string) =>
        String(judged({ kind: 'judge', zh, en: zh, position: { from: 0, to: 0 } })),
      );
      return prepareAnswer(parseRule(settled), policyCatalogue, { bindings })({ fact }) === 'met';
    });
    return sum + (met < 0 ? otherwise : points[met]!);
  }, 0);
}
