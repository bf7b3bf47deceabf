import { describe, expect, it } from 'vitest';
import { loadPlanPack } from './load.ts';
import type { PackProblem } from './problems.ts';
import { plant, smallPack } from './small-pack.samples.ts';
import { readYaml } from './yaml-file.ts';

function problemsOf(files: Readonly<Record<string, string>>): readonly PackProblem[] {
  const loaded = loadPlanPack(files);
  return loaded.ok ? [] : loaded.problems;
}

/** `file:line:column code`, as a person reads it. */
function placesOf(files: Readonly<Record<string, string>>): string[] {
  return problemsOf(files).map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
}

/** The pack's text from the place of a problem on. */
function textAt(files: Readonly<Record<string, string>>, { file, line, column }: PackProblem): string {
  return files[file]!.split('\n')
    .slice(line - 1)
    .join('\n')
    .slice(column - 1);
}

it('accepts the small pack as it is', () => {
  expect(problemsOf(smallPack)).toEqual([]);
});

describe('each planted fault is told once, at its place', () => {
  it.each([
    [
      'a lead that is not a unit',
      'targets/1.yaml',
      "'100' } }\n    lead: market",
      "'100' } }\n    lead: markt",
      'targets/1.yaml unknown_unit',
      'markt',
    ],
    [
      'a target without a lead',
      'targets/1.yaml',
      "'100' } }\n    lead: market\n",
      "'100' } }\n",
      'targets/1.yaml target_without_lead',
      'id: 1.a',
    ],
    [
      'a target whose lead is empty',
      'targets/1.yaml',
      "'100' } }\n    lead: market\n",
      "'100' } }\n    lead:\n",
      'targets/1.yaml target_without_lead',
      'id: 1.a',
    ],
    [
      'a formula over an unknown field',
      'targets/1.yaml',
      'entity.in_plan_scope\n      distinct',
      'entity.in_plan_scop\n      distinct',
      'targets/1.yaml formula_invalid',
      'entity.in_plan_scop\n',
    ],
    [
      'a formula over a row that the measure has not',
      'targets/1.yaml',
      '&& entity.in_plan_scope\n      share',
      '&& milestone.first\n      share',
      'targets/1.yaml formula_invalid',
      'milestone.first',
    ],
    [
      'a formula with an unknown value',
      'targets/1.yaml',
      '"established"',
      '"establised"',
      'targets/1.yaml formula_invalid',
      '"establised"',
    ],
    [
      'a formula that can never hold',
      'targets/1.yaml',
      'milestone.kind == "established" && entity.in_plan_scope',
      'milestone.kind == "established" && milestone.kind == "rose_above_size"',
      'targets/1.yaml formula_invalid',
      'milestone.kind == "rose_above_size"',
    ],
    [
      'a formula that is no condition',
      'targets/1.yaml',
      'share: entity.legal_form in ["company", "joint_stock"]',
      'share: entity.capital',
      'targets/1.yaml formula_invalid',
      'entity.capital',
    ],
    [
      'a formula that is not in the language',
      'targets/1.yaml',
      'milestone.kind == "established" && entity.in_plan_scope',
      'milestone.kind = "established"',
      'targets/1.yaml formula_syntax',
      '= "established"',
    ],
    [
      'an id that stands twice',
      'lists.yaml',
      'clauses: [1.a] }',
      "clauses: [1.a] }, { id: web, name: { zh: '2', en: '2' }, clauses: [1.a] }",
      'lists.yaml duplicate_id',
      "web, name: { zh: '2",
    ],
    [
      'a clause that is not there',
      'ambiguities.yaml',
      'clauses: [1.a]',
      'clauses: [1.z]',
      'ambiguities.yaml unknown_clause',
      '1.z',
    ],
    [
      'a section that is not there',
      'targets/1.yaml',
      "group: '1'",
      "group: '9'",
      'targets/1.yaml unknown_section',
      "'9'",
    ],
    [
      'a clause of a list that is not there',
      'lists.yaml',
      'clauses: [1.a]',
      'clauses: [1.z]',
      'lists.yaml unknown_clause',
      '1.z',
    ],
    [
      'an ambiguity that is not there',
      'targets/1.yaml',
      'ambiguities: [A1]',
      'ambiguities: [A9]',
      'targets/1.yaml unknown_ambiguity',
      'A9',
    ],
    [
      'a default that is no choice',
      'ambiguities.yaml',
      'default: gross',
      'default: none',
      'ambiguities.yaml unknown_choice',
      'none',
    ],
    [
      'a target that is not there',
      'decomposition.yaml',
      'target: 1.a',
      'target: 1.z',
      'decomposition.yaml unknown_target',
      '1.z',
    ],
    [
      'a ring of successors',
      'units.yaml',
      '{ id: market, name: { zh: 市场监管局, en: Market }, kind: department, parent: district }',
      '{ id: market, name: { zh: 市场监管局, en: Market }, kind: department, parent: district, successor: { unit: quality, certainty: unsure } }',
      'units.yaml cycle',
      'quality, certainty: unsure',
    ],
    ['a ring of one', 'targets/1.yaml', 'part_of: 1.a', 'part_of: 1.b', 'targets/1.yaml cycle', '1.b'],
    [
      'a ring of parents',
      'units.yaml',
      'en: Sample District }, kind: district }',
      'en: Sample District }, kind: district, parent: east }',
      'units.yaml cycle',
      'district }',
    ],
    [
      'a period outside the plan',
      'targets/1.yaml',
      '    lead: market\n    ambiguities',
      '    lead: market\n    period: { start: 2018-01-01, end: 2021-12-31 }\n    ambiguities',
      'targets/1.yaml period_outside_plan',
      '{ start: 2018-01-01, end: 2021',
    ],
    [
      'a plan that ends before it starts',
      'plan.yaml',
      'end: 2020-12-31',
      'end: 2017-12-31',
      'plan.yaml dates_reversed',
      '2017-12-31 }',
    ],
    [
      'a day that does not exist',
      'plan.yaml',
      'base_day: 2017-12-31',
      'base_day: 2017-02-30',
      'plan.yaml wrong_value',
      '2017-02-30',
    ],
    [
      'parts that do not add up',
      'decomposition.yaml',
      '2018, value: 34',
      '2018, value: 30',
      'decomposition.yaml parts_do_not_add_up',
      '- { unit: district, year: 2018, value: 30',
    ],
    [
      'towns that do not add up to the year',
      'decomposition.yaml',
      'value: 14',
      'value: 13',
      'decomposition.yaml parts_do_not_add_up',
      '- { unit: district, year: 2018',
    ],
    [
      'a year outside the plan',
      'decomposition.yaml',
      'year: 2020',
      'year: 2021',
      'decomposition.yaml period_outside_plan',
      '2021',
    ],
    [
      'a part that stands twice',
      'decomposition.yaml',
      'unit: west, year: 2018',
      'unit: east, year: 2018',
      'decomposition.yaml duplicate_id',
      '{ unit: east, year: 2018, value: 14',
    ],
    [
      'a goal without its value',
      'targets/1.yaml',
      'value: 100, ',
      '',
      'targets/1.yaml goal_inconsistent',
      '{ form: at_least, words',
    ],
    [
      'a goal about a value, without its band',
      'targets/1.yaml',
      'form: at_least, value: 100,',
      'form: about, value: 100, low: 90,',
      'targets/1.yaml goal_inconsistent',
      '{ form: about',
    ],
    [
      'a range that nobody sets',
      'targets/1.yaml',
      'form: at_least, value: 0.8,',
      'form: within,',
      'targets/1.yaml goal_inconsistent',
      '{ form: within',
    ],
    [
      'ends out of order',
      'targets/1.yaml',
      'form: at_least, value: 0.8,',
      'form: within, low: 0.9, high: 0.8,',
      'targets/1.yaml goal_inconsistent',
      '{ form: within',
    ],
    [
      'a target without a value',
      'targets/1.yaml',
      'form: at_least, value: 0.8,',
      'form: none,',
      'targets/1.yaml goal_inconsistent',
      'none',
    ],
    [
      'a count that is measured as a ratio',
      'targets/1.yaml',
      'kind: ratio',
      'kind: count',
      'targets/1.yaml kind_mismatch',
      'stock: entities',
    ],
    [
      'a clause that promises a target',
      'sections/1.yaml',
      'kind: frame',
      'kind: target',
      'sections/1.yaml clause_without_target',
      'target, asks',
    ],
    [
      'a misspelt key',
      'targets/1.yaml',
      'distinct: entity\n  - id',
      'distict: entity\n  - id',
      'targets/1.yaml unknown_key',
      'distict',
    ],
    [
      'a missing key',
      'units.yaml',
      'kind: town, parent: district }\n  - { id: west',
      'parent: district }\n  - { id: west',
      'units.yaml missing_key',
      '{ id: east',
    ],
    [
      'an id that YAML reads as a number',
      'sections/1.yaml',
      "- id: '1'",
      '- id: 1',
      'sections/1.yaml wrong_type',
      '1\n',
    ],
    [
      'a value that is not of the set',
      'units.yaml',
      'kind: town',
      'kind: towm',
      'units.yaml wrong_value',
      'towm',
    ],
    ['broken YAML', 'lists.yaml', 'titles: []', 'titles: [', 'lists.yaml yaml_syntax', 'instruments'],
    [
      'a key written twice',
      'lists.yaml',
      'awards: []',
      'titles: []',
      'lists.yaml yaml_syntax',
      'titles: []\n',
    ],
  ])('%s', (_what, file, text, replacement, expected, pointsAt) => {
    const files = plant(file, text, replacement);
    const told = problemsOf(files);
    expect(told.map((problem) => `${problem.file} ${problem.code}`)).toEqual([expected]);
    expect(textAt(files, told[0]!).slice(0, pointsAt.length)).toBe(pointsAt);
  });
});

