import { checkRule, compileRule, evaluateRule, explainRule, parseRule } from '@miaopu/rules';
import { heldTitles, industriesBelow, tagsOf } from '@miaopu/standards';
import { describe, expect, it } from 'vitest';
import { formulaCatalogue } from './formula-catalogue.ts';
import type { RowKind } from './measure.ts';

function problemsOf(text: string, rows: RowKind): string[] {
  return checkRule(parseRule(text), formulaCatalogue(rows), 'boolean').map((problem) => problem.code);
}

function isMet(text: string, row: Parameters<typeof evaluateRule>[2]): unknown {
  return evaluateRule(parseRule(text), formulaCatalogue('entities'), row, { bindings }).value;
}

const bindings = {
  'plan.start': '2018-01-01',
  'plan.end': '2020-12-31',
  'plan.base': '2017-12-31',
  'period.start': '2018-01-01',
  'period.end': '2018-12-31',
  asOf: '2020-12-31',
};

it('offers a measure only the fields of its own rows', () => {
  expect(problemsOf('milestone.first && predecessor.category == "individual"', 'milestones')).toEqual([]);
  expect(problemsOf('milestone.first', 'entities')).toEqual(['unknown_field']);
  expect(problemsOf('milestone.first', 'designations')).toEqual(['unknown_field']);
  expect(problemsOf('designation.level == "AAA"', 'designations')).toEqual([]);
  expect(problemsOf('designation.level == "AAA"', 'milestones')).toEqual(['unknown_field']);
});

it('knows the words of the closed sets', () => {
  expect(problemsOf('holds("technology_sme")', 'entities')).toEqual([]);
  expect(problemsOf('holds("technology_sne")', 'entities')).toEqual(['unknown_value']);
  expect(problemsOf('inIndustry(entity.industry, "C")', 'entities')).toEqual([]);
  expect(problemsOf('inIndustry(entity.industry, "9999")', 'entities')).toEqual(['unknown_value']);
  expect(problemsOf('tagged(entity.industry, "eight")', 'entities')).toEqual([]);
  expect(problemsOf('tagged(entity.industry, "nine")', 'entities')).toEqual(['unknown_value']);
});

it('refuses to compare money with people', () => {
  expect(problemsOf('fact.revenue >= fact.employees', 'entities')).toEqual(['unit_mismatch']);
  expect(problemsOf('fact.rd_expense >= fact.revenue * 0.025', 'entities')).toEqual([]);
});

it('compiles to the aliases that it documents, values as parameters', () => {
  const compiled = [
    ['milestones', 'milestone.kind == "rose_above_size" && milestone.first && milestone.class == "industry"'],
    ['milestones', 'predecessor.category == "individual" && current.status == "active"'],
    ['designations', 'designation.from >= plan.start && has(designation.to)'],
    ['entities', 'entity.in_plan_scope && holds("technology_sme") && fact.class_two_ip >= 1'],
    ['entities', 'heldSince("above_designated_size") >= plan.start'],
    ['entities', 'inIndustry(entity.industry, "B") || inIndustry(entity.industry, "331")'],
    ['milestones', 'addMonths(milestone.on, 12) <= asOf && year(milestone.on) == 2018'],
  ].map(([rows, text]) => compileRule(parseRule(text!), formulaCatalogue(rows as RowKind), { bindings }));
  expect(compiled).toMatchInlineSnapshot(`
    [
      {
        "parameters": [
          "rose_above_size",
          "industry",
        ],
        "sql": "((m.kind = $1::text) and m.is_first and (m.class = $2::text))",
      },
      {
        "parameters": [
          "individual",
          "active",
        ],
        "sql": "((p.category = $1::text) and (c.status = $2::text))",
      },
      {
        "parameters": [
          "2018-01-01",
        ],
        "sql": "((d.valid_from >= $1::date) and ((nullif(d.valid_to, 'infinity'::date)) is not null))",
      },
      {
        "parameters": [
          "1",
        ],
        "sql": "(e.in_plan_scope and ((e.titles ? 'technology_sme')) and (f.class_two_ip::numeric >= $1::numeric))",
      },
      {
        "parameters": [
          "2018-01-01",
        ],
        "sql": "(((e.titles ->> 'above_designated_size')::date) >= $1::date)",
      },
      {
        "parameters": [],
        "sql": "(((left(e.industry, 2) in ('06', '07', '08', '09', '10', '11', '12'))) or ((left(e.industry, 3) in ('331'))))",
      },
      {
        "parameters": [
          "2020-12-31",
          "2018",
        ],
        "sql": "(((nullif(least((m.happened_on + interval '12 months')::date, '10000-01-01'::date), '10000-01-01'::date)) <= $1::date) and ((extract(year from m.happened_on))::numeric = $2::numeric))",
      },
    ]
  `);
});

