import { type Range, rangeOf } from './grid-moves.ts';
import { type Address, type Edit, type GridCell, type GridShape, isOpen } from './grid-types.ts';
import { readNumber } from './read-number.ts';
import { formatTsv } from './tsv.ts';

/** What a block does to the grid, and which of its cells did not arrive. */
export type Pasted = {
  readonly edits: readonly Edit[];
  /** Cells of the block that fell on a locked cell, or beyond the edge. */
  readonly locked: number;
  readonly outside: number;
};

/** What was typed or pasted, as the cell keeps it: a number in plain digits, a choice by its value. What cannot be read stays as it is. */
export function tidied(cell: GridCell, text: string): string {
  const typed = text.trim();
  if (cell.kind === 'number') {
    const read = readNumber(typed, cell.unit);
    return read.kind === 'number' ? read.text : read.kind === 'missing' ? '' : typed;
  }
  if (cell.kind === 'choice') {
    return cell.choices?.find(({ value, label }) => value === typed || label === typed)?.value ?? cell.text;
  }
  return typed;
}

/** Lays a block over the grid, its top left corner at a cell. A single value over a chosen range fills the range. */
export function pasteBlock(shape: GridShape, block: readonly (readonly string[])[], range: Range): Pasted {
  const chosen = rangeOf(shape, range);
  const single = block.length === 1 && block[0]!.length === 1;
  const source = single ? chosen.rows.map(() => chosen.columns.map(() => block[0]![0]!)) : block;
  const top = shape.rows.indexOf(chosen.rows[0] ?? '');
  const left = shape.columns.indexOf(chosen.columns[0] ?? '');
  const edits: Edit[] = [];
  let locked = 0;
  let outside = 0;
  source.forEach((line, down) => {
    line.forEach((text, right) => {
      const at = { row: shape.rows[top + down], column: shape.columns[left + right] } as Address;
      if (at.row === undefined || at.column === undefined) {
        outside++;
        return;
      }
      const cell = shape.cellAt(at);
      if (!isOpen(cell)) locked++;
      else edits.push(...editOf(at, cell, text));
    });
  });
  return { edits, locked, outside };
}

/** Empties the cells of a range that can be typed into. */
export function clearRange(shape: GridShape, range: Range): Edit[] {
  return addressesOf(shape, range).flatMap((at) => {
    const cell = shape.cellAt(at);
    return isOpen(cell) && cell.kind !== 'choice' ? editOf(at, cell, '') : [];
  });
}

/** A range as a spreadsheet takes it, locked cells too. */
export function copyRange(shape: GridShape, range: Range): string {
  const { rows, columns } = rangeOf(shape, range);
  return formatTsv(rows.map((row) => columns.map((column) => copied(shape.cellAt({ row, column })))));
}

export function addressesOf(shape: GridShape, range: Range): Address[] {
  const { rows, columns } = rangeOf(shape, range);
  return rows.flatMap((row) => columns.map((column) => ({ row, column })));
}

function copied(cell: GridCell | undefined): string {
  if (cell?.kind !== 'choice') return cell?.text ?? '';
  return cell.choices?.find(({ value }) => value === cell.text)?.label ?? '';
}

function editOf(at: Address, cell: GridCell, text: string): Edit[] {
  const after = tidied(cell, text);
  return after === cell.text ? [] : [{ ...at, before: cell.text, after }];
}
