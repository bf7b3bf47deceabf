/** Exact sums and comparisons of decimal texts of at most twelve decimal places: no floating point. */

const PLACES = 12;

/** A decimal text as a whole number of 10⁻¹². */
export function toUnits(decimal: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (match === null || (match[3] ?? '').length > PLACES) {
    throw new TypeError(`"${decimal}" is not a decimal of at most ${PLACES} places.`);
  }
  const [, sign, whole, fraction = ''] = match;
  return BigInt(`${sign}${whole}${fraction.padEnd(PLACES, '0')}`);
}

/** The canonical text of a whole number of 10⁻¹². */
export function fromUnits(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  const text = digits.slice(0, -PLACES) + (fraction === '' ? '' : `.${fraction}`);
  return units < 0n ? `-${text}` : text;
}

/** @example sumOf(['0.1', '0.2']) // '0.3' */
export function sumOf(decimals: readonly string[]): string {
  return fromUnits(decimals.reduce((sum, decimal) => sum + toUnits(decimal), 0n));
}

/** Negative, zero or positive, as the first is smaller, equal or larger. */
export function compareDecimals(left: string, right: string): number {
  const difference = toUnits(left) - toUnits(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
