/** Exact decimal arithmetic on text, as far as units of money need it: no floating point anywhere. */

/**
 * A plain decimal (`-?digits[.digits]`) times ten to the power, without leading or trailing zeros.
 * @example shiftDecimal('57.6000', 4) // '576000'
 */
export function shiftDecimal(decimal: string, power: number): string {
  const negative = decimal.startsWith('-');
  const unsigned = negative ? decimal.slice(1) : decimal;
  const dot = unsigned.indexOf('.');
  const digits = dot < 0 ? unsigned : unsigned.slice(0, dot) + unsigned.slice(dot + 1);
  const point = (dot < 0 ? unsigned.length : dot) + power;
  const padded = point > digits.length ? digits.padEnd(point, '0') : digits;
  const whole = point <= 0 ? '' : padded.slice(0, point);
  const fraction = point <= 0 ? '0'.repeat(-point) + padded : padded.slice(point);
  return trimDecimal(negative, whole, fraction);
}

function trimDecimal(negative: boolean, whole: string, fraction: string): string {
  const left = whole.replace(/^0+(?=\d)/, '') || '0';
  const right = fraction.replace(/0+$/, '');
  const text = right === '' ? left : `${left}.${right}`;
  return negative && text !== '0' ? `-${text}` : text;
}

/** Sum of two non-negative plain decimals, exactly. */
export function addDecimals(a: string, b: string): string {
  const places = Math.max(fractionLength(a), fractionLength(b));
  const sum = scaled(a, places) + scaled(b, places);
  return shiftDecimal(sum.toString(), -places);
}

function fractionLength(decimal: string): number {
  const dot = decimal.indexOf('.');
  return dot < 0 ? 0 : decimal.length - dot - 1;
}

function scaled(decimal: string, places: number): bigint {
  return BigInt(shiftDecimal(decimal, places));
}