it('says every missing and every unknown file', () => {
  const { 'lists.yaml': lists, 'targets/1.yaml': _, ...rest } = smallPack;
  expect(placesOf({ ...rest, 'list.yaml': lists!, 'README.md': '# read me' })).toEqual([
    'list.yaml:1:1 unknown_file',
    'lists.yaml:1:1 missing_file',
    'targets/*.yaml:1:1 missing_file',
  ]);
});

it('refuses a bomb of aliases', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [one, other] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh'].map((pair) => [...pair])) {
    bomb.push(`${other}: &${other} [${Array(9).fill(`*${one}`).join(', ')}]`);
  }
  const files = { ...smallPack, 'lists.yaml': bomb.join('\n') };
  expect(placesOf(files)).toEqual(['lists.yaml:1:1 yaml_syntax']);
});

it('takes over a map that stands above, and what is written beside it wins', () => {
  const { file, problems } = readYaml('a.yaml', 'a: &a { x: 1, y: 2 }\nb: { <<: *a, y: 3 }\n');
  expect(problems).toEqual([]);
  expect(file.value).toEqual({ a: { x: 1, y: 2 }, b: { x: 1, y: 3 } });
});

it('says in both languages what is wrong and what to do', () => {
  const cases = [
    plant('targets/1.yaml', 'source: market', 'source: markt'),
    plant('targets/1.yaml', 'part_of: 1.a', 'part_of: 1.b'),
    plant('targets/1.yaml', 'entity.in_plan_scope\n      distinct', 'entity.in_plan_scop\n      distinct'),
    plant('sections/1.yaml', "- id: '1'", '- id: 1'),
  ];
  expect(
    cases.map((files) => problemsOf(files).map(({ message, suggestion }) => ({ message, suggestion }))),
  ).toEqual([
    [
      {
        message: { zh: '没有单位“markt”', en: 'There is no unit “markt”' },
        suggestion: {
          zh: '是不是“market”？否则先在 units.yaml 里写明',
          en: 'Did you mean “market”? If not, declare it in units.yaml',
        },
      },
    ],
    [
      {
        message: { zh: '引用绕成了圈：1.b → 1.b', en: 'The references go round in a circle: 1.b → 1.b' },
        suggestion: {
          zh: '去掉圈上的一环，让链条有头有尾',
          en: 'Remove one link of the ring, so that the chain has an end',
        },
      },
    ],
    [
      {
        message: {
          zh: '没有字段“entity.in_plan_scop”，是不是“entity.in_plan_scope”',
          en: 'There is no field "entity.in_plan_scop"; did you mean "entity.in_plan_scope"',
        },
        suggestion: { zh: '改成 entity.in_plan_scope', en: 'Write entity.in_plan_scope' },
      },
    ],
    [
      {
        message: { zh: '“1”被读成了数', en: '“1” is read as a number' },
        suggestion: { zh: "加上引号：'1'", en: "Put it in quotes: '1'" },
      },
    ],
  ]);
});

it('accepts parts that do not add up when it says why', () => {
  const files = plant('decomposition.yaml', '2018, value: 34', '2018, value: 30');
  files['decomposition.yaml'] = files['decomposition.yaml']!.replace(
    '    rows:',
    '    differs_because: 2018年起步晚\n    rows:',
  );
  expect(problemsOf(files)).toEqual([]);
});

it('tells several faults of several files in one go, in their order', () => {
  const files = {
    ...plant('targets/1.yaml', 'part_of: 1.a', 'part_of: 1.z'),
    'ambiguities.yaml': smallPack['ambiguities.yaml']!.replace('default: gross', 'default: none'),
  };
  expect(placesOf(files)).toEqual([
    'ambiguities.yaml:8:14 unknown_choice',
    'targets/1.yaml:32:14 unknown_target',
  ]);
});
