import type { DecompositionPage } from '@miaopu/contract';
import type { Gap } from '@miaopu/plan';
import { districtsOf, gapsOf, rowsOf, type Sheet, yearsOf } from './sheet.ts';

/** By target, where its parts do not come to what they are held against. */
export function findGaps(page: DecompositionPage, sheet: Sheet): ReadonlyMap<string, readonly Gap[]> {
  const districts = districtsOf(page);
  const units = page.units.map(({ id }) => id);
  const years = yearsOf(page.plan);
  return new Map(
    page.targets.map((target) => [target.id, gapsOf(target, rowsOf(target, sheet, units, years), districts)]),
  );
}
