import type { CellValue } from 'hucre';
import type { RawRow } from './table.ts';

/** From here on a double cannot hold each digit: a credit code that Excel took for a number has lost its last ones. */
const EXACT = 1e15;

/** A cell as the text that a person would have typed. */
export function cellText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  return value ? 'TRUE' : 'FALSE';
}

function numberText(value: number): string {
  if (Math.abs(value) >= EXACT) return value.toExponential().toUpperCase();
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
}

/** A row of a sheet; undefined for one without any text. */
export function sheetRow(index: number, values: readonly CellValue[]): RawRow | undefined {
  const cells = values.map(cellText);
  while (cells.length > 0 && cells.at(-1) === '') cells.pop();
  return cells.length === 0 ? undefined : { line: index + 1, cells };
}