describe('the two ways of the industry functions', () => {
  const classes = industriesBelow()
    .flatMap((section) => industriesBelow(section.code))
    .flatMap((division) => industriesBelow(division.code))
    .flatMap((group) => industriesBelow(group.code))
    .map((one) => one.code);

  it('agree with the standards on every class', () => {
    expect(classes.length).toBeGreaterThan(500);
    for (const code of classes) {
      const tags = tagsOf(code);
      const row = { entity: { industry: code } };
      expect([code, isMet('tagged(entity.industry, "eight")', row)]).toEqual([code, tags.length > 0]);
      expect([code, isMet('tagged(entity.industry, "culture")', row)]).toEqual([
        code,
        tags.includes('culture'),
      ]);
    }
  });

  it('leave a missing industry unknown', () => {
    expect(isMet('tagged(entity.industry, "eight")', { entity: { industry: null } })).toBe(null);
    expect(isMet('inIndustry(entity.industry, "C")', { entity: {} })).toBe(null);
    expect(isMet('inIndustry(entity.industry, "C")', { entity: { industry: '3311' } })).toBe(true);
    expect(isMet('inIndustry(entity.industry, "C")', { entity: { industry: '4610' } })).toBe(false);
  });

  it('may be several, of any length', () => {
    const text = 'inIndustry(entity.industry, "C", "63", "591")';
    const answers = ['3311', '6312', '5910', '5920', null].map((industry) =>
      isMet(text, { entity: { industry } }),
    );
    expect(answers).toEqual([true, true, true, false, null]);
    expect(explainRule(parseRule(text), formulaCatalogue('entities'), 'zh')).toMatchInlineSnapshot(
      `"行业代码属于“制造业、电信、广播电视和卫星传输服务、装卸搬运”"`,
    );
    expect(explainRule(parseRule(`!${text}`), formulaCatalogue('entities'), 'en')).toMatchInlineSnapshot(
      `"industry code does not belong to “manufacturing, telecommunication, broadcasting and satellite transmission, 装卸搬运 (591)”"`,
    );
    expect(compileRule(parseRule(text), formulaCatalogue('entities')).sql).toContain(
      "left(e.industry, 3) in ('591')",
    );
    expect(problemsOf('inIndustry(entity.industry, "C", "9999")', 'entities')).toEqual(['unknown_value']);
    expect(problemsOf('inIndustry(entity.industry)', 'entities')).toEqual(['wrong_argument_count']);
  });
});

it('titles are held or not, and since when', () => {
  const row = { entity: { titles: { technology_sme: '2018-05-01' } } };
  expect(isMet('holds("technology_sme") && !holds("gazelle")', row)).toBe(true);
  expect(isMet('heldSince("technology_sme") >= plan.start', row)).toBe(true);
  expect(isMet('heldSince("gazelle") >= plan.start', row)).toBe(null);
});

it('a title that has grades is held in one of them', () => {
  const row = { entity: { titles: { contract_credit: '2016-05-01', 'contract_credit/AA': '2018-05-01' } } };
  expect(isMet('holds("contract_credit") && holds("contract_credit/AA")', row)).toBe(true);
  expect(isMet('holds("contract_credit/AAA")', row)).toBe(false);
  expect(isMet('heldSince("contract_credit/AA") > heldSince("contract_credit")', row)).toBe(true);
  expect(problemsOf('holds("contract_credit/B")', 'entities')).toEqual(['unknown_value']);
  expect(problemsOf('holds("gazelle/A")', 'entities')).toEqual(['unknown_value']);
});

it('every title compiles, every grade, and every event that stays', () => {
  const rules = Object.keys(heldTitles).map((title) => parseRule(`holds("${title}")`));
  expect(rules.map((rule) => compileRule(rule, formulaCatalogue('entities')).sql)).toHaveLength(
    Object.keys(heldTitles).length,
  );
});
