import type { CountedEffect } from './simulate.ts';

/** Fewer than so many enterprises behind a number could be told apart by it. */
const fewest = 3;

type Cell = { readonly code: string; readonly effect: CountedEffect };
type Hidden = { readonly [Key in keyof CountedEffect]: null };
export type ShownCell = { readonly code: string; readonly effect: CountedEffect | Hidden };

const hidden: Hidden = { before: null, after: null, gain: null, lose: null, differ: null };

/** Whether one or two enterprises stand behind a number of it. None at all tells of nobody. */
function isTelling({ before, after, gain, lose, differ }: CountedEffect): boolean {
  return [before.met, after.met, gain, lose, differ].some((count) => count > 0 && count < fewest);
}

/** An effect as those see it who may not see enterprises. */
export function shownEffect(effect: CountedEffect): CountedEffect | Hidden {
  return isTelling(effect) ? hidden : effect;
}

/**
 * Places as those see them who may not see enterprises. All of a place's numbers go together, since one follows from the others. A single
 * hidden place would follow from the whole less the rest, so that the next smallest goes with it.
 */
export function shownPlaces(cells: readonly Cell[]): ShownCell[] {
  const telling = new Set(cells.filter(({ effect }) => isTelling(effect)));
  if (telling.size === 1) {
    const sizeOf = ({ effect: { before, after } }: Cell) => before.met + after.met;
    const others = cells.filter((cell) => !telling.has(cell) && sizeOf(cell) > 0);
    const [next] = others.sort((one, other) => sizeOf(one) - sizeOf(other));
    if (next !== undefined) telling.add(next);
  }
  return cells.map((cell) => (telling.has(cell) ? { code: cell.code, effect: hidden } : cell));
}
