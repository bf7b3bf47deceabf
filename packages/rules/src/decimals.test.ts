import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  exactText,
  multiplyExact,
  readExact,
  subtractExact,
} from './decimals.ts';

/** A decimal as whole units of 10^-scale, which whole-number arithmetic handles without any rounding. */
interface Scaled {
  readonly units: bigint;
  readonly scale: number;
}
const SCALE = 40;

function textOf({ units, scale }: Scaled): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - scale);
  return `${units === 0n ? '' : sign}${whole}${scale === 0 || fraction === '' ? '' : `.${fraction}`}`;
}

function unitsAt({ units, scale }: Scaled, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - scale);
}

function read({ units, scale }: Scaled): Exact {
  return readExact(textOf({ units, scale }))!;
}

const scaled: fc.Arbitrary<Scaled> = fc.record({
  units: fc.oneof(
    fc.bigInt(-1000n, 1000n),
    fc.bigInt(-(10n ** 15n), 10n ** 15n),
    fc.bigInt(-(10n ** 30n), 10n ** 30n),
    fc.constantFrom(0n, 9007199254740991n, 9007199254740993n, 999999999999999n),
  ),
  scale: fc.nat({ max: 14 }),
});

describe('exact decimals', () => {
  it('add, subtract, multiply and compare as whole-number arithmetic does', () => {
    fc.assert(
      fc.property(scaled, scaled, (left, right) => {
        const [one, other] = [unitsAt(left, SCALE), unitsAt(right, SCALE)];
        expect(exactText(addExact(read(left), read(right)))).toBe(
          textOf({ units: one + other, scale: SCALE }),
        );
        expect(exactText(subtractExact(read(left), read(right)))).toBe(
          textOf({ units: one - other, scale: SCALE }),
        );
        expect(exactText(multiplyExact(read(left), read(right)))).toBe(
          textOf({ units: one * other, scale: 2 * SCALE }),
        );
        expect(Math.sign(compareExact(read(left), read(right)))).toBe(one < other ? -1 : one > other ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('divide with the digits after the twelfth cut off, near whole results too', () => {
    const nearWhole = fc
      .tuple(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: -1, max: 1 }),
      )
      .map(([divisor, factor, off]): [Scaled, Scaled] => [
        { units: BigInt(divisor * factor + off), scale: 0 },
        { units: BigInt(divisor), scale: 0 },
      ]);
    fc.assert(
      fc.property(fc.oneof(fc.tuple(scaled, scaled), nearWhole), ([left, right]) => {
        const quotient = divideExact(read(left), read(right));
        if (right.units === 0n) {
          expect(quotient).toBe(null);
          return;
        }
        const expected = (unitsAt(left, SCALE) * 10n ** 12n) / unitsAt(right, SCALE);
        expect(exactText(quotient!)).toBe(textOf({ units: expected, scale: 12 }));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '1e3',
    '+1',
    '.5',
    '1.',
    '0x10',
    'Infinity',
    'NaN',
    '１',
    '1,000',
    '9'.repeat(61),
  ])('do not read %j as a number', (text) => {
    expect(readExact(text)).toBe(undefined);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e40, 1e-40, true, {}, [], new Date(0)])(
    'do not read %s as a number',
    (value) => {
      expect(readExact(value)).toBe(undefined);
    },
  );
});
