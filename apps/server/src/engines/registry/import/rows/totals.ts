import { addDecimals, type Message } from '@miaopu/standards';
import type { RawRow } from '../read/table.ts';
import { cleanCell } from './cell.ts';
import { type FigureColumn, readFigure } from './figures.ts';
import type { RowFact } from './record.ts';

/** Totals are given rounded; a difference of this share is no difference. */
const TOLERANCE = 0.001;
const MOST_WARNINGS = 10;

export type TotalsCheck = {
  add(facts: readonly RowFact[]): void;
  /** Holds a 小计 or 合计 row against the rows since the last one, and against all. */
  check(row: RawRow): void;
};

/** Totals are not imported, but a total that does not add up tells of rows that were lost or changed. */
export function createTotalsCheck(columns: readonly FigureColumn[], warnings: Message[]): TotalsCheck {
  const all = new Map<number, string>();
  let part = new Map<number, string>();
  let warned = 0;
  return {
    add(facts) {
      for (const { column, value } of facts) {
        all.set(column, addDecimals(all.get(column) ?? '0', value));
        part.set(column, addDecimals(part.get(column) ?? '0', value));
      }
    },
    check(row) {
      for (const column of columns) {
        const written = readFigure(cleanCell(row.cells[column.index]), column, []);
        const sums = [part.get(column.index) ?? '0', all.get(column.index) ?? '0'].map(Number);
        if (written === undefined || sums.some((sum) => agrees(Number(written), sum))) continue;
        if (warned++ < MOST_WARNINGS) warnings.push(disagree(row.line, column.index, written, sums[1]!));
      }
      part = new Map();
    },
  };
}

function agrees(written: number, sum: number): boolean {
  return Math.abs(written - sum) <= Math.max(1, Math.abs(sum) * TOLERANCE);
}

function disagree(line: number, column: number, written: string, sum: number): Message {
  return {
    zh: `第 ${line} 行第 ${column + 1} 列的合计是 ${written},已接受各行之和是 ${sum}。请核对是否漏行。`,
    en: `Line ${line}, column ${column + 1}: the total says ${written}, the accepted rows add up to ${sum}. Check for lost rows.`,
  };
}
