import type { GridCell, GridRow } from './grid-types.ts';

/** Whether two rows look the same. */
export function sameRow(before: GridRow, after: GridRow): boolean {
  if (before === after) return true;
  if (before.title !== after.title || before.shows !== after.shows || before.below !== after.below)
    return false;
  const columns = Object.keys(after.cells);
  return (
    columns.length === Object.keys(before.cells).length &&
    columns.every((column) => sameCell(before.cells[column], after.cells[column]))
  );
}

function sameCell(before: GridCell | undefined, after: GridCell | undefined): boolean {
  if (before === after) return true;
  if (!before || !after) return false;
  return (
    before.text === after.text &&
    before.kind === after.kind &&
    before.unit === after.unit &&
    before.locked === after.locked &&
    before.hint === after.hint &&
    before.shows === after.shows &&
    before.sign === after.sign &&
    before.difference === after.difference &&
    before.problem?.level === after.problem?.level &&
    before.problem?.words === after.problem?.words &&
    before.choices === after.choices
  );
}
