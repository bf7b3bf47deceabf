import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals, sumOf } from './exact.ts';
import { proposeSplit, type Share, shareOut } from './share-out.ts';

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

describe('sharing out again', () => {
  const free = (weight: number): Share => ({ weight, locked: null });

  it('leaves what is locked, and gives the others what is left', () => {
    expect(shareOut({ whole: '10', shares: [{ weight: 5, locked: '4' }, free(1), free(2)] })).toEqual({
      ok: true,
      parts: ['4', '2', '4'],
    });
    expect(shareOut({ whole: '4', shares: [{ weight: 1, locked: '4' }] })).toEqual({
      ok: true,
      parts: ['4'],
    });
  });

  it('says why there is none', () => {
    expect(shareOut({ whole: '3', shares: [{ weight: 1, locked: '4' }, free(1)] })).toEqual({
      ok: false,
      because: 'locked_exceed',
    });
    expect(shareOut({ whole: '3', shares: [free(0), { weight: 1, locked: '1' }] })).toEqual({
      ok: false,
      because: 'no_weight',
    });
  });

  it('counts in finer steps where the whole is no multiple of the step', () => {
    expect(shareOut({ whole: '10.5', shares: [free(1), free(1)] })).toEqual({
      ok: true,
      parts: ['5.3', '5.2'],
    });
    expect(shareOut({ whole: '20000', step: '10000', shares: [free(1), free(2)] })).toEqual({
      ok: true,
      parts: ['10000', '10000'],
    });
  });

  it('always adds up, and never touches a locked part', () => {
    const share = fc.record({
      weight: fc.nat(1000),
      locked: fc.option(fc.nat(500).map(String), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 15 }), fc.nat(20_000), (shares, number) => {
        const whole = String(number);
        const shared = shareOut({ whole, shares });
        const kept = sumOf(shares.flatMap(({ locked }) => locked ?? []));
        if (!shared.ok) {
          const noFreeWeight = shares.every(({ weight, locked }) => locked !== null || weight === 0);
          expect(compareDecimals(kept, whole) > 0 ? 'locked_exceed' : noFreeWeight && 'no_weight').toBe(
            shared.because,
          );
          return;
        }
        expect(sumOf(shared.parts)).toBe(whole);
        shares.forEach(({ locked }, index) => {
          if (locked !== null) expect(shared.parts[index]).toBe(locked);
        });
      }),
    );
  });
});
