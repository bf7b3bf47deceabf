import { describe, expect, it } from 'vitest';
import {
  checkRule,
  defineCatalogue,
  parseRule,
  RuleCheckError,
  typeOfRule,
  type ValueType,
} from './index.ts';
import { testCatalogue } from './testing/catalogue.ts';

function problemsOf(text: string, expected?: ValueType) {
  return checkRule(parseRule(text), testCatalogue, expected);
}

describe('checking a rule', () => {
  it.each([
    'entity.kind == "enterprise" && entity.in_scope',
    'entity.rd / entity.revenue >= 0.025',
    'entity.revenue * 2 + 10000 > entity.rd',
    'milestone.on >= plan.start && milestone.on <= date("2018-12-31")',
    'year(milestone.on) in [2018, 2019]',
    'fact("revenue", "2018") > entity.rd',
    'entity.in_scope ? entity.closed : null',
    'entity.name.contains("塑料") == entity.closed',
    'has(entity.rd / entity.revenue)',
  ])('finds nothing wrong with %s', (text) => {
    expect(problemsOf(text, 'boolean')).toEqual([]);
  });

  it.each([
    [
      'entity.employes > 1',
      'unknown_field',
      '没有字段“entity.employes”，是不是“entity.employees”',
      'entity.employees',
    ],
    ['entity > 1', 'unknown_field', '没有字段“entity”', undefined],
    ['entity.kind == "企业"', 'unknown_value', '没有取值"企业"，是不是"enterprise"', '"enterprise"'],
    [
      'entity.kind in ["enterprize"]',
      'unknown_value',
      '没有取值"enterprize"，是不是"enterprise"',
      '"enterprise"',
    ],
    ['entity.kind == "x"', 'unknown_value', '没有取值"x"，可用 "enterprise"、"individual"', undefined],
    ['fact("staff", "2018") > 1', 'unknown_value', '没有取值"staff"，可用 "employees"、"revenue"', undefined],
    ['yaer(milestone.on) == 2018', 'unknown_function', '没有函数“yaer”，是不是“year”', 'year'],
    ['year() == 2018', 'wrong_argument_count', 'year 要 1 个参数，却有 0 个', undefined],
    ['year(entity.name) == 2018', 'type_mismatch', '此处应是日期，却是文字', undefined],
    [
      'inBranch(entity.industry, entity.name)',
      'literal_expected',
      '门类要直接写出，不能用字段或算式',
      undefined,
    ],
    ['entity.employees == "20"', 'type_mismatch', '数不能与文字比较', undefined],
    ['entity.employees && entity.closed', 'type_mismatch', '此处应是是非（条件），却是数', undefined],
    ['milestone.on > "2018-01-01"', 'type_mismatch', '日期不能与文字比较', undefined],
    ['1 < 2 < 3', 'type_mismatch', '是非（条件）不能与数比较', undefined],
    ['entity.name > "a"', 'ordering_not_allowed', '文字不分大小，只能用 == 或 !=', undefined],
    [
      'entity.closed < entity.in_scope',
      'ordering_not_allowed',
      '是非（条件）不分大小，只能用 == 或 !=',
      undefined,
    ],
    ['entity.revenue > entity.employees', 'unit_mismatch', '单位不同：元与人不能相加减或比较', undefined],
    [
      'entity.revenue + fact("employees", "2018") > 1',
      'unit_mismatch',
      '单位不同：元与人不能相加减或比较',
      undefined,
    ],
    [
      'entity.rd / entity.revenue > entity.rd',
      'unit_mismatch',
      '单位不同：比率与元不能相加减或比较',
      undefined,
    ],
    ['entity.rd == null', 'null_not_allowed', '不能与 null 比较；问是否已知请用 has( )', 'has(…)'],
    ['entity.closed ? null : null', 'null_not_allowed', '“? :”的两支不能都是 null', undefined],
    ['entity.closed ? 1 : "a"', 'type_mismatch', '“? :”两支的类型不同', undefined],
    ['entity.kind in []', 'empty_list', '列表是空的', undefined],
    ['entity.kind in [null]', 'type_mismatch', '此处应是代码，却是null', undefined],
    ['entity.closed in [true]', 'type_mismatch', '是非（条件）不能用“in”', undefined],
    ['entity.rd / 0 > 1', 'division_by_zero', '除数是零', undefined],
    ['entity.employees + 1', 'wrong_result_type', '结果应是是非（条件），却是数', undefined],
    ['null', 'wrong_result_type', '结果应是是非（条件），却是null', undefined],
  ])('finds what is wrong with %s', (text, code, zh, suggestion) => {
    const problems = problemsOf(text, 'boolean');
    expect(problems.map((problem) => [problem.code, problem.message.zh, problem.suggestion])).toEqual([
      [code, zh, suggestion],
    ]);
    expect(problems[0]!.message.en).not.toBe('');
  });

  it('reports every mistake once, in the order of the text', () => {
    const problems = problemsOf('entity.kindd == "x" || entity.kind == "企业" || year(1) > "a"');
    expect(problems.map((problem) => problem.code)).toEqual([
      'unknown_field',
      'unknown_value',
      'type_mismatch',
    ]);
    expect(problems.map((problem) => problem.position.from)).toEqual([0, 38, 51]);
  });

  it('finds a field by the words people call it', () => {
    const byWords = defineCatalogue({
      roots: { e: { rd: { type: 'number', zh: '研发费用', en: 'expense', sql: 'e.rd' } } },
    });
    expect(checkRule(parseRule('expense > 1'), byWords)[0]?.suggestion).toBe('e.rd');
  });

  it('bounds how many numbers a product may have, so that exact results stay small', () => {
    const product = (count: number) => `${Array(count).fill('entity.employees').join(' * ')} > 0`;
    expect(problemsOf(product(40))).toEqual([]);
    expect(problemsOf(product(41)).map((problem) => problem.code)).toEqual(['too_complex']);
  });
});

