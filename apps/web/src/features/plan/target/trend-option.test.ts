import type { TargetPage } from '@miaopu/contract';
import { expect, it } from 'vitest';
import { trendLines } from './trend-option.ts';

function page(changes: Partial<TargetPage['card']>): TargetPage {
  return {
    plan: { id: 'p', title: { zh: '', en: '' }, start: '2018-01-01', end: '2018-12-31' },
    card: {
      standing: { completion: 0.4, goal: { value: '100', low: null, high: null, form: 'at_least' } },
      series: [
        { period: '2018Q1', on: '2018-03-31', own: '20', running: '20' },
        { period: '2018Q2', on: '2018-06-30', own: '20', running: '40' },
      ],
      forecast: { on: '2018-12-31', low: 70, middle: 80, high: 90, method: { zh: '', en: '' } },
      ...changes,
    },
  } as TargetPage;
}

it('runs the even pace from the period’s start to the goal at its end', () => {
  const { pace } = trendLines(page({}), '');
  expect(pace?.map((value) => Math.round(value ?? 0))).toEqual([25, 50, 75, 100]);
});

it('opens the forecast from the last known value to the forecast’s day', () => {
  const lines = trendLines(page({}), '');
  expect(lines.running).toEqual([20, 40, null, null]);
  expect(lines.low).toEqual([null, 40, 55, 70]);
  expect(lines.high).toEqual([null, 40, 65, 90]);
});

it('has no band without a forecast, and none when nothing is known', () => {
  expect(trendLines(page({ forecast: null }), '').middle).toBeNull();
  expect(trendLines(page({ series: [] }), '').middle).toBeNull();
});
