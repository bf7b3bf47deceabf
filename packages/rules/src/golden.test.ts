import { expect, it } from 'vitest';
import { checkRule, compileAnswer, compileRule, explainRule, formatRule, parseRule } from './index.ts';
import { testBindings, testCatalogue } from './testing/catalogue.ts';

/** Rules as targets and policies have them: what each becomes is checked in, so that a change of it is seen. */
const RULES = [
  'milestone.kind == "established" && entity.kind == "enterprise" && entity.in_scope',
  'milestone.on >= plan.start && milestone.on <= period.end',
  'milestone.kind == "converted" && !(entity.kind in ["individual"]) && !entity.in_scope',
  'entity.kind in ["enterprise", "individual"] || entity.name.startsWith("路桥") && !entity.name.contains("分公司")',
  'entity.rd / entity.revenue >= 0.025',
  'entity.revenue >= 20000000 && entity.employees < 300',
  'has(entity.rd) && entity.revenue > 0 ? entity.rd / entity.revenue : null',
  'inBranch(entity.industry, "29") || !inBranch(entity.industry, "C")',
  'year(entity.founded_on) == 2018 && month(entity.founded_on) in [1, 2, 3]',
  '(fact("revenue", "2018") - fact("revenue", "2017")) / fact("revenue", "2017")',
  'fact("employees", "2018") > 20 && !has(entity.rd)',
  'entity.founded_on > date("2017-12-31") && entity.founded_on != asOf',
  '!(entity.closed || entity.in_scope && entity.employees >= 20)',
  'entity.closed == false && entity.in_scope != true && entity.closed == entity.in_scope',
  '-(entity.revenue - entity.rd) * 0.5 <= -10000',
  'entity.industry in ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"]',
  'entity.name.endsWith("\'); drop table e; --")',
  'entity.closed ? entity.in_scope : true',
  'entity.in_scope && judge("从事国家非限制和禁止行业", "Its trade is neither restricted nor forbidden")',
  'min(entity.revenue, 3000000) * 0.05 + max(entity.rd - 10000, 0, entity.revenue) >= 100000',
  'round2(tiered(entity.revenue, "1000000:0.05, 3000000:0.10, rest:0.25")) > 500.25',
  'band(ratio(entity.rd, entity.revenue), "0.03:4, 0.05:8") + band(entity.employees, "10:4, 20:12") >= 12',
  'growth(entity.revenue, fact("revenue", "2017")) >= 0.2',
  'yearsBetween(entity.founded_on, asOf) >= 3 && monthsBetween(entity.founded_on, asOf) < 120',
  'daysBetween(entity.founded_on, addMonths(plan.start, -6)) <= 30',
];

/** Conditions whose answer is compiled, with the condition under which they apply. */
const ANSWERS: readonly (readonly [rule: string, applies?: string])[] = [
  ['entity.revenue >= 20000000'],
  ['judge("经营正常", "It is doing business")'],
  ['entity.in_scope && entity.revenue > 0 && judge("经营正常", "It is doing business")'],
  ['entity.closed || judge("经营正常", "It is doing business") && entity.in_scope'],
  [
    '(entity.closed || judge("经营正常", "It is doing business")) && (entity.in_scope || judge("属鼓励类", "It is encouraged"))',
  ],
  [
    'entity.closed ? judge("经营正常", "It is doing business") : entity.in_scope',
    'entity.kind == "enterprise"',
  ],
];

it('representative rules become this SQL and these sentences', async () => {
  const pages = RULES.map((text) => {
    const rule = parseRule(text);
    expect(checkRule(rule, testCatalogue)).toEqual([]);
    const { sql, parameters } = compileRule(rule, testCatalogue, { bindings: testBindings });
    return [
      formatRule(rule),
      `zh  ${explainRule(rule, testCatalogue, 'zh')}`,
      `en  ${explainRule(rule, testCatalogue, 'en')}`,
      `sql ${sql}`,
      `    ${JSON.stringify(parameters)}`,
    ].join('\n');
  });
  await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot('golden/rules.txt');
});

it('the answers of representative rules become this SQL', async () => {
  const pages = ANSWERS.map(([text, applies]) => {
    const rule = parseRule(text);
    expect(checkRule(rule, testCatalogue, 'boolean')).toEqual([]);
    const { sql, parameters } = compileAnswer(
      rule,
      testCatalogue,
      applies === undefined ? {} : { applies: parseRule(applies) },
    );
    const head = applies === undefined ? [] : [`where ${applies}`];
    return [formatRule(rule), ...head, `sql ${sql}`, `    ${JSON.stringify(parameters)}`].join('\n');
  });
  await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot('golden/answers.txt');
});
