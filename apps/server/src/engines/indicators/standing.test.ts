import { describe, expect, it } from 'vitest';
import { forecastEnd } from './forecast.ts';
import { completeYears, elapsedShare, quartersBetween, yearsBetween } from './moment.ts';
import { type Cell, rollUp } from './roll-up.ts';
import { judge } from './standing.ts';

const plan = { start: '2018-01-01', end: '2020-12-31', base: '2017-12-31' };
const measured = (value: string | null) => ({ value, numerator: null, denominator: null, reason: null });

describe('the calendar of a plan', () => {
  it('counts quarters and years that are over', () => {
    expect(quartersBetween('2018-01-01', '2019-02-01')).toEqual([
      '2018Q1',
      '2018Q2',
      '2018Q3',
      '2018Q4',
      '2019Q1',
    ]);
    expect(completeYears({ plan, asOf: '2019-12-30' })).toEqual(['2018']);
    expect(completeYears({ plan, asOf: '2030-01-01' })).toEqual(['2018', '2019', '2020']);
  });

  it('has a half of the time elapsed at the middle of the plan', () => {
    expect(elapsedShare(plan.start, plan.end, '2019-07-02')).toBeCloseTo(0.5, 3);
    expect(elapsedShare(plan.start, plan.end, '2020-12-31')).toBe(1);
    expect(elapsedShare(plan.start, plan.end, '2017-06-30')).toBe(0);
  });

  it('counts whole years from year’s end to year’s end, leap years or not', () => {
    expect(yearsBetween('2017-12-31', '2020-12-31')).toBe(3);
    expect(yearsBetween('2017-12-31', '2018-06-30')).toBe(0.5);
  });
});

describe('a target that accumulates', () => {
  it.each([
    ['6000', 0.5, 'done'],
    ['3400', 0.5, 'ahead'],
    ['3000', 0.5, 'on_track'],
    ['2800', 0.5, 'on_track'],
    ['2600', 0.5, 'behind'],
    ['2300', 0.5, 'at_risk'],
    ['5999', 1, 'at_risk'],
  ])('of %s of 6000 with %s of the time elapsed is %s', (value, elapsed, state) => {
    expect(judge(measured(value), { form: 'at_least', value: '6000' }, 'count', elapsed).state).toBe(state);
  });

  it('tells completion and how far it is ahead of time', () => {
    const standing = judge(measured('1500'), { form: 'exactly', value: '6000' }, 'count', 0.5);
    expect(standing.completion).toBe(0.25);
    expect(standing.ahead).toBe(-0.25);
  });
});

describe('a floor or a range', () => {
  it.each([
    ['ratio', { form: 'at_least', value: '0.025' }, '0.025', 0.5, 'on_track'],
    ['ratio', { form: 'at_least', value: '0.025' }, '0.0249', 0.5, 'behind'],
    ['ratio', { form: 'at_least', value: '0.025' }, '0.0200', 0.5, 'at_risk'],
    ['ratio', { form: 'at_least', value: '0.025' }, '0.0300', 1, 'done'],
    ['growth', { form: 'about', value: '0.10', low: '0.09', high: '0.11' }, '0.092', 0.5, 'on_track'],
    ['range', { form: 'within', low: '0.1', high: '0.3' }, '0.31', 0.5, 'behind'],
    ['range', { form: 'within' }, '0.31', 0.5, 'untargeted'],
    ['ratio', { form: 'none' }, '0.8', 0.5, 'untargeted'],
  ] as const)('%s %o at %s with %s elapsed is %s', (kind, goal, value, elapsed, state) => {
    expect(judge(measured(value), goal, kind, elapsed).state).toBe(state);
  });

  it('that has no value is not yet measurable', () => {
    expect(judge(measured(null), { form: 'at_least', value: '1' }, 'ratio', 1).state).toBe('unmeasured');
  });
});

