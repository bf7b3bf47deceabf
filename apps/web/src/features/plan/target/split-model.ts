import type { TargetCard, TargetPage } from '@miaopu/contract';
import { differenceOf, scaled, sumOf } from '../../../shared/formats.ts';
import type { Edit } from '../../../shared/grid/grid-types.ts';
import type { NumberUnit } from '../../../shared/grid/read-number.ts';
import { isMoney, isShare, type Measured } from '../../../shared/standing/values.ts';

export type Decomposition = TargetPage['decompositions'][number];

/** What is typed into the grid: unit to year to text, in the unit people read (万元, percent). */
export type Grid = Record<string, Record<string, string>>;

/** In what a part is typed. */
export function numberUnit(target: Measured): NumberUnit {
  if (isMoney(target)) return 'wan';
  return isShare(target) ? 'percent' : 'count';
}

/** How many places the typed figure stands from the stored one: yuan is typed in 万元, a fraction in percent. */
function placesOf(target: Measured): number {
  if (isMoney(target)) return -4;
  return isShare(target) ? 2 : 0;
}

/** A stored value as it is typed, without needless zeros. */
export function typedText(target: Measured, value: string): string {
  const text = scaled(value, placesOf(target), 9);
  return text.replace(/\.?0+$/, '') || '0';
}

/** A typed figure as it is stored, or null where it is not a number. Commas, spaces and full-width digits are understood. */
export function storedValue(target: Measured, typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .replace(/[,\s%]/g, '')
    .trim();
  if (!/^\d{1,15}(\.\d{1,9})?$/.test(plain)) return null;
  return scaled(plain, -placesOf(target), 12).replace(/\.?0+$/, '') || '0';
}

/** The grid of a decomposition. */
export function gridOf(target: Measured, rows: Decomposition['rows']): Grid {
  const grid: Grid = {};
  for (const { unit, year, value } of rows) {
    grid[unit] ??= {};
    grid[unit][year] = typedText(target, value);
  }
  return grid;
}

/** The filled cells of a grid as they are stored. Cells that are no numbers are named in `bad`. */
export function rowsOf(
  target: Measured,
  grid: Grid,
): { rows: Decomposition['rows']; bad: { unit: string; year: string }[] } {
  const rows: Decomposition['rows'] = [];
  const bad: { unit: string; year: string }[] = [];
  for (const [unit, years] of Object.entries(grid)) {
    for (const [year, typed] of Object.entries(years)) {
      if (!typed.trim()) continue;
      const value = storedValue(target, typed);
      if (value === null) bad.push({ unit, year });
      else rows.push({ unit, year: Number(year), value });
    }
  }
  return { rows, bad };
}

/** How a value relates to its parts: `sum` over years and units, `level` over units only, `each` for itself. */
export type Additivity = 'sum' | 'level' | 'each';

const additivityOf: Record<TargetCard['kind'], Additivity> = {
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

export function additivity(target: Pick<TargetCard, 'kind'>): Additivity {
  return additivityOf[target.kind];
}

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

/** The grid after cells were typed into or pasted. */
export function withEdits(grid: Grid, edits: readonly Edit[]): Grid {
  const after: Grid = { ...grid };
  for (const { row, column, after: text } of edits) after[row] = { ...after[row], [column]: text };
  return after;
}
