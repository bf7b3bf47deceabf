import { compareDecimals, sumOf, toUnits } from './exact.ts';
import type { Words } from './problems.ts';
import type { Target, TargetKind } from './target-schema.ts';

export type SplitRow = { readonly unit: string; readonly year: number; readonly value: string };

/** How a target's value relates to its parts: `sum` over years and units, `level` over units only, `each` part for itself. */
export type Additivity = 'sum' | 'level' | 'each';

const additivityOf: Readonly<Record<TargetKind, Additivity>> = {
  count: 'sum',
  times: 'sum',
  money: 'sum',
  area: 'sum',
  stock: 'level',
  growth: 'each',
  ratio: 'each',
  coverage: 'each',
  range: 'each',
};

/** Counts add up over years and units, stocks over units only, and every part answers for a ratio by itself. */
export function additivity(kind: TargetKind): Additivity {
  return additivityOf[kind];
}

export type Reconciliation = {
  /** What the rows come to: their sum; of a stock, the last year's; of a ratio, the lowest part. */
  readonly total: string;
  /** What they are held against; null where the plan names no value. */
  readonly whole: string | null;
  /** Where they do not come to the whole; empty when they do. */
  readonly differences: readonly Words[];
};

type Split = { readonly district: readonly SplitRow[]; readonly parts: readonly SplitRow[] };

/**
 * Holds a split against the target's value. Rows of the district itself split the target over years; rows of other units
 * split a year of the district, or the target itself where the district has no row for that year.
 *
 * @param districts ids of units that stand for the whole (of kind district)
 */
export function reconcile(
  target: Pick<Target, 'kind' | 'goal' | 'holds' | 'direction'>,
  rows: readonly SplitRow[],
  districts: ReadonlySet<string>,
): Reconciliation {
  const split = {
    district: rows.filter((row) => districts.has(row.unit)),
    parts: rows.filter((row) => !districts.has(row.unit)),
  };
  const value = target.goal.value ?? null;
  const how = additivity(target.kind);
  if (how === 'each') return reconcileEach(value, target.direction, rows);
  const leading = split.district.length > 0 ? split.district : split.parts;
  const years = [...new Set(leading.map((row) => row.year))].sort();
  const counted = how === 'sum' ? leading : leading.filter((row) => row.year === years.at(-1));
  const total = sumOf(counted.map((row) => row.value));
  const whole = value === null ? null : wholeOf(value, how, target.holds, years.length);
  const differences = partsAgainstYears(split);
  if (whole !== null && compareDecimals(total, whole) !== 0) {
    differences.unshift({
      zh: `各部分合计 ${total}，目标为 ${whole}`,
      en: `The parts come to ${total}, the target is ${whole}`,
    });
  }
  return { total, whole, differences };
}

/** A yearly number holds in each year, so over several years it is that many times as much. */
function wholeOf(value: string, how: Additivity, holds: Target['holds'], years: number): string {
  return how === 'sum' && holds === 'yearly' ? sumOf(Array.from({ length: years }, () => value)) : value;
}

function partsAgainstYears({ district, parts }: Split): Words[] {
  if (parts.length === 0) return [];
  const differences: Words[] = [];
  for (const year of new Set(parts.map((row) => row.year))) {
    const own = district.find((row) => row.year === year);
    if (own === undefined) {
      if (district.length > 0) {
        differences.push({
          zh: `${year}年有各单位的数，却没有全区的数`,
          en: `${year} has parts but no row of the district`,
        });
      }
      continue;
    }
    const sum = sumOf(parts.filter((row) => row.year === year).map((row) => row.value));
    if (compareDecimals(sum, own.value) === 0) continue;
    differences.push({
      zh: `${year}年各单位合计 ${sum}，全区为 ${own.value}`,
      en: `The units of ${year} come to ${sum}, the district to ${own.value}`,
    });
  }
  return differences;
}

function reconcileEach(
  value: string | null,
  direction: Target['direction'],
  rows: readonly SplitRow[],
): Reconciliation {
  const sign = direction === 'down' ? -1 : 1;
  const weakest = [...rows].sort((left, right) => sign * compareDecimals(left.value, right.value))[0];
  const total = weakest?.value ?? '0';
  if (value === null || direction === 'within') return { total, whole: value, differences: [] };
  const differences = rows
    .filter((row) => sign * compareDecimals(row.value, value) < 0)
    .map((row) => ({
      zh: `${row.year}年 ${row.unit} 为 ${row.value}，达不到目标 ${value}`,
      en: `${row.unit} in ${row.year} has ${row.value}, short of the target ${value}`,
    }));
  return { total, whole: value, differences };
}

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
