import { z } from 'zod';
import { instantSchema } from './common.ts';
import type { ReportForm } from './submission-form.ts';

const textSchema = z.string().max(2000);

/** What stands in a cell. Numbers are plain decimal text (`-1234.5`); a choice is its id. */
export const cellValueSchema = z.strictObject({
  value: textSchema.nullable(),
  /** What the unit says about it: asked for where a soft check strikes. */
  comment: textSchema.nullable(),
  /** Of a counted cell: the unit agrees with the value that it saw, or disputes it and `value` is its own. */
  stand: z.enum(['confirmed', 'disputed']).nullable(),
});
export type CellValue = z.infer<typeof cellValueSchema>;

/** With who wrote it last, and in which revision of the submission. */
export const cellStateSchema = cellValueSchema.extend({
  revision: z.number().int(),
  by: z.string(),
  at: instantSchema,
});
export type CellState = z.infer<typeof cellStateSchema>;
export const cellsSchema = z.record(z.string(), cellStateSchema);
export type Cells = Readonly<Record<string, CellState>>;

/** What somebody wants to stand in a cell. Whoever confirms a counted value sends it back; a dispute is an act of its own. */
export const cellChangeSchema = z.strictObject({
  cell: z.string().max(80),
  value: textSchema.nullable(),
  comment: textSchema.nullable(),
  stand: z.literal('confirmed').nullable().default(null),
});
export type CellChange = z.infer<typeof cellChangeSchema>;

export const emptyCell: CellValue = { value: null, comment: null, stand: null };

/** Blank is nothing, never an empty text. */
function tidy(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

export function sameCell(one: CellValue, other: CellValue): boolean {
  return (
    tidy(one.value) === tidy(other.value) &&
    tidy(one.comment) === tidy(other.comment) &&
    one.stand === other.stand
  );
}

export type Merged = {
  readonly cells: Cells;
  /** The cells that now hold something else. */
  readonly changed: readonly string[];
  /** Somebody else wrote another thing there since: theirs stays, and whoever saves chooses. */
  readonly conflicts: readonly string[];
};

/**
 * Takes changes that were made on an older revision into what stands now, cell by cell. Cells that nobody else touched take the change;
 * saying again what stands there is no conflict, so that a save whose answer was lost may be sent again.
 */
export function mergeCells(
  now: Cells,
  changes: readonly (CellValue & { readonly cell: string })[],
  {
    seen,
    next,
    by,
    at,
  }: { readonly seen: number; readonly next: number; readonly by: string; readonly at: string },
): Merged {
  const cells: Record<string, CellState> = { ...now };
  const changed: string[] = [];
  const conflicts: string[] = [];
  for (const { cell, ...wanted } of changes) {
    const value = { value: tidy(wanted.value), comment: tidy(wanted.comment), stand: wanted.stand };
    const there = now[cell];
    if (sameCell(there ?? emptyCell, value)) continue;
    if (there !== undefined && there.revision > seen) conflicts.push(cell);
    else {
      cells[cell] = { ...value, revision: next, by, at };
      changed.push(cell);
    }
  }
  return { cells, changed, conflicts };
}

export type CellDifference = { readonly cell: string; readonly before: CellValue; readonly after: CellValue };

/** The cells of a form that hold something else than before, in the form's order. */
export function cellDifferences(
  form: Pick<ReportForm, 'cells'>,
  before: Readonly<Record<string, CellValue>>,
  after: Readonly<Record<string, CellValue>>,
): CellDifference[] {
  return form.cells.flatMap(({ id }) => {
    const [was, is] = [before[id] ?? emptyCell, after[id] ?? emptyCell];
    return sameCell(was, is) ? [] : [{ cell: id, before: was, after: is }];
  });
}
