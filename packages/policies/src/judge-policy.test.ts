import type { Row } from '@miaopu/rules';
import { describe, expect, it } from 'vitest';
import { prepareJudge } from './judge-policy.ts';
import { smallLibrary, smallPolicy } from './small-library.samples.ts';

const { terms } = smallLibrary();
const judge = (id: string, row: Row, day = '2020-12-31') => prepareJudge(smallPolicy(id), terms, day)(row);
const firm = {
  entity: { category: 'enterprise', industry: '3311', titles: {} },
  fact: { taxable_income: '800000', employees: 20 },
} as const;
const withFacts = (facts: Readonly<Record<string, unknown>>): Row => ({
  ...firm,
  fact: { ...firm.fact, ...facts },
});

describe('how an entity stands to a policy', () => {
  it('is met where every condition is', () => {
    const { answer, standing, missing, conditions, data } = judge('relief', firm);
    expect([answer, standing, missing, data]).toEqual(['met', 'met', 0, []]);
    expect(conditions.map(({ id, outcome, change }) => [id, outcome, change])).toEqual([
      ['income', 'met', null],
      ['staff', 'met', null],
      ['trade', 'met', null],
    ]);
  });

  it('is nearly where little is missing, with what to change', () => {
    const { answer, standing, missing, conditions } = judge(
      'relief',
      withFacts({ taxable_income: '1200000' }),
    );
    expect([answer, standing, missing]).toEqual(['not_met', 'nearly', 1]);
    const [income] = conditions;
    expect(income).toMatchObject({
      outcome: 'not_met',
      reason: {
        comparison: {
          operator: '<=',
          value: '1200000',
          limit: '1000000',
          difference: '200000',
          unit: 'yuan',
        },
        missing: [],
      },
    });
    expect(income!.change).toMatchInlineSnapshot(`
      {
        "en": "taxable income: 200,000 yuan too much (now 1,200,000 yuan, needs at most 1,000,000 yuan)",
        "zh": "应纳税所得额超出20万元（现为120万元，不得高于100万元）",
      }
    `);
    expect(income!.reason.gap).toMatchInlineSnapshot(`
      {
        "en": "taxable income: 200,000 yuan too much (now 1,200,000 yuan, needs at most 1,000,000 yuan)",
        "zh": "应纳税所得额超出20万元（现为120万元，不得高于100万元）",
      }
    `);
  });

  it('is not nearly where what nobody changes is missing, or three conditions are', () => {
    const inRealEstate = { ...firm, entity: { ...firm.entity, industry: '7010' } };
    const fixed = judge('relief', { ...inRealEstate, fact: { taxable_income: '900000', employees: 3 } });
    expect([fixed.standing, fixed.missing]).toEqual(['not_met', 1]);
    // what nobody changes has nothing that could be said to be changed
    expect(fixed.conditions[2]).toMatchObject({ id: 'trade', outcome: 'not_met', change: null });
    const policy = { ...smallPolicy('relief') };
    const strict = prepareJudge(policy, terms, '2020-12-31', { nearly: 1 });
    const two = withFacts({ taxable_income: '1200000', employees: 400 });
    expect([strict(two).standing, judge('relief', two).standing]).toEqual(['not_met', 'nearly']);
  });

  it('is unknown where a datum is missing that could decide, and says who has it', () => {
    const { standing, data, benefits } = judge('relief', withFacts({ taxable_income: null }));
    expect(standing).toBe('unknown');
    expect(data).toEqual([
      {
        path: 'fact.taxable_income',
        label: { zh: '应纳税所得额', en: 'taxable income' },
        unit: 'yuan',
        department: { zh: '区税务局', en: expect.any(String) },
      },
    ]);
    expect(benefits).toMatchObject([
      { id: 'saved', amount: null, missing: [{ path: 'fact.taxable_income' }] },
    ]);
  });

  it('is not met where one condition certainly is not, whatever is unknown', () => {
    expect(judge('relief', withFacts({ taxable_income: null, employees: 400 }))).toMatchObject({
      answer: 'not_met',
      standing: 'nearly',
      missing: 2,
    });
  });

  it('is for a person where nothing but a judgement is missing', () => {
    const lab = { fact: { rd_expense: '2000000', revenue: '50000000' } };
    const open = judge('subsidy', lab);
    expect([open.standing, open.missing, open.conditions.map(({ outcome }) => outcome)]).toEqual([
      'manual',
      0,
      ['met', 'manual'],
    ]);
    const said = prepareJudge(smallPolicy('subsidy'), terms, '2020-12-31', { judged: () => true })(lab);
    expect([said.standing, said.benefits[0]!.amount]).toEqual(['met', '100000']);
  });

  it('does not apply outside of its audience and its time', () => {
    const individual = { ...firm, entity: { ...firm.entity, category: 'individual' } };
    expect(judge('relief', individual)).toMatchObject({ answer: 'not_applicable', inForce: true });
    expect(judge('relief', firm, '2022-01-01')).toMatchObject({ answer: 'not_applicable', inForce: false });
  });

  it('is by the law of the day', () => {
    const row = withFacts({ taxable_income: '2500000' });
    expect(judge('relief', row, '2020-12-31').standing).toBe('nearly');
    expect(judge('relief', row, '2021-01-01').standing).toBe('met');
  });
});

describe('the reasons', () => {
  it('say each value with where it comes from', () => {
    const origin = { period: '2020', source: '区税务局', recordedOn: '2021-05-20' };
    const judged = prepareJudge(
      smallPolicy('relief'),
      terms,
      '2020-12-31',
    )(firm, (path) => (path === 'fact.taxable_income' ? origin : undefined));
    expect(judged.conditions[0]!.reason.seen).toMatchObject([
      { path: 'fact.taxable_income', value: '800000', words: { zh: '80万元' }, origin },
    ]);
    expect(judged.conditions[2]!.reason).toMatchObject({ outcome: 'met' });
  });

  it('fill in a scoring table: what is sure, what is possible, and what it waits for', () => {
    const { score, conditions, data } = judge('star', {
      ...firm,
      fact: { rd_expense: '30000', revenue: '1000000' },
    });
    expect(score).toMatchObject({ least: '40', most: '80' });
    expect(score!.groups.map(({ id, least, most }) => [id, least, most])).toEqual([
      ['research', '30', '30'],
      ['results', '10', '50'],
    ]);
    const [ip, field] = score!.groups[1]!.items;
    expect(ip!.missing.map(({ path }) => path)).toEqual(['fact.class_two_ip']);
    expect(field!.toJudge).toEqual([{ zh: '属于重点领域', en: 'its field is a favoured one' }]);
    expect(conditions[0]).toMatchObject({ id: 'score', outcome: 'unknown', reason: { score: 'total' } });
    expect(data.map(({ path }) => path)).toEqual(['fact.class_two_ip']);
  });

  it('say how many points are missing', () => {
    const { standing, conditions } = judge('star', {
      ...firm,
      fact: { rd_expense: '0', revenue: '1000000', class_two_ip: 1 },
    });
    expect(standing).toBe('nearly');
    expect(conditions[0]!.reason.gap ?? conditions[0]!.reason.parts[0]?.gap).toMatchInlineSnapshot(`
      {
        "en": "total points: 30 points short (now 30 points, needs at least 60 points)",
        "zh": "总分还差30分（现为30分，需不低于60分）",
      }
    `);
    expect(conditions[0]!.change).toMatchInlineSnapshot(`
      {
        "en": "total points: 30 points short (now 30 points, needs at least 60 points)",
        "zh": "总分还差30分（现为30分，需不低于60分）",
      }
    `);
  });
});
