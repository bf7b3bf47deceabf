import { readFileSync, writeFileSync } from 'node:fs';
import { type Figure, isMet, type Quantity, type Result, type Size } from './figures.ts';
import type { Machine } from './machine.ts';

const headings = ['figure', 'ours', 'limit', 'ratio', 'aim', ''] as const;

/** Digits enough to compare by, not more. @example round(1234.56) // '1,235' */
export function round(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

function quantityText(quantity: Quantity | undefined): string {
  return quantity === undefined ? '' : `${round(quantity.value)} ${quantity.unit}`;
}

function aimText({ aim, ours }: Figure): string {
  if (aim === undefined) return '';
  const unit = aim.of === 'ratio' ? '×' : ` ${ours.unit}`;
  return `${aim.at === 'least' ? '≥' : '≤'} ${round(aim.value)}${unit}`;
}

function cellsOf(one: Figure): string[] {
  const met = isMet(one);
  return [
    one.name,
    quantityText(one.ours),
    quantityText(one.limit),
    one.ratio === undefined ? '' : `${round(one.ratio)}×`,
    aimText(one),
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ];
}

/** Columns that a Chinese letter takes two of in a terminal. */
function width(text: string): number {
  let columns = 0;
  for (const letter of text) columns += letter.codePointAt(0)! >= 0x2e80 ? 2 : 1;
  return columns;
}

/** The figures of a benchmark as a table for the terminal, with what each is and what it is held against below it. */
export function tableOf(figures: readonly Figure[]): string {
  const lines = [[...headings], ...figures.map(cellsOf)];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => width(line[column]!))));
  const padded = lines.map((line) =>
    line
      .map((cell, column) => {
        const space = ' '.repeat(widths[column]! - width(cell));
        return column >= 1 && column <= 3 ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
  return [...padded, ...explanations(figures)].join('\n');
}

/** What ours and the limit are, once for all figures that share them. */
function explanations(figures: readonly Figure[]): string[] {
  const lines = figures.map(
    ({ ours, limit }) => `  ours: ${ours.what}${limit === undefined ? '' : `; limit: ${limit.what}`}`,
  );
  const notes = figures.flatMap(({ name, note }) => (note === undefined ? [] : [`  ${name}: ${note}`]));
  return [...new Set(lines), ...notes];
}

/** Keeps everything that was measured for comparison with another day. */
export function writeJson(file: string, content: unknown): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}

const marks = ['<!-- figures: written by npm run bench -->', '<!-- end of figures -->'] as const;

/** A row of a Markdown table. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function markdownOf({ bench, summary, loadBefore, loadAfter, figures }: Result): string[] {
  const rows = figures.map((one) =>
    markdownRow(cellsOf(one).map((cell) => (cell === 'MISSED' ? '**missed**' : cell))),
  );
  const below = explanations(figures).map((line) => `- ${line.trim()}`);
  return [
    `### ${bench}: ${summary}`,
    '',
    `Load average before ${loadBefore}, after ${loadAfter}.`,
    '',
    markdownRow(headings),
    markdownRow(['---', '--:', '--:', '--:', '---', '---']),
    ...rows,
    '',
    ...below,
    '',
  ];
}

/**
 * Puts lines into a page, between its two marks; what people wrote around them stays.
 *
 * @throws Error for a page without the marks
 */
export function replaceBetween(
  file: string,
  [first, last]: readonly [string, string],
  lines: readonly string[],
): void {
  const page = readFileSync(file, 'utf8');
  const [from, to] = [page.indexOf(first), page.indexOf(last)];
  if (from < 0 || to < from) throw new Error(`${file} has to hold the lines “${first}” and “${last}”.`);
  writeFileSync(file, `${page.slice(0, from)}${[first, '', ...lines].join('\n')}${page.slice(to)}`);
}

/** Writes the machine and the figures into a page. */
export function writePage(file: string, machine: Machine, size: Size, results: readonly Result[]): void {
  const { processor, cores, memoryGiB, system, node, postgres, durability } = machine;
  replaceBetween(file, marks, [
    `${processor}, ${cores} cores, ${memoryGiB} GiB; ${system}; Node ${node}; PostgreSQL ${postgres} (${durability}). ${size.rows.toLocaleString('en-US')} rows or entities; the median of ${size.repeat} runs after a warm-up, or quantiles of ${size.repeat * 20} requests.`,
    '',
    ...results.flatMap(markdownOf),
  ]);
}
