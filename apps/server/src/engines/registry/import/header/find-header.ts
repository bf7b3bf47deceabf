import type { Merge, RawRow } from '../read/table.ts';
import { type AmountUnit, parseHeader, parsePreface, plainHeader } from './header-text.ts';
import { meaningOf } from './synonyms.ts';

/** The header of a table, found and flattened. */
export type Header = {
  /** Line of its last row. */
  readonly line: number;
  /** How many rows of the table are header or stand above it. */
  readonly rowsBefore: number;
  /** One name a column; levels are joined: 2018年/一季度/营收. */
  readonly names: string[];
  /** Its rows as they are written: they may be repeated on each printed page. */
  readonly levels: readonly RawRow[];
  /** What the lines above say for the whole table. */
  readonly unit: AmountUnit | null;
  readonly period: string | null;
};

/** A header is looked for in the first lines only. */
export const HEADER_WITHIN = 60;
const MOST_LEVELS = 4;

/** Finds the header among the first rows; undefined where no row looks like one. */
export function findHeader(rows: readonly RawRow[], merges: readonly Merge[]): Header | undefined {
  const best = bestRow(rows);
  if (best < 0) return undefined;
  const [from, to] = withLevels(rows, best, merges);
  const levels = rows.slice(from, to + 1);
  const names = flatten(levels, merges);
  while (names.length > 0 && names.at(-1) === '') names.pop();
  const preface = parsePreface(rows.slice(0, from).map((row) => row.cells));
  return {
    line: levels.at(-1)!.line,
    rowsBefore: to + 1,
    names,
    levels,
    ...preface,
  };
}

function bestRow(rows: readonly RawRow[]): number {
  let best = -1;
  let bestScore = 0;
  const within = Math.min(rows.length, HEADER_WITHIN);
  for (let index = 0; index < within; index++) {
    const score = recognised(rows[index]!.cells);
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  }
  if (bestScore >= 2) return best;
  // headers that nobody told us about: the first row of several short words and no figures
  const wordy = rows.slice(0, within).findIndex(({ cells }) => looksLikeWords(cells));
  return wordy >= 0 && (best < 0 || wordy < best) ? wordy : best;
}

function recognised(cells: readonly string[]): number {
  let score = 0;
  for (const cell of cells) {
    if (cell === '' || cell.length > 40) continue;
    const { full, base } = parseHeader(cell);
    if (meaningOf(full, base) !== undefined) score++;
  }
  return score;
}

function looksLikeWords(cells: readonly string[]): boolean {
  const filled = cells.map(plainHeader).filter((cell) => cell !== '');
  return (
    filled.length >= 2 &&
    filled.every((cell) => cell.length <= 20 && /\p{L}/u.test(cell) && !/\d{3,}/.test(cell))
  );
}

/** Widens the best row by the levels above and below that belong to a header of several rows. */
function withLevels(rows: readonly RawRow[], best: number, merges: readonly Merge[]): [number, number] {
  let from = best;
  let to = best;
  while (from > 0 && to - from + 1 < MOST_LEVELS && isUpperLevel(rows[from - 1]!, rows[from]!, merges))
    from--;
  while (to + 1 < rows.length && to - from + 1 < MOST_LEVELS && isLowerLevel(rows, best, to, merges)) to++;
  return [from, to];
}

function isUpperLevel(above: RawRow, below: RawRow, merges: readonly Merge[]): boolean {
  if (above.line !== below.line - 1) return false;
  const filled = above.cells.filter((cell) => cell.trim() !== '');
  if (filled.length < 2 || filled.some((cell) => /单位[::]|日期[::]|填报/.test(plainHeader(cell))))
    return false;
  if (joinsLines(merges, above.line, below.line)) return true;
  const width = Math.max(above.cells.length, below.cells.length);
  for (let column = 0; column < width; column++) {
    const [up, down] = [above.cells[column] ?? '', below.cells[column] ?? ''];
    const groupGoesOn = up !== '' && down !== '' && above.cells[column + 1] === '' && below.cells[column + 1];
    if ((up !== '' && down === '') || groupGoesOn) return true;
  }
  return false;
}

function joinsLines(merges: readonly Merge[], upper: number, lower: number): boolean {
  return merges.some((merge) => merge.top <= upper && merge.bottom >= lower);
}

function isLowerLevel(
  rows: readonly RawRow[],
  best: number,
  last: number,
  merges: readonly Merge[],
): boolean {
  const above = rows[last]!;
  const below = rows[last + 1]!;
  if (below.line !== above.line + 1) return false;
  if (joinsLines(merges, above.line, below.line)) return true;
  const filled = below.cells.filter((cell) => cell.trim() !== '');
  if (filled.length === 0 || filled.some((cell) => cell.length > 24 || /^[-\d.,]+$/.test(cell))) return false;
  // without merges (CSV) the columns that say whose row it is stand empty below their header
  const keys = keyColumns(rows[best]!.cells);
  const groups = above.cells.some((cell, at) => cell !== '' && above.cells[at + 1] === '' && below.cells[at]);
  return keys.length > 0 && groups && keys.every((column) => (below.cells[column] ?? '').trim() === '');
}

function keyColumns(cells: readonly string[]): number[] {
  return cells.flatMap((cell, column) => {
    const { full, base } = parseHeader(cell);
    return ['name', 'credit_code'].includes(meaningOf(full, base)?.field ?? '') ? [column] : [];
  });
}

function flatten(levels: readonly RawRow[], merges: readonly Merge[]): string[] {
  const width = Math.max(...levels.map((level) => level.cells.length));
  const grid = levels.map((level) => Array.from({ length: width }, (_, column) => level.cells[column] ?? ''));
  fillMerged(grid, levels, merges);
  if (merges.length === 0) fillGroups(grid);
  return Array.from({ length: width }, (_, column) => {
    const words = grid.map((level) => level[column]!.normalize('NFKC').replace(/\s+/g, ' ').trim());
    return words.filter((word, at) => word !== '' && word !== words[at - 1]).join('/');
  });
}

function fillMerged(grid: string[][], levels: readonly RawRow[], merges: readonly Merge[]): void {
  const first = levels[0]!.line;
  const last = levels.at(-1)!.line;
  for (const { top, bottom, left, right } of merges) {
    if (top < first || bottom > last) continue;
    const word = grid[top - first]?.[left - 1] ?? '';
    for (let line = top; line <= bottom; line++) {
      for (let column = left; column <= Math.min(right, grid[0]!.length); column++)
        grid[line - first]![column - 1] = word;
    }
  }
}

/** In a CSV a merged group is its first cell and blanks: it goes on while the level below has words. */
function fillGroups(grid: string[][]): void {
  for (let level = 0; level + 1 < grid.length; level++) {
    const [row, below] = [grid[level]!, grid[level + 1]!];
    for (let column = 1; column < row.length; column++) {
      if (row[column] === '' && below[column] !== '' && below[column - 1] !== '')
        row[column] = row[column - 1]!;
    }
  }
}
