import { describe, expect, it } from 'vitest';
import { designatedSize } from './designated-size.ts';

/** Employees, and revenue in 万元. */
function judged(industryCode: string, asOf: string, employees?: number, wan?: number) {
  return designatedSize({
    industryCode,
    asOf,
    employees,
    revenue: wan === undefined ? undefined : wan * 10_000,
  });
}

describe('designated size (规上, 限上)', () => {
  it.each([
    ['3311', '2018-12-31', 5, 2_000, 'above', 'industry'],
    ['3311', '2018-12-31', 900, 1_999.99, 'below', 'industry'],
    ['5164', '2019-06-30', 3, 2_000, 'above', 'wholesale'],
    ['5211', '2019-06-30', 3, 499, 'below', 'retail'],
    ['5211', '2019-06-30', 3, 500, 'above', 'retail'],
    ['6110', '2020-06-30', 3, 200, 'above', 'lodging'],
    ['6210', '2020-06-30', 3, 199, 'below', 'catering'],
    ['7010', '2018-12-31', 1, 0, 'above', 'real_estate'],
  ] as const)('%s on %s with X %s and Y %s is %s (%s)', (code, day, x, y, value, name) => {
    expect(judged(code, day, x, y)).toMatchObject({ value, rule: { class: name }, missing: [] });
  });

  it.each([
    // the same service firms on both sides of 国统字〔2019〕101号
    ['5431', 50, 100, 'above', 'below'],
    ['5431', 10, 1_500, 'above', 'below'],
    ['5431', 10, 2_000, 'above', 'above'],
    ['6513', 49, 999, 'below', 'below'],
    ['7212', 10, 1_000, 'above', 'above'],
    ['7020', 60, 800, 'above', 'below'],
    ['8415', 10, 1_500, 'above', 'below'],
    ['8514', 10, 600, 'below', 'above'],
    ['9013', 50, 10, 'above', 'below'],
    ['8111', 10, 500, 'above', 'above'],
  ] as const)('%s with X %s and Y %s is %s until 2019 and %s from 2020', (code, x, y, before, after) => {
    expect(judged(code, '2019-12-31', x, y).value).toBe(before);
    expect(judged(code, '2020-01-01', x, y).value).toBe(after);
  });

  it('is unknown for want of a figure, unless another one is enough', () => {
    expect(judged('3311', '2018-12-31', 900)).toMatchObject({ value: 'unknown', missing: ['revenue'] });
    expect(judged('6513', '2019-12-31', 50)).toMatchObject({ value: 'above', missing: [] });
    expect(judged('6513', '2019-12-31', 49)).toMatchObject({ value: 'unknown', missing: ['revenue'] });
    expect(judged('6513', '2019-12-31', undefined, 999)).toMatchObject({
      value: 'unknown',
      missing: ['employees'],
    });
    expect(judged('6513', '2020-12-31', undefined, 999)).toMatchObject({ value: 'below', missing: [] });
  });

  it('asks construction for its qualification', () => {
    const base = { industryCode: '4710', asOf: '2018-12-31', revenue: 1 };
    expect(designatedSize({ ...base, qualified: true }).value).toBe('above');
    expect(designatedSize({ ...base, qualified: false }).value).toBe('below');
    expect(designatedSize(base)).toMatchObject({ value: 'unknown', missing: ['qualified'] });
  });

  it.each(['0111', '6621', '9100', 'T'])('does not cover %s', (code) => {
    expect(judged(code, '2018-12-31', 500, 50_000).value).toBe('not_covered');
  });

  it('wants a finer industry where thresholds differ', () => {
    expect(judged('70', '2020-12-31', 5, 5_000)).toMatchObject({
      value: 'unknown',
      missing: ['industryCode'],
    });
    expect(judged('Q', '2020-12-31', 5, 5_000)).toMatchObject({
      value: 'unknown',
      missing: ['industryCode'],
    });
    expect(judged('59', '2020-12-31', 5, 2_000).value).toBe('above');
    expect(judged('3311', '2009-12-31', 5, 2_000)).toMatchObject({ value: 'unknown', rule: null });
  });
});
