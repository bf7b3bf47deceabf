import { writeFileSync } from 'node:fs';
import { type Figure, isMet, type Quantity } from './figures.ts';

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
