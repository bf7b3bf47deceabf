import { type Edit, type GridShape, isOpen } from './grid-types.ts';

/** What was done and can be undone, the latest last; and what was undone and can be done again. */
export type Deeds = {
  readonly done: readonly (readonly Edit[])[];
  readonly undone: readonly (readonly Edit[])[];
};

export const noDeeds: Deeds = { done: [], undone: [] };
const most = 200;

/** Remembers one deed: the edits of one paste, or of one cell's typing. */
export function remember(deeds: Deeds, edits: readonly Edit[]): Deeds {
  return edits.length === 0 ? deeds : { done: [...deeds.done, edits].slice(-most), undone: [] };
}

/**
 * Takes the latest deed back: the edits that do it, and what is left. A cell that meanwhile holds something else, because a colleague
 * changed it, stays as it is.
 */
export function undo(deeds: Deeds, shape: GridShape): { deeds: Deeds; edits: Edit[] } {
  const deed = deeds.done.at(-1);
  if (!deed) return { deeds, edits: [] };
  return {
    deeds: { done: deeds.done.slice(0, -1), undone: [...deeds.undone, deed] },
    edits: applicable(shape, deed.map(reversed)),
  };
}

/** Does again what was undone last. */
export function redo(deeds: Deeds, shape: GridShape): { deeds: Deeds; edits: Edit[] } {
  const deed = deeds.undone.at(-1);
  if (!deed) return { deeds, edits: [] };
  return {
    deeds: { done: [...deeds.done, deed], undone: deeds.undone.slice(0, -1) },
    edits: applicable(shape, deed),
  };
}

function reversed({ before, after, ...at }: Edit): Edit {
  return { ...at, before: after, after: before };
}

function applicable(shape: GridShape, edits: readonly Edit[]): Edit[] {
  return edits.filter((edit) => {
    const cell = shape.cellAt(edit);
    return isOpen(cell) && cell.text === edit.before;
  });
}
