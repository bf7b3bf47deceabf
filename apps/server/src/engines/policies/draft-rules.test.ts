import { loadPolicies } from '@miaopu/policies';
import { describe, expect, it } from 'vitest';
import { contentOf, describeCheck } from './draft-check.ts';
import { readRules } from './draft-rules.ts';

const rules = `conditions:
  - { id: size, cites: 第一条, rule: fact.employees <= param.limit }
  - { id: kind, cites: 第一条, rule: term.is_firm }
parameters:
  limit: { zh: 上限, en: limit, values: [{ from: 2020-01-01, value: 20 }] }
`;
const shared = {
  'terms.yaml': 'terms: { is_firm: { zh: 企业, en: a firm, rule: entity.category == "enterprise" } }',
};

function read(source: string) {
  const found = loadPolicies({ ...shared, 'draft.yaml': source });
  const problems = found.ok ? [] : found.problems.filter(({ file }) => file === 'draft.yaml');
  return readRules('draft', source, contentOf(source)!, shared, problems);
}

describe('the rules of an unfinished text', () => {
  it('are read whole while its title, documents and all other words are still missing', () => {
    const { problems, policy, isWhole } = read(`id: draft\n${rules}`);
    expect({ problems, isWhole }).toEqual({ problems: [], isWhole: true });
    expect(policy?.conditions.map(({ id }) => id)).toEqual(['size', 'kind']);
  });

  it('are said in words, shared terms and all, though the text has another fault', () => {
    const source = `id: draft\n${rules}`;
    const { policy, isWhole } = read(source);
    const check = describeCheck(
      source,
      { ok: false, problems: [], rules: { policy: policy!, isWhole } },
      '2020-12-31',
    );
    expect(check.explained?.conditions.map(({ words }) => words.zh)).toEqual(['从业人数不高于20人', '企业']);
  });

  it('leave out the condition that is wrong, say so at its line, and do not count as whole', () => {
    const source = `id: draft\n${rules.replace('fact.employees', 'fact.employes')}`;
    const { problems, policy, isWhole } = read(source);
    expect(isWhole).toBe(false);
    expect(policy?.conditions.map(({ id }) => id)).toEqual(['kind']);
    expect(problems).toMatchObject([{ code: 'rule_invalid', line: 3, path: ['conditions', 0, 'rule'] }]);
  });

  it('are nothing to read where a parameter is wrong that they name', () => {
    const { policy, isWhole } = read(`id: draft\n${rules.replace('value: 20', 'value: many')}`);
    expect({ policy, isWhole }).toEqual({ policy: undefined, isWhole: false });
  });
});
