import type { PlanPack, Target } from '@miaopu/plan';
import { Decimal } from 'decimal.js';
import type { Message } from '../../../platform/errors/index.ts';
import { planFailure } from '../errors.ts';
import { splittable, splitUnits } from './content.ts';
import { columns, planYears, type TargetCell, writtenIn } from './table.ts';

export type ReadTable = {
  readonly cells: TargetCell[];
  /** Cells that cannot be taken over: where they stand in the sheet (`G7`), and why. */
  readonly problems: { place: string; message: Message }[];
};

type RawCell = string | number | boolean | Date | null | undefined;

/**
 * Reads a decomposition table back. Rows are known by the target's number and the year, columns by the unit's name, so that an office may
 * move, add and remove them; whatever else stands in the sheet is left alone.
 *
 * @throws plan.no_table where there is no such header
 */
export function readTable(pack: PlanPack, sheet: readonly (readonly RawCell[])[]): ReadTable {
  const at = sheet.findIndex((row) => row.some((cell) => plain(cell) === columns.target));
  const names = (sheet[at] ?? []).map(plain);
  const [targetAt, yearAt] = [names.indexOf(columns.target), names.indexOf(columns.year)];
  if (targetAt < 0 || yearAt < 0) throw planFailure('plan.no_table');
  const units = splitUnits(pack).flatMap(({ id, name }) => {
    const place = names.findIndex((one) => one === plain(name.zh) || one === plain(name.en) || one === id);
    return place < 0 ? [] : [{ id, place }];
  });
  const seen = new Set<string>();
  const read: ReadTable = { cells: [], problems: [] };
  for (const [index, row] of sheet.slice(at + 1).entries()) {
    if (plain(row[targetAt]) === '') continue;
    const stranger = (column: number, message: Message) =>
      read.problems.push({ place: `${columnName(column)}${at + index + 2}`, message });
    const found = findRow(pack, plain(row[targetAt]), plain(row[yearAt]), seen);
    if ('target' in found) readRow(row, units, found, read.cells, stranger);
    else stranger(found.of === 'target' ? targetAt : yearAt, found.message);
  }
  return read;
}

type Found = { readonly target: Target; readonly year: number };

/** Whose row it is; or what is wrong with it, and whether with its target or its year. */
function findRow(
  pack: PlanPack,
  id: string,
  yearText: string,
  seen: Set<string>,
): Found | { readonly of: 'target' | 'year'; readonly message: Message } {
  const target = splittable(pack).find((one) => one.id === id);
  const year = Number(yearText.replace(/年$/, ''));
  if (target === undefined)
    return {
      of: 'target',
      message: { zh: `没有可分解的目标“${id}”`, en: `There is no target “${id}” to be split` },
    };
  if (!planYears(pack).includes(year))
    return {
      of: 'year',
      message: { zh: `“${yearText}”不是计划内的年度`, en: `“${yearText}” is no year of the plan` },
    };
  const key = `${id} ${year}`;
  if (seen.has(key))
    return { of: 'year', message: { zh: `${id} ${year} 年重复`, en: `${id} ${year} stands twice` } };
  seen.add(key);
  return { target, year };
}

function readRow(
  row: readonly RawCell[],
  units: readonly { readonly id: string; readonly place: number }[],
  { target, year }: Found,
  cells: TargetCell[],
  stranger: (column: number, message: Message) => void,
): void {
  for (const { id: unit, place } of units) {
    const text = plain(row[place]);
    if (text === '' || text === '—') continue;
    const value = storedValue(target, text);
    if (value === undefined) stranger(place, { zh: `“${text}”不是数字`, en: `“${text}” is no number` });
    else cells.push({ target: target.id, unit, year, value });
  }
}

function plain(cell: RawCell): string {
  return cell === null || cell === undefined ? '' : String(cell).normalize('NFKC').trim();
}

function storedValue(target: Target, text: string): string | undefined {
  const digits = text.replace(/[,\s%]/g, '');
  if (!/^\d{1,15}(\.\d{1,15})?$/.test(digits)) return undefined;
  return new Decimal(digits).times(writtenIn(target).factor).toDecimalPlaces(12).toFixed();
}

/** `0` is A, `26` is AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
