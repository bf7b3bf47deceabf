import { describe, expect, it } from 'vitest';
import { explainMeasure } from './explain-measure.ts';
import { loadPlanPack } from './load.ts';
import { readPack } from './luqiao.samples.ts';
import { formulasOf, type Measure, measureKind } from './measure.ts';
import { measureText, parseMeasure } from './parse-measure.ts';

const loaded = loadPlanPack(readPack('luqiao-2018-2020'));
const measures = loaded.ok
  ? loaded.pack.targets.flatMap(({ measure, companions }) => [
      measure,
      ...companions.map((one) => one.measure),
    ])
  : [];

function readMeasure(text: string): Measure {
  const parsed = parseMeasure(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.measure;
}

function placesOf(text: string): string[] {
  const parsed = parseMeasure(text);
  return parsed.ok ? [] : parsed.problems.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

it('every measure of the plan survives being written and read', () => {
  expect(measures.length).toBeGreaterThan(60);
  for (const measure of measures) {
    expect(parseMeasure(measureText(measure))).toEqual({ ok: true, measure });
  }
  expect(new Set(measures.map(measureKind))).toEqual(
    new Set(['flow', 'stock', 'growth', 'sum_ratio', 'coverage', 'later', 'report']),
  );
});

it('every measure of the plan explains itself in both languages', () => {
  for (const measure of measures) {
    expect(explainMeasure(measure, 'zh')).toMatch(/^[^a-z]*。$/);
    expect(explainMeasure(measure, 'en')).toMatch(/^[A-Z].*\.$/);
  }
});

it('explains each kind', () => {
  const words = [
    'flow: milestones\nwhere: milestone.kind == "listed" && milestone.board == "neeq"\ndistinct: entity',
    'flow: designations\nwhere: designation.title == "gazelle"',
    'stock: entities\nwhere: entity.in_plan_scope\nshare: entity.legal_form == "company"',
    'growth: cagr\nbase: 2017-12-31\nof: { stock: entities, where: entity.in_plan_scope }',
    'growth: mean\nbase: 2017-12-31\nof: { flow: milestones, where: milestone.kind == "established" }',
    'sum_ratio: { numerator: fact.rd_expense, denominator: fact.revenue }\nwhere: holds("technology_sme")\nfloor: 0.025',
    'coverage: { kind: tax_relief }',
    'report: { period: quarter, roll: ratio }',
    'later: cases\nreport: { period: year, roll: sum }',
  ].map((text) => {
    const measure = readMeasure(text);
    return [explainMeasure(measure, 'zh'), explainMeasure(measure, 'en')];
  });
  expect(words).toMatchInlineSnapshot(`
    [
      [
        "计个数：期内发生的事项，事项为“挂牌上市”且挂牌板块为“新三板”；同一主体只计最早一次。",
        "Number of events of the period where event is “listed” and board is “NEEQ”; each entity once, at its first.",
      ],
      [
        "计个数：期内取得的称号，称号为“瞪羚企业”。",
        "Number of titles obtained in the period where title is “gazelle”.",
      ],
      [
        "算比例。分母：期末主体，在计划口径内。分子：其中企业类型为“有限责任公司”的。",
        "A ratio. Denominator: entities at the end of the period where it is within the plan’s scope. Numerator: those where legal form is “limited company”.",
      ],
      [
        "算复合年均增长率：各年末个数，以2017年12月31日的个数为基数。范围：期末主体，在计划口径内。",
        "Compound yearly growth of the number at each year’s end, against 2017-12-31. Counted: entities at the end of the period where it is within the plan’s scope.",
      ],
      [
        "算各年增长率的平均：各年新增数，以2017年新增数为基数。范围：期内发生的事项，事项为“设立”。",
        "Mean of the yearly rates of growth of the yearly number, against 2017. Counted: events of the period where event is “established”.",
      ],
      [
        "算合计之比：研发费用合计 ÷ 营业收入合计。范围：年末主体，持有“科技型小微企业”；当年数据齐全的才计入，缺数不当作零。逐户列出是否不低于2.5%。",
        "A ratio of sums: the sum of R&D expense ÷ the sum of revenue. Counted: entities at the end of the year where it holds “technology small or micro enterprise”; only those whose figures of the year are complete, for a missing figure is never zero. Each one is listed as reaching 2.5% or not.",
      ],
      [
        "算比例。分母：年末在执行的“税收优惠”类政策，逐项政策计符合条件的主体。分子：其中当年已享受该项政策的。",
        "A ratio. Denominator: for each policy of the kind “tax relief” in force at the end of the year, the entities that fit it. Numerator: those that enjoyed it for the year.",
      ],
      [
        "由责任单位按季报送，分子合计除以分母合计。",
        "Reported by the responsible unit each quarter: the sum of numerators ÷ the sum of denominators.",
      ],
      [
        "将由办件计算；在此之前，由责任单位按年报送，各期、各单位相加。",
        "Will be counted from cases; until then, reported by the responsible unit each year: added up over periods and units.",
      ],
    ]
  `);
});

describe('a measure that somebody types', () => {
  it('is told where it is wrong', () => {
    expect(placesOf('stock: entities\nwhere: entity.in_plan_scope')).toEqual([]);
    expect(placesOf('stock: entities\nwhere: entity.in_plan_scop')).toEqual(['2:8 formula_invalid']);
    expect(placesOf('stock: entities\nwhere: "entity.status == \'activ\'"')).toEqual([
      '2:26 formula_invalid',
    ]);
    expect(placesOf('stock: entities\nwher: entity.in_plan_scope')).toEqual([
      '1:1 missing_key',
      '2:1 unknown_key',
    ]);
    expect(placesOf('stock: firms\nwhere: entity.in_plan_scope')).toEqual(['1:8 wrong_value']);
    expect(
      placesOf('growth: cagr\nbase: 2017-12-31\nof: { report: { period: year, roll: sum } }'),
    ).not.toEqual([]);
    expect(placesOf('stock: entities\n where: x')).toEqual(['1:8 yaml_syntax']);
    expect(placesOf('')).toEqual(['1:1 wrong_type']);
    expect(placesOf('flow: milestones\nwhere: true\nstock: entities')).not.toEqual([]);
  });

  it('cannot hide a formula where none is read', () => {
    expect(formulasOf(readMeasure('report: { period: year, roll: sum }'))).toEqual([]);
    expect(placesOf('report: { period: year, roll: sum }\nwhere: entity.in_plan_scope')).toEqual([
      '2:1 unknown_key',
    ]);
  });
});
