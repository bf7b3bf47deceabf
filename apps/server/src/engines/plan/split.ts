import { Decimal } from 'decimal.js';

/**
 * Splits a whole over parts in proportion to their weights, by largest remainder, so that the parts add up exactly.
 *
 * @param step the smallest amount that makes sense: 1 for a count
 * @example splitByWeight('10', [1, 1, 1]) // ['4', '3', '3']
 */
export function splitByWeight(whole: string, weights: readonly number[], step = '1'): string[] {
  const total = Decimal.sum(0, ...weights);
  if (total.isZero()) throw new RangeError('至少要有一个非零权重。 At least one weight must not be zero.');
  const units = new Decimal(whole).div(step);
  const exact = weights.map((weight) => units.times(weight).div(total));
  const floors = exact.map((share) => share.floor());
  let rest = units.minus(Decimal.sum(0, ...floors));
  const order = exact
    .map((share, index) => ({ index, remainder: share.minus(floors[index]!) }))
    .sort((one, other) => other.remainder.comparedTo(one.remainder) || one.index - other.index);
  for (const { index } of order) {
    if (rest.lt(1)) break;
    floors[index] = floors[index]!.plus(1);
    rest = rest.minus(1);
  }
  // what is smaller than a step stays with the first part
  floors[0] = floors[0]!.plus(rest);
  return floors.map((share) => share.times(step).toFixed());
}