describe('a catalogue', () => {
  const field = { type: 'number', zh: '数', en: 'number', sql: 'x' } as const;
  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'has', 'a.b', 'a b', '名', ''])(
    'refuses the name %j',
    (name) => {
      const fields = Object.fromEntries([[name, field]]);
      expect(() => defineCatalogue({ roots: { e: fields } })).toThrow(TypeError);
      expect(() => defineCatalogue({ roots: Object.fromEntries([[name, { x: field }]]) })).toThrow(TypeError);
    },
  );

  it('refuses a path that is both a field and a binding', () => {
    const twice = { roots: { e: { x: field } }, bindings: { 'e.x': field } };
    expect(() => defineCatalogue(twice)).toThrow('as a field and as a binding');
  });

  it('refuses an optional parameter before a required one', () => {
    const parameter = { type: 'number', zh: '数', en: 'number' } as const;
    const f = {
      zh: 'f',
      en: 'f',
      returns: field,
      sql: () => '1',
      evaluate: () => 1,
      parameters: [{ ...parameter, optional: true }, parameter],
    };
    expect(() => defineCatalogue({ roots: {}, functions: { f } })).toThrow('optional parameter');
    const twice = { ...f, parameters: [{ ...parameter, repeats: 2 }, parameter] };
    expect(() => defineCatalogue({ roots: {}, functions: { f: twice } })).toThrow('that repeats');
  });
});

describe('typeOfRule', () => {
  it.each([
    ['entity.revenue / entity.revenue', { type: 'number', unit: 'ratio' }],
    ['entity.employees', { type: 'number', unit: 'person' }],
    ['entity.closed && entity.in_scope', { type: 'boolean' }],
    ['entity.closed ? 0 : entity.revenue', { type: 'number', unit: 'yuan' }],
  ])('%s', (text, typed) => {
    expect(typeOfRule(parseRule(text), testCatalogue)).toEqual(typed);
  });

  it('is asked of sound rules only', () => {
    expect(() => typeOfRule(parseRule('entity.revenu'), testCatalogue)).toThrow(RuleCheckError);
    expect(() => typeOfRule(parseRule('null'), testCatalogue)).toThrow(RuleCheckError);
  });
});
