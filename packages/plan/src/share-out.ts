import { compareDecimals, fromUnits, sumOf, toUnits } from './exact.ts';

/**
 * Splits a whole over weights so that the parts add up to it exactly: largest remainder, ties to the earlier part.
 *
 * @param step the smallest part: `'1'` for what is counted, `'10000'` for money in 万元; the whole must be a multiple of it
 * @throws RangeError when no weight is positive, a weight is negative, or the whole is no multiple of the step
 *
 * @example proposeSplit({ weights: [1, 1, 1], whole: '1400' }) // ['467', '467', '466']
 */
export function proposeSplit({
  weights,
  whole,
  step = '1',
}: {
  readonly weights: readonly number[];
  readonly whole: string;
  readonly step?: string;
}): string[] {
  const exact = weights.map(asFraction);
  const scale = exact.reduce((largest, { places }) => Math.max(largest, places), 0);
  const shares = exact.map(({ digits, places }) => digits * 10n ** BigInt(scale - places));
  const sum = shares.reduce((total, share) => total + share, 0n);
  const [units, one] = [toUnits(whole), toUnits(step)];
  if (sum === 0n || one <= 0n || units < 0n || units % one !== 0n) {
    throw new RangeError('A split needs a positive weight and a whole that is a multiple of its step.');
  }
  const steps = units / one;
  const floors = shares.map((share) => (share * steps) / sum);
  let left = Number(steps - floors.reduce((total, floor) => total + floor, 0n));
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: (share * steps) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left-- <= 0) break;
    floors[index]! += 1n;
  }
  return floors.map((floor) => sumOf([times(step, floor)]));
}

function times(step: string, count: bigint): string {
  const [whole, fraction = ''] = step.split('.');
  const digits = (BigInt(whole! + fraction) * count).toString().padStart(fraction.length + 1, '0');
  return fraction === '' ? digits : `${digits.slice(0, -fraction.length)}.${digits.slice(-fraction.length)}`;
}

/** A weight's decimal digits, so that 0.1 weighs exactly a tenth. */
function asFraction(weight: number): { digits: bigint; places: number } {
  if (!Number.isFinite(weight) || weight < 0) throw new RangeError(`${weight} is not a weight.`);
  const [mantissa, exponent = '0'] = String(weight).split('e');
  const [whole, fraction = ''] = mantissa!.split('.');
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole! + fraction);
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}

/** One part of a whole that is shared out again: how much it weighs, and its value where that is locked. */
export type Share = { readonly weight: number; readonly locked: string | null };

/** The parts in order; or why there is no sharing out: the locked parts are more than the whole, or nothing that is free weighs anything. */
export type SharedOut =
  | { readonly ok: true; readonly parts: readonly string[] }
  | { readonly ok: false; readonly because: 'locked_exceed' | 'no_weight' };

/**
 * Shares a whole out over weights, leaving locked parts as they are: the others take what is left, and together they come to the whole.
 *
 * @param step the smallest part; where what is left is no multiple of it, the last place of what is left
 *
 * @example shareOut({ whole: '10', shares: [{ weight: 1, locked: '4' }, { weight: 1, locked: null }, { weight: 2, locked: null }] })
 * // { ok: true, parts: ['4', '2', '4'] }
 */
export function shareOut({
  whole,
  shares,
  step = '1',
}: {
  readonly whole: string;
  readonly shares: readonly Share[];
  readonly step?: string;
}): SharedOut {
  const kept = sumOf(shares.flatMap(({ locked }) => (locked === null ? [] : [locked])));
  if (compareDecimals(kept, whole) > 0) return { ok: false, because: 'locked_exceed' };
  const left = fromUnits(toUnits(whole) - toUnits(kept));
  const free = shares.filter(({ locked }) => locked === null);
  if (free.every(({ weight }) => !(weight > 0)))
    return left === '0' && free.length === 0
      ? { ok: true, parts: shares.map(({ locked }) => locked ?? '0') }
      : { ok: false, because: 'no_weight' };
  const given = proposeSplit({
    weights: free.map(({ weight }) => Math.max(0, weight)),
    whole: left,
    step: toUnits(left) % toUnits(step) === 0n ? step : lastPlaceOf(left),
  });
  return { ok: true, parts: shares.map(({ locked }) => locked ?? given.shift()!) };
}

/** `'12.50'` counts in hundredths: `'0.01'`. */
function lastPlaceOf(decimal: string): string {
  const places = decimal.split('.')[1]?.length ?? 0;
  return places === 0 ? '1' : `0.${'1'.padStart(places, '0')}`;
}
