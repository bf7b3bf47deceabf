import { describe, expect, it } from 'vitest';
import { reconcile } from './reconcile.ts';
import type { TargetKind } from './target-schema.ts';

const districts = new Set(['district']);

function target(kind: TargetKind, value: string | undefined, holds: 'total' | 'yearly' = 'total') {
  const words = { zh: '', en: '' };
  return { kind, holds, direction: 'up', goal: { form: 'at_least', value, words } } as const;
}

function rowsOf(...rows: [unit: string, year: number, value: string][]) {
  return rows.map(([unit, year, value]) => ({ unit, year, value }));
}

function summary(...given: Parameters<typeof reconcile>) {
  const { total, whole, differences } = reconcile(...given);
  return { total, whole, differences: differences.map((one) => one.en) };
}

describe('a split of a count', () => {
  it('adds up over years, and towns add up to their year', () => {
    const rows = rowsOf(
      ['district', 2018, '2000'],
      ['district', 2019, '4000'],
      ['east', 2018, '1500'],
      ['west', 2018, '500'],
    );
    expect(summary(target('count', '6000'), rows, districts)).toEqual({
      total: '6000',
      whole: '6000',
      differences: [],
    });
  });

  it('may be over units alone', () => {
    const rows = rowsOf(['east', 2018, '1'], ['west', 2019, '2']);
    expect(summary(target('count', '3'), rows, districts).differences).toEqual([]);
    expect(summary(target('count', '4'), rows, districts).differences).toEqual([
      'The parts come to 3, the target is 4',
    ]);
  });

  it('says which year its towns miss', () => {
    const rows = rowsOf(
      ['district', 2018, '2'],
      ['district', 2019, '1'],
      ['east', 2019, '2'],
      ['east', 2020, '1'],
    );
    expect(summary(target('count', '3'), rows, districts).differences).toEqual([
      'The units of 2019 come to 2, the district to 1',
      '2020 has parts but no row of the district',
    ]);
  });

  it('that holds yearly is as many times the yearly number', () => {
    const rows = rowsOf(['district', 2018, '4'], ['district', 2019, '4']);
    expect(summary(target('times', '4', 'yearly'), rows, districts)).toEqual({
      total: '8',
      whole: '8',
      differences: [],
    });
  });
});

it('a split of a stock ends at the whole, and is no sum over years', () => {
  const rows = rowsOf(['district', 2018, '300000000.5'], ['district', 2020, '1000000000']);
  expect(summary(target('stock', '1000000000'), rows, districts)).toEqual({
    total: '1000000000',
    whole: '1000000000',
    differences: [],
  });
  expect(summary(target('stock', '1000000000'), rows.slice(0, 1), districts).differences).toEqual([
    'The parts come to 300000000.5, the target is 1000000000',
  ]);
});

it('every part of a ratio answers for itself', () => {
  const rows = rowsOf(['east', 2018, '0.85'], ['west', 2018, '0.75']);
  expect(summary(target('ratio', '0.8'), rows, districts)).toEqual({
    total: '0.75',
    whole: '0.8',
    differences: ['west in 2018 has 0.75, short of the target 0.8'],
  });
});

it('a target without a value holds nothing against its parts', () => {
  const rows = rowsOf(['district', 2018, '7']);
  expect(summary(target('count', undefined), rows, districts)).toEqual({
    total: '7',
    whole: null,
    differences: [],
  });
});
