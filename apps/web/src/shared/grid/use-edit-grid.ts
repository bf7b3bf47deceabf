import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { addressesOf, clearRange, copyRange, pasteBlock, tidied } from './block.ts';
import { isSame, type Range } from './grid-moves.ts';
import type { Address, Edit, GridColumn, GridHistory, GridRow, GridShape } from './grid-types.ts';
import { parseTsv } from './tsv.ts';
import { type Deeds, noDeeds, redo, remember, undo } from './undo.ts';

/** What the line under the grid says after a deed. */
export type Notice =
  | { readonly deed: 'pasted'; readonly count: number; readonly locked: number; readonly outside: number }
  | { readonly deed: 'undone' | 'redone' | 'cleared'; readonly count: number };

/** How the focused cell takes keys: arrows move; arrows still move, since typing replaced the text; arrows move in the text. */
export type Mode = 'move' | 'type' | 'edit';

export type GridState = {
  readonly shape: GridShape;
  readonly box: RefObject<HTMLDivElement | null>;
  readonly focus: Address | null;
  readonly range: Range | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly notice: Notice | null;
  readonly mode: RefObject<Mode>;
  /** The focused cell's text when it was entered. */
  readonly before: RefObject<string>;
  enter: (at: Address) => void;
  leave: () => void;
  type: (at: Address, text: string) => void;
  restore: () => boolean;
  goTo: (at: Address | undefined) => void;
  choose: (range: Range) => void;
  paste: (text: string) => void;
  copy: () => string;
  clear: () => void;
  undo: () => void;
  redo: () => void;
};

/** The state of a grid: which cell is typed into, which are chosen, what can be undone. The texts are the caller's. */
export function useEditGrid(
  columns: readonly GridColumn[],
  rows: readonly GridRow[],
  onEdit: (edits: readonly Edit[]) => void,
  history?: GridHistory,
): GridState {
  const box = useRef<HTMLDivElement>(null);
  const mode = useRef<Mode>('move');
  const before = useRef('');
  const [focus, setFocus] = useState<Address | null>(null);
  const [range, setRange] = useState<Range | null>(null);
  const [deeds, setDeeds] = useState<Deeds>(noDeeds);
  const [notice, setNotice] = useState<Notice | null>(null);
  const shape = useMemo(() => shapeOf(columns, rows), [columns, rows]);
  // what is typed next replaces the whole text, after a paste and an undo as well
  useLayoutEffect(() => {
    const field = focus && mode.current === 'move' ? fieldAt(box.current, focus) : null;
    if (field instanceof HTMLInputElement && field === document.activeElement) field.select();
  });

  function apply(edits: readonly Edit[]): void {
    if (edits.length > 0) onEdit(edits);
    const own = edits.find((edit) => isSame(edit, focus));
    if (own) before.current = own.after;
    mode.current = 'move';
  }
  /** Ends the typing in the focused cell: tidies it and remembers it as one deed. */
  function settle(): Deeds {
    const cell = focus && shape.cellAt(focus);
    if (!focus || !cell) return deeds;
    const after = tidied(cell, cell.text);
    if (after !== cell.text) onEdit([{ ...focus, before: cell.text, after }]);
    if (after === before.current) return deeds;
    const next = remember(deeds, [{ ...focus, before: before.current, after }]);
    before.current = after;
    setDeeds(next);
    return next;
  }
  function take(step: typeof undo, deed: 'undone' | 'redone'): void {
    const { deeds: next, edits } = step(settle(), shape);
    if (next === deeds && edits.length === 0) return;
    setDeeds(next);
    apply(edits);
    setNotice({ deed, count: edits.length });
  }

  /** Goes a step in the caller's history. */
  function leaf(step: (() => void) | null): void {
    mode.current = 'move';
    setNotice(null);
    step?.();
  }

  function restore(): boolean {
    const cell = focus && shape.cellAt(focus);
    if (!focus || !cell || cell.text === before.current) return false;
    onEdit([{ ...focus, before: cell.text, after: before.current }]);
    mode.current = 'move';
    return true;
  }

  return {
    shape,
    box,
    focus,
    range,
    canUndo: history ? history.undo !== null : deeds.done.length > 0,
    canRedo: history ? history.redo !== null : deeds.undone.length > 0,
    notice,
    mode,
    before,
    enter(at) {
      before.current = shape.cellAt(at)?.text ?? '';
      mode.current = 'move';
      setFocus(at);
      setRange({ from: at, to: at });
    },
    leave() {
      settle();
      setFocus(null);
    },
    type(at, text) {
      if (mode.current === 'move') mode.current = 'type';
      const cell = shape.cellAt(at);
      if (cell) onEdit([{ ...at, before: cell.text, after: text }]);
      setNotice(null);
    },
    restore,
    goTo(at) {
      if (at) fieldAt(box.current, at)?.focus();
    },
    choose: setRange,
    paste(text) {
      if (!range) return;
      const done = settle();
      const { edits, locked, outside } = pasteBlock(shape, parseTsv(text), range);
      setDeeds(remember(done, edits));
      apply(edits);
      setNotice({ deed: 'pasted', count: edits.length, locked, outside });
    },
    copy: () => (range ? copyRange(shape, range) : ''),
    clear() {
      if (!range) return;
      const edits = clearRange(shape, range);
      setDeeds(remember(settle(), edits));
      apply(edits);
      if (addressesOf(shape, range).length > 1) setNotice({ deed: 'cleared', count: edits.length });
    },
    undo() {
      if (history) leaf(history.undo);
      // what is being typed goes first
      else if (!restore()) take(undo, 'undone');
    },
    redo: () => (history ? leaf(history.redo) : take(redo, 'redone')),
  };
}

function shapeOf(columns: readonly GridColumn[], rows: readonly GridRow[]): GridShape {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    rows: rows.map(({ id }) => id),
    columns: columns.map(({ id }) => id),
    cellAt: ({ row, column }) => byId.get(row)?.cells[column],
  };
}

/** Where an event happened; undefined beside the cells. */
export function addressOf(target: EventTarget): Address | undefined {
  const cell = (target as Element).closest<HTMLElement>('[data-column]');
  const { row, column } = cell?.dataset ?? {};
  return row !== undefined && column !== undefined ? { row, column } : undefined;
}

function fieldAt(box: HTMLElement | null, { row, column }: Address): HTMLElement | null {
  const cell = `[data-row="${CSS.escape(row)}"][data-column="${CSS.escape(column)}"]`;
  return box?.querySelector<HTMLElement>(`${cell} :is(input, select)`) ?? null;
}

/** A function that stays the same while what it does follows the latest render. */
export function useLatest<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
