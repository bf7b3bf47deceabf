import { type Address, type GridShape, isOpen } from './grid-types.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';
/** Two opposite corners of a block of cells; the first is where it began. */
export type Range = { readonly from: Address; readonly to: Address };

const steps: Readonly<Record<Direction, readonly [down: number, right: number]>> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
};

/** The next cell in a direction that can be typed into; locked ones are passed over. Undefined at the edge. */
export function cellBeside(shape: GridShape, at: Address, direction: Direction): Address | undefined {
  const [down, right] = steps[direction];
  let row = shape.rows.indexOf(at.row);
  let column = shape.columns.indexOf(at.column);
  while (true) {
    row += down;
    column += right;
    const next = { row: shape.rows[row], column: shape.columns[column] };
    if (next.row === undefined || next.column === undefined) return undefined;
    if (isOpen(shape.cellAt(next as Address))) return next as Address;
  }
}

/** The cell a block's moving corner goes to: the neighbour, locked or not. The same cell at the edge. */
export function cornerBeside(shape: GridShape, at: Address, direction: Direction): Address {
  const [down, right] = steps[direction];
  return {
    row: shape.rows[shape.rows.indexOf(at.row) + down] ?? at.row,
    column: shape.columns[shape.columns.indexOf(at.column) + right] ?? at.column,
  };
}

/** A block's rows and columns, in their order. */
export function rangeOf(shape: GridShape, { from, to }: Range): { rows: string[]; columns: string[] } {
  return {
    rows: between(shape.rows, from.row, to.row),
    columns: between(shape.columns, from.column, to.column),
  };
}

function between(all: readonly string[], first: string, last: string): string[] {
  const [low, high] = [all.indexOf(first), all.indexOf(last)].toSorted((a, b) => a - b) as [number, number];
  return low < 0 ? [] : all.slice(low, high + 1);
}

export function isSame(first: Address | null, second: Address | null): boolean {
  return first?.row === second?.row && first?.column === second?.column;
}
