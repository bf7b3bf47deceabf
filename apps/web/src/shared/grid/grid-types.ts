import type { ReactNode } from 'react';
import type { NumberUnit } from './read-number.ts';

/** A cell as it is shown and typed into. A number's text is plain decimal digits in the unit people read: 万元, percent. */
export type GridCell = {
  readonly kind: 'number' | 'text' | 'choice';
  readonly text: string;
  /** In what a number is typed; a bare count where it is not said. */
  readonly unit?: NumberUnit;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** Cannot be typed into: counted by the program, somebody else's, or closed. */
  readonly locked?: boolean;
  /** Stands instead of a locked cell's text: a link, a state. The text is still what is copied. */
  readonly shows?: ReactNode;
  /** Stands in an empty field: what is wanted. */
  readonly hint?: string;
  /** A small sign before the figure, such as 算 or a lock. */
  readonly sign?: ReactNode;
  /** Hard ones stop the form, soft ones want a comment. */
  readonly problem?: { readonly level: 'hard' | 'soft'; readonly words: string };
  /** How it differs from what stood there before, in words. */
  readonly difference?: string;
};

export type GridColumn = {
  readonly id: string;
  readonly title: string;
  /** Columns beside each other with the same group stand under one head. */
  readonly group?: string;
  /** Said under the title, smaller: the unit. */
  readonly aside?: string;
  /** In pixels. */
  readonly width?: number;
};

export type GridRow = {
  readonly id: string;
  readonly title: string;
  /** Stands instead of the title on the screen; the title is what a screen reader hears at each cell. */
  readonly shows?: ReactNode;
  /** Rows beside each other with the same group stand under one head. */
  readonly group?: string;
  /** What is said of the row under it, over its whole width: a comment to write, a remark to answer. */
  readonly below?: ReactNode;
  /** By column; where a row has nothing, nothing can be typed. */
  readonly cells: Readonly<Record<string, GridCell | undefined>>;
};

export type Address = { readonly row: string; readonly column: string };
/** A cell's text before and after. */
export type Edit = Address & { readonly before: string; readonly after: string };

/** What is needed to move about and to paste: the order of rows and columns, and what is in a cell. */
export type GridShape = {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cellAt: (at: Address) => GridCell | undefined;
};

export function isOpen(cell: GridCell | undefined): cell is GridCell {
  return cell !== undefined && !cell.locked;
}

/** What can be undone and done again, where the caller keeps it: with what was done beside the grid, by a tool. */
export type GridHistory = { readonly undo: (() => void) | null; readonly redo: (() => void) | null };
