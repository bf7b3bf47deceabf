import { Decimal } from 'decimal.js';

/**
 * Exact decimal arithmetic for rules, the same as PostgreSQL's `numeric`.
 *
 * A number is a JavaScript number where that is exact, and a Decimal elsewhere: a JavaScript number stands for its shortest
 * decimal text, so comparing two of them is comparing those texts, and whole numbers in the safe range add and multiply exactly.
 */
export type Exact = number | Decimal;

/** Digits after the point that a quotient keeps, the rest cut off, in both ways of running a rule. */
export const QUOTIENT_DIGITS = 12;

/** The longest decimal text that a row or a rule may hold. */
export const MAX_NUMBER_LENGTH = 60;

// Enough for MAX_FACTORS numbers of MAX_NUMBER_LENGTH digits multiplied: nothing is ever rounded.
const Precise = Decimal.clone({
  precision: 3000,
  rounding: Decimal.ROUND_DOWN,
  toExpNeg: -1e9,
  toExpPos: 1e9,
});
const SCALE_UP = new Precise(10).pow(QUOTIENT_DIGITS);
const SCALE_DOWN = new Precise(10).pow(-QUOTIENT_DIGITS);

/** How many numbers one product may multiply: checked when a rule is checked. */
export const MAX_FACTORS = 40;

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

/** A value of a row as an exact number; undefined when it is not a decimal number of a sane length. */
export function readExact(value: unknown): Exact | undefined {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return value;
    const size = Math.abs(value);
    return size < 1e40 && size > 1e-40 ? value : undefined;
  }
  if (typeof value === 'bigint') return readExact(value.toString());
  if (typeof value !== 'string') {
    return value instanceof Decimal || Decimal.isDecimal(value)
      ? readExact((value as Decimal).toFixed())
      : undefined;
  }
  if (value.length > MAX_NUMBER_LENGTH || !PLAIN_DECIMAL.test(value)) return undefined;
  // Up to 15 significant digits survive the way through a double unchanged.
  return value.length <= 15 ? Number(value) : new Precise(value);
}

/** Canonical decimal text: no exponent, no trailing zeros, no negative zero. */
export function exactText(value: Exact): string {
  return new Precise(value).toFixed();
}

/** Negative, zero or positive, as `left` is below, equal to or above `right`. */
export function compareExact(left: Exact, right: Exact): number {
  if (typeof left === 'number' && typeof right === 'number') return left < right ? -1 : left > right ? 1 : 0;
  return new Precise(left).comparedTo(right);
}

/**
 * Compares two numbers of a row exactly, for functions of a catalogue.
 *
 * @returns negative, zero or positive. @throws TypeError for what is not a decimal number of a sane length.
 *
 * @example compareNumbers('0.30', 0.3) // 0
 */
export function compareNumbers(left: unknown, right: unknown): number {
  const [one, other] = [readExact(left), readExact(right)];
  if (one === undefined || other === undefined)
    throw new TypeError(`${one === undefined ? left : right} is not a decimal number.`);
  return compareExact(one, other);
}

export function addExact(left: Exact, right: Exact): Exact {
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) {
    const sum = (left as number) + (right as number);
    if (Number.isSafeInteger(sum)) return sum;
  }
  return new Precise(left).plus(right);
}

export function subtractExact(left: Exact, right: Exact): Exact {
  return addExact(left, negateExact(right));
}

export function multiplyExact(left: Exact, right: Exact): Exact {
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) {
    const product = (left as number) * (right as number);
    if (Number.isSafeInteger(product)) return product;
  }
  return new Precise(left).times(right);
}

/** The quotient cut off after QUOTIENT_DIGITS digits; null (unknown) when dividing by zero. */
export function divideExact(left: Exact, right: Exact): Exact | null {
  if (typeof left === 'number' && typeof right === 'number') {
    const quotient = quickQuotient(left, right);
    if (quotient !== undefined) return quotient;
  }
  const divisor = new Precise(right);
  if (divisor.isZero()) return null;
  return new Precise(left).times(SCALE_UP).divToInt(divisor).times(SCALE_DOWN);
}

/**
 * The same quotient in SQL: PostgreSQL chooses the digits by the operands' scales; cut off at a fixed one it is the same everywhere.
 */
export function quotientSql(left: string, right: string): string {
  return `(div(${left} * 1e${QUOTIENT_DIGITS}, nullif(${right}, 0)) * 1e-${QUOTIENT_DIGITS})`;
}

/** Rounded to some digits after the point, a half away from zero, as PostgreSQL's `round` does. */
export function roundExact(value: Exact, digits: number): Exact {
  return Number.isSafeInteger(value)
    ? value
    : new Precise(value).toDecimalPlaces(digits, Decimal.ROUND_HALF_UP);
}

export function negateExact(value: Exact): Exact {
  return typeof value === 'number' ? -value : value.negated();
}

/**
 * The cut-off quotient by floating point, where that is certainly right. Two operands and two operations are each off by at
 * most 2^-53 of themselves, together less than 1e-15: unless the scaled quotient is that near to a whole number, its whole part
 * is certain, and below 1e14 it has few enough digits to stand for itself as a double.
 */
function quickQuotient(left: number, right: number): number | undefined {
  const scaled = (left / right) * 10 ** QUOTIENT_DIGITS;
  const size = Math.abs(scaled);
  if (!(size < 1e14)) return undefined;
  const fraction = size % 1;
  const doubt = size * 1e-15;
  return fraction > doubt && fraction < 1 - doubt ? Math.trunc(scaled) / 10 ** QUOTIENT_DIGITS : undefined;
}
