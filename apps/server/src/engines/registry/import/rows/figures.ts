import type { ColumnMapping } from '@miaopu/contract';
import { type FactField, factFields, type MoneyUnit, parseAmount, shiftDecimal } from '@miaopu/standards';
import { cleanCell } from './cell.ts';
import { problem, quote, type RowProblem } from './problems.ts';
import type { RowFact } from './record.ts';
import { hugeFigure } from './value-problems.ts';

const UNITS: Readonly<Record<NonNullable<ColumnMapping['unit']>, MoneyUnit>> = {
  yuan: 'yuan',
  thousand_yuan: 'thousand',
  '10k_yuan': 'wan',
  million_yuan: 'million',
  '100m_yuan': 'yi',
};

export function moneyUnit(unit: ColumnMapping['unit']): MoneyUnit {
  return unit === null ? 'yuan' : UNITS[unit];
}

export type FigureColumn = {
  readonly index: number;
  readonly field: FactField;
  /** `2018`, `2018Q3`, or null: the row's own year. */
  readonly period: string | null;
  readonly unit: MoneyUnit;
  readonly money: boolean;
  /** A fraction of one, and whether the header writes it in percent; absent for other figures. */
  readonly share?: { readonly percent: boolean };
};

const PERCENT = /[%％]/;

/** The columns that hold figures. */
export function figureColumns(columns: readonly ColumnMapping[]): FigureColumn[] {
  return columns.flatMap(({ index, header, field, unit }) => {
    const [code, period] = (field ?? '').split('@') as [FactField, string | undefined];
    if (period === undefined) return [];
    const declared = factFields[code];
    return [
      {
        index,
        field: code,
        period: period === '*' ? null : period,
        unit: moneyUnit(unit),
        money: declared.unit === 'yuan',
        ...(declared.share ? { share: { percent: PERCENT.test(header) } } : {}),
      },
    ];
  });
}

/** The figures of a row. A cell that says nothing gives none: a missing figure is never zero. */
export function readFigures(
  columns: readonly FigureColumn[],
  cells: readonly string[],
  rowPeriod: string | null,
  problems: RowProblem[],
): RowFact[] {
  const facts: RowFact[] = [];
  for (const column of columns) {
    const text = cleanCell(cells[column.index]);
    if (text === '') continue;
    const period = column.period ?? rowPeriod;
    if (period === null) {
      problems.push(noPeriod(column.index));
      continue;
    }
    const value = readFigure(text, column, problems);
    if (value !== undefined) facts.push({ field: column.field, period, value, column: column.index });
  }
  return facts;
}

/** Figures are kept with sixteen digits before the point. */
const MOST_DIGITS = 16;
/** Figures are kept to four decimals; more is the noise of somebody's division. */
const DECIMALS = /^(-?\d+\.\d{4})\d+$/;

function withoutUnit(text: string, { money, share }: FigureColumn): string {
  if (money) return text;
  return text.replace(share ? PERCENT : /(?:人|个|件|户|项|年|千瓦时|度|kwh)$/i, '');
}

/** One figure as exact decimal text; undefined where the cell says nothing or is at fault. */
export function readFigure(text: string, column: FigureColumn, problems: RowProblem[]): string | undefined {
  const plain = withoutUnit(text, column);
  const read = parseAmount(plain, { unit: column.unit });
  if (read.kind === 'missing') return undefined;
  if (read.kind === 'problem') {
    problems.push({ code: column.money ? 'amount' : 'number', column: column.index, message: read.message });
    return undefined;
  }
  if (read.yuan === null) {
    problems.push(
      problem(
        'currency',
        column.index,
        `“${quote(text)}”是外币,不能按人民币入库。请折算为人民币后再填。`,
        `“${quote(text)}” is in foreign currency and no rate is assumed. Convert it to yuan.`,
      ),
    );
    return undefined;
  }
  if (!column.money && read.yuan.startsWith('-')) {
    problems.push(
      problem('number', column.index, `“${quote(text)}”不能为负数。`, `“${quote(text)}” cannot be negative.`),
    );
    return undefined;
  }
  if (read.yuan.replace(/^-|\..*$/g, '').length > MOST_DIGITS) {
    problems.push(hugeFigure(text, column.index));
    return undefined;
  }
  const exact = column.share ? readShare(text, read.yuan, column, problems) : read.yuan;
  return exact === undefined ? undefined : (DECIMALS.exec(exact)?.[1] ?? exact);
}

/** A share as a fraction of one: in percent where the cell or the header says so, else it must be a fraction already. */
function readShare(
  text: string,
  number: string,
  column: FigureColumn,
  problems: RowProblem[],
): string | undefined {
  const fraction = column.share?.percent || PERCENT.test(text) ? shiftDecimal(number, -2) : number;
  if (Number(fraction) <= 1) return fraction;
  problems.push(
    problem(
      'number',
      column.index,
      `“${quote(text)}”不是占比。请写成 12.5% 或 0.125。`,
      `“${quote(text)}” is no share. Write 12.5% or 0.125.`,
    ),
  );
  return undefined;
}

function noPeriod(column: number) {
  return problem(
    'period',
    column,
    '本行没有年份,不知道这个数据是哪一年的。请填写年份。',
    'The row has no year, so its figures belong to no period. Give the year.',
  );
}

const YEAR = /^((?:19|20)\d\d)(?:\.0)?年?度?/;
const QUARTER = /^[-/]?(?:第?([一二三四1-4])季度?|Q([1-4])|([1-4]))$/i;
const DIGITS: Readonly<Record<string, string>> = { 一: '1', 二: '2', 三: '3', 四: '4' };

/**
 * The period of a row's 年份 and 季度 cells: 2018, 2018年, 2018Q3, 2018年三季度, or a year beside 三季度.
 *
 * @returns undefined where they name none
 */
export function readRowPeriod(year: string, quarter = ''): string | undefined {
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '');
  const [first, second] = [plain(year), plain(quarter)];
  const start = YEAR.exec(first) ?? YEAR.exec(second);
  if (start === null) return undefined;
  const rest = first.replace(YEAR, '') || second.replace(YEAR, '');
  if (rest === '') return start[1];
  const part = QUARTER.exec(rest);
  const digit = part?.[1] ?? part?.[2] ?? part?.[3];
  return digit === undefined ? undefined : `${start[1]}Q${DIGITS[digit] ?? digit}`;
}

const QUARTER_ENDS = ['03-31', '06-30', '09-30', '12-31'];

/** The last day of a period. */
export function lastDayOf(period: string): string {
  const quarter = period.length === 6 ? Number(period[5]) : 4;
  return `${period.slice(0, 4)}-${QUARTER_ENDS[quarter - 1]}`;
}
