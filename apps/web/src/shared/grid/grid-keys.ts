import type { KeyboardEvent } from 'react';
import { cellBeside, cornerBeside, type Direction, isSame } from './grid-moves.ts';
import { type Address, isOpen } from './grid-types.ts';
import type { GridState } from './use-edit-grid.ts';

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** What a key does in a cell, as spreadsheets have it. What it does not take is left to the browser. */
export function pressKey(grid: GridState, event: KeyboardEvent<HTMLElement>): void {
  const at = grid.focus;
  if (!at || event.nativeEvent.isComposing) return;
  const taken = event.ctrlKey || event.metaKey ? command(grid, event) : plainKey(grid, event, at);
  if (!taken) return;
  event.preventDefault();
  event.stopPropagation();
}

function command(grid: GridState, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  if (key === 'z' && !event.shiftKey) grid.undo();
  else if (key === 'y' || key === 'z') grid.redo();
  else if (key === 'a' && grid.mode.current === 'move') chooseAll(grid);
  else return false;
  return true;
}

function chooseAll(grid: GridState): void {
  const { rows, columns } = grid.shape;
  grid.choose({
    from: { row: rows[0]!, column: columns[0]! },
    to: { row: rows.at(-1)!, column: columns.at(-1)! },
  });
}

function plainKey(grid: GridState, event: KeyboardEvent<HTMLElement>, at: Address): boolean {
  const direction = arrows[event.key];
  if (direction) return arrow(grid, event, at, direction);
  switch (event.key) {
    case 'Enter':
      grid.goTo(cellBeside(grid.shape, at, event.shiftKey ? 'up' : 'down'));
      return true;
    case 'Escape':
      return stepBack(grid, at);
    case 'F2':
      return edit(grid, event.target);
    case 'Delete':
      if (grid.mode.current !== 'move') return false;
      grid.clear();
      return true;
    case 'Backspace':
      if (grid.mode.current !== 'move' || !isBlock(grid)) return false;
      grid.clear();
      return true;
    case 'Home':
    case 'End':
      return edge(grid, event, at);
    default:
      return false;
  }
}

function arrow(grid: GridState, event: KeyboardEvent, at: Address, direction: Direction): boolean {
  const upright = direction === 'up' || direction === 'down';
  if (event.altKey) return false;
  // A list opens and turns by these keys.
  if (upright && event.target instanceof HTMLSelectElement) return false;
  if (!upright && grid.mode.current === 'edit') return false;
  if (event.shiftKey && grid.mode.current === 'move' && grid.range) {
    grid.choose({ from: grid.range.from, to: cornerBeside(grid.shape, grid.range.to, direction) });
    return true;
  }
  if (event.shiftKey) return false;
  grid.goTo(cellBeside(grid.shape, at, direction));
  return true;
}

function stepBack(grid: GridState, at: Address): boolean {
  if (grid.restore()) return true;
  if (!isBlock(grid)) return false;
  grid.choose({ from: at, to: at });
  return true;
}

function edit(grid: GridState, target: EventTarget): boolean {
  if (!(target instanceof HTMLInputElement)) return false;
  grid.mode.current = 'edit';
  target.setSelectionRange(target.value.length, target.value.length);
  return true;
}

function edge(grid: GridState, event: KeyboardEvent, at: Address): boolean {
  if (grid.mode.current === 'edit' || event.shiftKey) return false;
  const { columns, cellAt } = grid.shape;
  const open = columns.filter((column) => isOpen(cellAt({ row: at.row, column })));
  const column = event.key === 'Home' ? open[0] : open.at(-1);
  if (column !== undefined) grid.goTo({ row: at.row, column });
  return true;
}

/** Whether more than one cell is chosen. */
export function isBlock(grid: Pick<GridState, 'range'>): boolean {
  return grid.range !== null && !isSame(grid.range.from, grid.range.to);
}