describe('rolling up', () => {
  const cells: Cell[] = [
    { town: '331004001', period: '2018Q1', numerator: '1', denominator: '2' },
    { town: '331004001', period: '2018Q2', numerator: '3', denominator: '4' },
    { town: '331004002', period: '2018Q2', numerator: '10', denominator: '100' },
    { town: 'none', period: '2018Q2', numerator: '1', denominator: '1' },
  ];
  const find = (values: ReturnType<typeof rollUp>, town: string, period: string) =>
    values.find((value) => value.town === town && value.period === period);
  const days = { plan, asOf: '2018-06-30' };

  it('adds counts over quarters and towns, with what has no known town in the district’s sum', () => {
    const values = rollUp(
      { flow: 'milestones', where: 'true' },
      cells,
      ['331004001', '331004002', '331004003'],
      days,
    );
    expect(find(values, '', 'total')?.value).toBe('15');
    expect(find(values, '', '..2018Q1')?.value).toBe('1');
    expect(find(values, '331004001', '2018')?.value).toBe('4');
    expect(find(values, '331004003', 'total')?.value).toBe('0');
  });

  it('makes a ratio of sums, never a mean of means', () => {
    const values = rollUp({ flow: 'milestones', where: 'true', share: 'true' }, cells, [], days);
    expect(Number(find(values, '', 'total')?.value)).toBeCloseTo(15 / 107, 10);
  });

  it('has no ratio where nothing was counted, and says why', () => {
    const values = rollUp({ flow: 'milestones', where: 'true', share: 'true' }, cells, ['331004003'], days);
    expect(find(values, '331004003', 'total')).toMatchObject({ value: null, reason: 'nothing_counted' });
  });

  it('takes a stock as it stands at the end', () => {
    const values = rollUp({ stock: 'entities', where: 'true' }, cells, [], days);
    expect(find(values, '', '2018')?.value).toBe('14');
    expect(find(values, '', 'total')?.value).toBe('14');
  });

  it('compounds growth since the base: 100 to 133.1 in three years is 10% a year', () => {
    const stock = ['base', '2018Q4', '2019Q4', '2020Q4'].map(
      (period, year): Cell => ({
        town: '331004001',
        period,
        numerator: String(1000 * 1.1 ** year),
        denominator: '1',
      }),
    );
    const values = rollUp(
      { growth: 'cagr', of: { stock: 'entities', where: 'true' }, base: '2017-12-31' },
      stock,
      [],
      { plan, asOf: '2020-12-31' },
    );
    expect(Number(find(values, '', 'total')?.value)).toBeCloseTo(0.1, 9);
    expect(Number(find(values, '', '2019')?.value)).toBeCloseTo(0.1, 9);
  });

  it('compares years of new counts only when they are over', () => {
    const growthOfNew = {
      growth: 'cagr',
      of: { flow: 'milestones', where: 'true' },
      base: '2017-12-31',
    } as const;
    expect(find(rollUp(growthOfNew, cells, [], days), '', 'total')).toMatchObject({
      value: null,
      reason: 'year_not_over',
    });
    const years = [
      ['2017Q3', '100'],
      ['2018Q1', '110'],
      ['2019Q2', '121'],
    ].map(
      ([period, numerator]): Cell => ({
        town: 'none',
        period: period!,
        numerator: numerator!,
        denominator: '1',
      }),
    );
    expect(
      Number(find(rollUp(growthOfNew, years, [], { plan, asOf: '2020-06-30' }), '', 'total')?.value),
    ).toBeCloseTo(0.1, 9);
  });
});

describe('a forecast', () => {
  const steady = quartersBetween('2018-01-01', '2019-12-31').map((period) => ({ period, own: 100 }));

  it('carries an even pace to the end without a band', () => {
    expect(forecastEnd(steady, '2019-12-31', '2020-12-31')).toEqual({
      on: '2020-12-31',
      low: 1200,
      middle: 1200,
      high: 1200,
    });
  });

  it('widens with the quarters’ unevenness and never falls below what is already there', () => {
    const uneven = steady.map((quarter, index) => ({ ...quarter, own: index % 2 === 0 ? 0 : 200 }));
    const forecast = forecastEnd(uneven, '2019-12-31', '2020-12-31')!;
    expect(forecast.low).toBeGreaterThanOrEqual(800);
    expect(forecast.high).toBeGreaterThan(1200);
  });

  it('is not made from fewer than four quarters, nor after the end', () => {
    expect(forecastEnd(steady.slice(0, 3), '2018-09-30', '2020-12-31')).toBeUndefined();
    expect(forecastEnd(steady, '2020-12-31', '2020-12-31')).toBeUndefined();
  });
});
