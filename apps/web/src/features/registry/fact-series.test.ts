import { expect, test } from 'vitest';
import { buildSeries, endOfPeriod } from './fact-series.ts';
import type { Fact } from './history.ts';

function fact(period: string, value: string, recordedTo: string | null = null): Fact {
  return {
    field: 'revenue',
    period,
    value,
    recordedFrom: '2019-01-20T00:00:00.000Z',
    recordedTo,
    reason: null,
    evidence: null,
    ended: null,
    source: {
      kind: 'authority',
      name: '税务数据',
      department: '区税务局',
      fileName: null,
      recordedAt: '2019-01-20T00:00:00.000Z',
    },
  };
}

test('a missing quarter stays as a gap across the turn of the year', () => {
  const [series] = buildSeries(
    [fact('2019Q1', '3'), fact('2018Q3', '1')],
    'quarter',
    ['tax', 'revenue'],
    null,
    null,
  );
  expect(series?.field).toBe('revenue');
  expect(series?.points.map(({ period, fact }) => [period, fact?.value ?? null])).toEqual([
    ['2018Q3', '1'],
    ['2018Q4', null],
    ['2019Q1', '3'],
  ]);
});

test('years and quarters are never mixed, and periods not over by the day are left out', () => {
  const facts = [fact('2018', '9'), fact('2018Q3', '1'), fact('2018Q4', '2')];
  expect(buildSeries(facts, 'year', ['revenue'], '2018-12-30', null)).toEqual([]);
  expect(buildSeries(facts, 'quarter', ['revenue'], '2018-12-30', null)[0]?.points).toHaveLength(1);
  expect(endOfPeriod('2018Q2')).toBe('2018-06-30');
});

test('a superseded figure is seen only by those who look from before', () => {
  const facts = [fact('2018', '9', '2019-03-01T00:00:00.000Z')];
  expect(buildSeries(facts, 'year', ['revenue'], null, null)).toEqual([]);
  expect(buildSeries(facts, 'year', ['revenue'], null, '2019-02-01T00:00:00.000Z')).toHaveLength(1);
});
