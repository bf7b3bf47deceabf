import type { TargetPage } from '@miaopu/contract';
import type { Additivity } from '@miaopu/plan';
import { differenceOf, sumOf } from '../../../shared/formats.ts';

export type Decomposition = TargetPage['decompositions'][number];

export function totalOf(rows: Decomposition['rows']): string {
  return sumOf(rows.map((row) => row.value));
}

/** Where a split does not come to its whole: over the plan (`year` null), or the units of a year against the district's. */
export type Gap = { year: string | null; difference: string };

/**
 * Holds a split against the whole, as the server does. Rows of the district split the target over years; rows of other
 * units split the district's year, or the target itself where the district has no rows. Positive differences exceed the whole.
 */
export function gapsOf(
  how: Additivity,
  rows: Decomposition['rows'],
  whole: string | null,
  isDistrict: (unit: string) => boolean,
): Gap[] {
  if (how === 'each' || rows.length === 0) return [];
  const district = rows.filter((row) => isDistrict(row.unit));
  const parts = rows.filter((row) => !isDistrict(row.unit));
  const leading = district.length > 0 ? district : parts;
  const last = Math.max(...leading.map((row) => row.year));
  const counted = how === 'sum' ? leading : leading.filter((row) => row.year === last);
  const gaps: Gap[] =
    whole === null ? [] : [{ year: null, difference: differenceOf(totalOf(counted), whole) }];
  if (district.length > 0) {
    for (const year of new Set(parts.map((row) => row.year))) {
      const inYear = (row: { year: number }) => row.year === year;
      const difference = differenceOf(totalOf(parts.filter(inYear)), totalOf(district.filter(inYear)));
      gaps.push({ year: String(year), difference });
    }
  }
  return gaps.filter(({ difference }) => Number(difference) !== 0);
}
