import type { getSplitWeights, SplitTarget } from '@miaopu/contract';
import { shareOut } from '@miaopu/plan';
import type { AnswerOf } from '../../shared/client.ts';
import { differenceOf, sumOf } from '../../shared/formats.ts';
import { stepOf, storedValue, typedText } from './numbers.ts';
import { addsUp, keyOfCell, type Place, type Sheet } from './sheet.ts';

/** What a row is shared out by: what each target came to in the year before, one of the plan's stocks, weights that are typed, or equally. */
export type Basis = 'last_year' | 'equal' | 'typed' | `stock ${string}`;
export type Weights = AnswerOf<typeof getSplitWeights>;

/** What a unit weighs in a row. */
export function weightOf(
  basis: Basis,
  { target, unit, year }: Place,
  sheet: Pick<Sheet, 'weights'>,
  weights: Weights | undefined,
): number {
  if (basis === 'equal') return 1;
  if (basis === 'typed') return sheet.weights[unit] ?? 0;
  if (basis === 'last_year') return weights?.values[target]?.[year - 1]?.[unit] ?? 0;
  return weights?.stocks.find(({ id }) => basis === stockBasis(id))?.towns[unit] ?? 0;
}

/** Sharing out by one of the plan's stocks. */
export function stockBasis(id: string): Basis {
  return `stock ${id}`;
}

export type SharedRow =
  | { readonly ok: true; readonly edits: readonly (Place & { readonly text: string })[] }
  /** no_whole: the district has no number for that year, so that there is nothing to share out. held_each: it does not add up. */
  | { readonly ok: false; readonly because: 'no_whole' | 'held_each' | 'locked_exceed' | 'no_weight' };

/**
 * Shares the district's number of a year out over units: locked cells stay, and so do the parts of units that are not among these (a
 * department's, when towns are shared out).
 */
export function shareRow(
  target: SplitTarget,
  year: number,
  units: { readonly district: string; readonly among: readonly string[]; readonly others: readonly string[] },
  sheet: Sheet,
  weigh: (unit: string) => number,
): SharedRow {
  if (!addsUp(target)) return { ok: false, because: 'held_each' };
  const cellOf = (unit: string) => sheet.cells.get(keyOfCell({ target: target.id, unit, year }));
  const numberOf = (unit: string) => storedValue(target, cellOf(unit)?.text ?? '');
  const whole = numberOf(units.district);
  if (whole === null) return { ok: false, because: 'no_whole' };
  const left = differenceOf(whole, sumOf(units.others.map((unit) => numberOf(unit) ?? '0')));
  if (left.startsWith('-')) return { ok: false, because: 'locked_exceed' };
  const shared = shareOut({
    whole: left,
    step: stepOf(target),
    shares: units.among.map((unit) => ({
      weight: weigh(unit),
      locked: cellOf(unit)?.locked ? (numberOf(unit) ?? '0') : null,
    })),
  });
  if (!shared.ok) return shared;
  return {
    ok: true,
    edits: units.among.flatMap((unit, index) =>
      cellOf(unit)?.locked
        ? []
        : [{ target: target.id, unit, year, text: typedText(target, shared.parts[index]!) }],
    ),
  };
}

/** Shares a target's own number out over the years, each the same; a level or a share is not. */
export function shareYears(
  target: SplitTarget,
  years: readonly number[],
  district: string,
  sheet: Sheet,
): SharedRow {
  if (!addsUp(target) || target.kind === 'stock') return { ok: false, because: 'held_each' };
  const each = target.holds === 'yearly';
  const cellOf = (year: number) => sheet.cells.get(keyOfCell({ target: target.id, unit: district, year }));
  const shared = shareOut({
    whole: each ? sumOf(years.map(() => target.goal)) : target.goal,
    step: stepOf(target),
    shares: years.map((year) => ({
      weight: 1,
      locked: cellOf(year)?.locked ? (storedValue(target, cellOf(year)?.text ?? '') ?? '0') : null,
    })),
  });
  if (!shared.ok) return shared;
  return {
    ok: true,
    edits: years.flatMap((year, index) =>
      cellOf(year)?.locked
        ? []
        : [{ target: target.id, unit: district, year, text: typedText(target, shared.parts[index]!) }],
    ),
  };
}
