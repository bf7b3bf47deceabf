import type { CellValue, ReportCell } from '@miaopu/contract';
import { dash, grouped, scaled } from '../../../shared/formats.ts';
import { type NumberUnit, readNumber, typedNumber } from '../../../shared/grid/read-number.ts';
import { type Language, pick } from '../../../shared/words.ts';

/** In what a cell is typed; undefined where it holds no number. Money is kept in yuan and typed in 万元. */
export function typedUnit({ type }: Pick<ReportCell, 'type'>): NumberUnit | undefined {
  if (type === 'money') return 'wan';
  return type === 'whole' || type === 'decimal' ? 'count' : undefined;
}

/** A kept value as it is typed. What is no number stays as somebody wrote it. */
export function typedText(cell: Pick<ReportCell, 'type'>, value: string | null): string {
  const unit = typedUnit(cell);
  if (value === null || unit === undefined || !isDecimal(value)) return value ?? '';
  return typedNumber(value, unit);
}

/** What is typed as it is kept: null for nothing, and what cannot be read as it stands, for the checks to say so. */
export function keptValue(cell: Pick<ReportCell, 'type'>, text: string): string | null {
  const unit = typedUnit(cell);
  if (unit === undefined) return text.trim() === '' ? null : text;
  const read = readNumber(text, unit);
  if (read.kind === 'missing') return null;
  return read.kind === 'number' ? read.stored : text.trim();
}

/** The unit that stands beside a cell's label. */
export function unitOf(cell: ReportCell, language: Language): string {
  if (cell.type === 'money') return language === 'en' ? '10k yuan' : '万元';
  return cell.unit ? pick(cell.unit, language) : '';
}

/** A kept value as it is read. */
export function shownValue(cell: ReportCell, value: string | null | undefined, language: Language): string {
  if (value === null || value === undefined) return dash;
  if (cell.type === 'choice') {
    const option = cell.options.find(({ id }) => id === value);
    return option ? pick(option.label, language) : value;
  }
  if (typedUnit(cell) === undefined || !isDecimal(value)) return value;
  return cell.type === 'money' ? grouped(scaled(value, -4, 2)) : grouped(value);
}

/** The same with its unit, for a sentence. */
export function valueWithUnit(
  cell: ReportCell,
  value: string | null | undefined,
  language: Language,
): string {
  const text = shownValue(cell, value, language);
  const unit = unitOf(cell, language);
  if (text === dash || unit === '') return text;
  return language === 'en' ? `${text} ${unit}` : `${text}${unit}`;
}

/** A cell's value and what was said about it, for showing versions beside each other. */
export function wholeText(cell: ReportCell, { value, comment }: CellValue, language: Language): string {
  const text = shownValue(cell, value, language);
  return comment === null ? text : `${text} (${comment})`;
}

/** By how much a number rose or fell since the last period, as a fraction of it; null where that has no meaning. */
export function growth(value: string | null, last: string | undefined): number | null {
  if (value === null || last === undefined || !isDecimal(value) || !isDecimal(last)) return null;
  return Number(last) === 0 ? null : (Number(value) - Number(last)) / Math.abs(Number(last));
}

function isDecimal(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}
