import { describe, expect, it } from 'vitest';
import { policyDifferences } from './difference.ts';
import { type Policy, policySchema } from './policy-schema.ts';
import { smallLibrary } from './small-library.samples.ts';

const { policies, terms } = smallLibrary();
const relief = policies.find(({ id }) => id === 'relief')!;

function against(change: (policy: Policy) => Policy) {
  const after = change(structuredClone(relief));
  expect(policySchema.safeParse(after).error).toBeUndefined();
  return policyDifferences({ policy: relief, terms }, { policy: after, terms });
}

describe('the difference between two versions', () => {
  it('is nothing between a version and itself, in whatever order its parts stand', () => {
    expect(against((policy) => policy)).toEqual([]);
    expect(against((policy) => ({ ...policy, conditions: policy.conditions.toReversed() }))).toEqual([]);
    expect(against((policy) => ({ ...policy, situations: [] }))).toEqual([]);
  });

  it('says a parameter’s new value, and once', () => {
    const differences = against((policy) => {
      policy.parameters.income_limit!.values[1]!.value = '5000000';
      policy.parameters.staff_limit = {
        zh: '人数上限',
        en: 'limit of staff',
        unit: 'person',
        values: [{ from: '2019-01-01', value: '200' }],
      };
      return policy;
    });
    expect(differences).toEqual([
      {
        path: 'parameters.income_limit.2021-01-01',
        label: { zh: '所得上限（2021-01-01起）', en: 'limit of income (from 2021-01-01)' },
        kind: 'changed',
        before: { zh: '300万元', en: '3,000,000 yuan' },
        after: { zh: '500万元', en: '5,000,000 yuan' },
      },
      {
        path: 'parameters.staff_limit.2019-01-01',
        label: { zh: '人数上限（2019-01-01起）', en: 'limit of staff (from 2019-01-01)' },
        kind: 'added',
        before: null,
        after: { zh: '200人', en: '200 people' },
      },
    ]);
  });

  it('says a condition in words, and tells what comes with a new one only with it', () => {
    const differences = against((policy) => {
      const [income, staff, ...rest] = policy.conditions;
      return {
        ...policy,
        conditions: [
          { ...income!, rule: 'fact.taxable_income < param.income_limit' },
          { ...staff!, fixed: true, cites: '第五条' },
          ...rest.filter(({ id }) => id !== 'trade'),
          { id: 'good', cites: '第九条', fixed: false, judge: { zh: '信用良好', en: 'Its credit is good' } },
        ],
      };
    });
    expect(differences.map(({ path, kind, before, after }) => [path, kind, before?.zh, after?.zh])).toEqual([
      ['conditions.income', 'changed', '应纳税所得额不高于所得上限', '应纳税所得额低于所得上限'],
      ['conditions.staff.cites', 'changed', '第二条', '第五条'],
      ['conditions.staff.fixed', 'changed', '否', '是'],
      ['conditions.good', 'added', undefined, '信用良好'],
      ['conditions.trade', 'removed', '行业代码不属于“房地产业”', undefined],
    ]);
  });

  it('says dates, documents, benefits and stacking', () => {
    const differences = against((policy) => ({
      ...policy,
      title: { ...policy.title, en: 'Another' },
      in_force: { from: policy.in_force.from, to: null },
      documents: [...policy.documents, { number: null, title: '补充通知', issuer: '财政部' }],
      channel: 'application',
      stacks: { ...policy.stacks, highest_only: true, conflicts: ['subsidy'] },
      benefits: policy.benefits.map((benefit) => ({
        ...benefit,
        cap: { per: 'enterprise_year' as const, amount: '100000' },
        exclusive: undefined,
        amount: benefit.amount!.replace('0.2', '0.15'),
      })),
    }));
    expect(differences.map(({ path, kind, before, after }) => [path, kind, before?.en, after?.en])).toEqual([
      ['title', 'changed', 'Relief for small enterprises', 'Another'],
      ['documents.补充通知', 'added', undefined, '补充通知 财政部'],
      ['in_force.to', 'changed', '2021-12-31', 'until further notice'],
      ['stacks.highest_only', 'changed', 'no', 'yes'],
      ['stacks.conflicts.subsidy', 'added', undefined, 'subsidy'],
      ['channel', 'changed', 'automatic, nothing to apply for', 'application'],
      ['benefits.saved.amount', 'changed', 'taxable income × 0.2', 'taxable income × 0.15'],
      ['benefits.saved.cap', 'added', undefined, '100,000 yuan'],
      ['benefits.saved.exclusive', 'removed', 'income', undefined],
    ]);
  });

  it('says a scoring table band by band', () => {
    const policy = policies.find(({ id }) => id === 'star')!;
    const after = structuredClone(policy);
    after.scores!.groups.research!.items[0]!.bands[0]!.points = '55';
    expect(policyDifferences({ policy, terms }, { policy: after, terms })).toMatchObject([
      {
        path: 'scores.research.share',
        label: { zh: '评分项“研发·研发占比”' },
        before: { zh: '研发费用占比不低于5%：50；研发费用占比不低于3%：30；其他：0' },
        after: { en: 'share of R&D is at least 5%: 55; share of R&D is at least 3%: 30; otherwise: 0' },
      },
    ]);
  });

  it('says a rule that is not sound as it is written, because a draft may be so', () => {
    const [difference] = against((policy) => {
      policy.conditions[0] = { id: 'income', cites: '第一条', fixed: false, rule: 'fact.taxable_income <=' };
      return policy;
    });
    expect(difference?.after?.zh).toBe('fact.taxable_income <=');
  });
});
