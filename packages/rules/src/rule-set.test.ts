import { describe, expect, it } from 'vitest';
import {
  defineRuleSet,
  formatRule,
  inForce,
  parseRule,
  RuleSetError,
  ruleOn,
  versionProblems,
} from './index.ts';

/** 小型微利企业的应纳税所得额上限: 财税〔2018〕77号 100 万元, 财税〔2019〕13号 300 万元. */
const set = defineRuleSet({
  versions: [
    { from: '2018-01-01', to: '2018-12-31', rule: parseRule('fact.income <= param.limit') },
    {
      from: '2019-01-01',
      to: '2021-12-31',
      rule: parseRule('fact.income <= param.limit && fact.employees <= 300'),
    },
    { from: '2023-01-01', rule: parseRule('fact.income <= -param.floor * param.limit') },
  ],
  parameters: {
    'param.limit': {
      type: 'number',
      versions: [
        { from: '2018-01-01', value: 1_000_000 },
        { from: '2019-01-01', value: '3000000.00' },
      ],
    },
    'param.floor': { type: 'number', versions: [{ from: '2024-01-01', to: '2024-12-31', value: '-2' }] },
    'param.since': { type: 'date', versions: [{ from: '2018-01-01', value: '2018-01-01' }] },
  },
});

describe('a rule over time', () => {
  it.each([
    ['2017-12-31', undefined],
    ['2018-01-01', 'fact.income <= 1000000'],
    ['2018-12-31', 'fact.income <= 1000000'],
    ['2019-01-01', 'fact.income <= 3000000 && fact.employees <= 300'],
    ['2021-12-31', 'fact.income <= 3000000 && fact.employees <= 300'],
    ['2022-01-01', undefined],
    ['2022-12-31', undefined],
    ['2024-06-30', 'fact.income <= 2 * 3000000'],
  ])('is on %s as it was in force then: %s', (day, text) => {
    const rule = ruleOn(set, day);
    expect(rule && formatRule(rule)).toBe(text);
  });

  it('says which parameter has no value on the day', () => {
    expect(() => ruleOn(set, '2023-06-30')).toThrow('"param.floor" has no value in force on 2023-06-30');
    expect(() => ruleOn(set, '2025-01-01')).toThrow('param.floor');
  });

  it('is whichever version began last, however they are written', () => {
    const versions = [
      { from: '2022-01-01' },
      { from: '2019-01-01' },
      { from: '2020-01-01', to: '2020-12-31' },
    ];
    expect(
      ['2018-12-31', '2019-06-01', '2020-12-31', '2021-01-01', '2022-01-01'].map(
        (day) => inForce(versions, day)?.from,
      ),
    ).toEqual([undefined, '2019-01-01', '2020-01-01', undefined, '2022-01-01']);
  });

  it.each([
    [[{ from: '2018-01-01', to: '2018-12-31' }, { from: '2018-12-31' }], [[1, 'overlapping']]],
    [[{ from: '2018-01-01' }, { from: '2018-01-01' }], [[1, 'overlapping']]],
    [[{ from: '2019-01-01' }, { from: '2018-01-01', to: '2019-01-01' }], [[0, 'overlapping']]],
    [[{ from: '2018-01-02', to: '2018-01-01' }], [[0, 'empty_range']]],
    [
      [{ from: '2018-02-30' }, { from: '2018-1-1' }, { from: '2018-01-01', to: 'never' }],
      [
        [0, 'invalid_day'],
        [1, 'invalid_day'],
        [2, 'invalid_day'],
      ],
    ],
    [[{ from: '2018-01-01' }, { from: '2019-01-01', to: '2019-01-01' }, { from: '2019-01-02' }], []],
    [[], []],
  ])('%j: %j', (versions, expected) => {
    expect(versionProblems(versions).map(({ index, code }) => [index, code])).toEqual(expected);
  });

  it('is not declared with versions that overlap or are never in force, and says which', () => {
    const rule = parseRule('true');
    const wrong = () =>
      defineRuleSet({
        versions: [{ from: '2018-01-02', to: '2018-01-01', rule }],
        parameters: {
          'param.x': {
            type: 'number',
            versions: [
              { from: '2018-01-01', value: 1 },
              { from: '2018-01-01', value: 2 },
            ],
          },
        },
      });
    expect(wrong).toThrow(RuleSetError);
    expect(wrong).toThrow(
      'The version ends on 2018-01-01, before it begins on 2018-01-02: it is never in force; param.x: The versions from 2018-01-01 and from 2018-01-01 are in force on the same day',
    );
  });

  it.each([
    ['number', 'many'],
    ['number', Number.NaN],
    ['boolean', 'true'],
    ['date', '2018-02-30'],
    ['string', 3],
  ] as const)('is not declared with a parameter of type %s that is %s', (type, value) => {
    const versions = [{ from: '2018-01-01', value }];
    expect(() => defineRuleSet({ versions: [], parameters: { 'param.x': { type, versions } } })).toThrow(
      'The value of "param.x" must be',
    );
  });
});
