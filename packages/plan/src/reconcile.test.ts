import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals, sumOf } from './exact.ts';
import { proposeSplit, reconcile } from './reconcile.ts';
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

describe('a proposed split', () => {
  it('gives what is left to the largest remainders, the earlier first', () => {
    expect(proposeSplit({ weights: [1, 1, 1], whole: '1400' })).toEqual(['467', '467', '466']);
    expect(proposeSplit({ weights: [2, 1, 0.5], whole: '10' })).toEqual(['6', '3', '1']);
    expect(proposeSplit({ weights: [1, 0, 1], whole: '3000000000', step: '10000' })).toEqual([
      '1500000000',
      '0',
      '1500000000',
    ]);
    expect(proposeSplit({ weights: [1, 1, 1], whole: '1', step: '0.01' })).toEqual(['0.34', '0.33', '0.33']);
  });

  it('always adds up exactly, and no part is a step or more from its share', () => {
    const weight = fc.oneof(fc.nat(100_000), fc.double({ min: 0, max: 1000, noNaN: true }));
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 15 }), fc.nat(10_000_000), (weights, whole) => {
        fc.pre(weights.some((one) => one > 0));
        const parts = proposeSplit({ weights, whole: String(whole) });
        expect(sumOf(parts)).toBe(String(whole));
        const sum = weights.reduce((total, one) => total + one, 0);
        parts.forEach((part, index) => {
          expect(Math.abs(Number(part) - (whole * weights[index]!) / sum)).toBeLessThan(1.001);
          if (weights[index] === 0) expect(part).toBe('0');
        });
      }),
    );
  });

  it('refuses what cannot be split', () => {
    expect(() => proposeSplit({ weights: [0, 0], whole: '1' })).toThrow(RangeError);
    expect(() => proposeSplit({ weights: [], whole: '1' })).toThrow(RangeError);
    expect(() => proposeSplit({ weights: [-1, 2], whole: '1' })).toThrow(RangeError);
    expect(() => proposeSplit({ weights: [Number.NaN], whole: '1' })).toThrow(RangeError);
    expect(() => proposeSplit({ weights: [1], whole: '1.5' })).toThrow(RangeError);
  });
});

it('decimals are added and compared without floating point', () => {
  expect(sumOf(['0.1', '0.2'])).toBe('0.3');
  expect(sumOf(['9007199254740993', '-0.000000000001'])).toBe('9007199254740992.999999999999');
  expect(sumOf([])).toBe('0');
  expect(sumOf(['-0.5'])).toBe('-0.5');
  expect([compareDecimals('0.30', '0.3'), compareDecimals('-1', '0'), compareDecimals('10', '9')]).toEqual([
    0, -1, 1,
  ]);
  expect(() => sumOf(['1e3'])).toThrow(TypeError);
});
