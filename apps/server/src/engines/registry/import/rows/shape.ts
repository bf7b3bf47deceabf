import { isValidCreditCode, normaliseCreditCode } from '@miaopu/standards';
import type { RawRow, Table } from '../read/table.ts';
import type { Columns } from './columns.ts';
import { problem, type RowProblem } from './problems.ts';

export type ShapeCheck = (row: RawRow) => RowProblem | undefined;

/** Share of the sampled rows whose last column is filled, from where on a shorter row has lost a cell. */
const USUALLY_FILLED = 0.5;

/**
 * Notices rows whose cells stand in the wrong columns. In a CSV a cell too many or too few shifts what comes after it; a sheet
 * keeps each cell's place, and there the code found in another column tells.
 */
export function shapeCheck(
  table: Pick<Table, 'format'>,
  columns: Columns,
  sample: readonly RawRow[],
): ShapeCheck {
  const full = sample.filter((row) => row.cells.length === columns.count);
  const last = lastData(columns);
  const filled = full.filter((row) => (row.cells[last] ?? '').trim() !== '').length;
  const mayBeShort = table.format !== 'csv' || full.length === 0 || filled / full.length < USUALLY_FILLED;
  return (row) => {
    if (row.broken !== undefined) return brokenProblem(row.broken);
    const { length } = row.cells;
    if (length === columns.count) return undefined;
    if (length > columns.count) {
      const extra = row.cells.findIndex((cell, at) => at >= columns.count && cell.trim() !== '');
      return extra < 0 ? undefined : countProblem(length, columns, extra);
    }
    // the reason column of a rejects file may be missing at the end
    return mayBeShort || length > last ? undefined : countProblem(length, columns, null);
  };
}

function lastData(columns: Columns): number {
  return columns.reason === columns.count - 1 ? columns.count - 2 : columns.count - 1;
}

function countProblem(length: number, columns: Columns, column: number | null): RowProblem {
  const [zh, en] =
    length > columns.count
      ? ['可能有单元格里的分隔符没有加引号', 'perhaps a delimiter inside a cell is not quoted']
      : ['可能漏了一格', 'perhaps a cell was left out'];
  return problem(
    'column_count',
    column,
    `本行有 ${length} 格,表头有 ${columns.count} 列,${zh},后面的内容会错位。请对齐后再传。`,
    `The row has ${length} cells and the header ${columns.count}: ${en}, and what follows would shift. Put it in order.`,
  );
}

function brokenProblem(broken: NonNullable<RawRow['broken']>): RowProblem {
  return broken === 'quote'
    ? problem(
        'broken_quote',
        null,
        '本行有一个引号没有闭合。请补上或删去引号。',
        'A quotation mark of this row never closes. Close it or remove it.',
      )
    : problem(
        'broken_encoding',
        null,
        '本行有无法识别的字符(既不是 UTF-8 也不是 GB18030)。请重新录入本行。',
        'The row has characters that are neither UTF-8 nor GB18030. Type it again.',
      );
}

/** Where a code column holds no code: the column that does, with what to do; undefined where none does. */
export function findShiftedCode(cells: readonly string[], column: number): RowProblem | undefined {
  const found = cells.findIndex((cell, at) => at !== column && isValidCreditCode(normaliseCreditCode(cell)));
  if (found < 0) return undefined;
  return problem(
    'shifted',
    found,
    `统一社会信用代码出现在第 ${found + 1} 列,应在第 ${column + 1} 列,本行内容可能错列。请对齐后再传。`,
    `The credit code stands in column ${found + 1} instead of ${column + 1}; the row seems to be shifted. Put it in order.`,
  );
}
