import type { Message } from './message.ts';
import { isMissingText } from './missing.ts';

/** How exactly the text said it. A month is kept as its first day, a year as 1 January. */
export type DatePrecision = 'day' | 'month' | 'year';

export type DateReason = 'not_a_date' | 'no_such_day' | 'ambiguous' | 'serial_range';

export type DateResult =
  | { kind: 'date'; date: string; precision: DatePrecision; assumed?: 'century' | 'serial' }
  | { kind: 'missing' }
  | { kind: 'problem'; reason: DateReason; message: Message };

export interface DateOptions {
  /** Base of Excel day numbers: 1900 (Windows, the default), 1904 (old Mac files), or none to refuse them. */
  serial?: '1900' | '1904' | 'none';
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)$/;
const SEPARATED = /^(\d{4}|\d{2})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月?)$/;
const YEAR_LAST = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})?$/;
const YEAR_ONLY = /^(\d{4})年?$/;
const SERIAL = /^(\d{5})(?:\.\d+)?$/;
const TIME_OF_DAY = /[T日]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;
const DAY_MS = 86_400_000;

/** Serials outside 1927-05-18 to 2118-12-31 are rather some other five-digit number. */
const SERIAL_MIN = 10_000;
const SERIAL_MAX = 79_999;

/**
 * Reads a date as offices write it: 2018.8.1, 2018-8, 2018年8月1日, 20180801, 201808, 2018, 18/8/1 (year first),
 * 2018-08-01 00:00:00, and Excel's day number 43313. A two-digit year below 50 is taken as 20xx, else 19xx, and says so.
 *
 * @example parseDate('2018年8月') // { kind: 'date', date: '2018-08-01', precision: 'month' }
 */
export function parseDate(text: string, options: DateOptions = {}): DateResult {
  const iso = ISO.exec(text);
  if (iso) return dateOf(text, Number(iso[1]), Number(iso[2]), Number(iso[3]));
  if (isMissingText(text)) return { kind: 'missing' };
  if (text.length > 40) return problem('not_a_date', text);
  const plain = stripTime(text.normalize('NFKC').trim());
  return (
    separated(plain, text) ??
    yearLast(plain, text) ??
    compact(plain, text) ??
    serial(plain, text, options.serial ?? '1900') ??
    problem('not_a_date', text)
  );
}

function stripTime(text: string): string {
  const time = TIME_OF_DAY.exec(text);
  const date = time === null ? text : text.slice(0, time.index + (time[0].startsWith('日') ? 1 : 0));
  return date.replace(/\s+/g, '').replace(/(\d)号$/, '$1日');
}

function separated(plain: string, text: string): DateResult | undefined {
  const match = SEPARATED.exec(plain);
  if (!match) return undefined;
  const short = match[1]!.length === 2;
  if (short && match[3] === undefined && !plain.includes('年')) return problem('ambiguous', text);
  const year = short ? fullYear(Number(match[1])) : Number(match[1]);
  const result = dateOf(text, year, Number(match[2]), match[3] === undefined ? undefined : Number(match[3]));
  return short && result.kind === 'date' ? { ...result, assumed: 'century' } : result;
}

/** 8/1/2018 may be January or August: only a number above twelve decides. */
function yearLast(plain: string, text: string): DateResult | undefined {
  const match = YEAR_LAST.exec(plain);
  if (!match) return undefined;
  const [first, second, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (first > 12) return dateOf(text, year, second, first);
  if (second > 12 || first === second) return dateOf(text, year, first, second);
  return problem('ambiguous', text);
}

function compact(plain: string, text: string): DateResult | undefined {
  const only = YEAR_ONLY.exec(plain);
  if (only) {
    const year = Number(only[1]);
    if (year < 1800 || year > 2200) return problem('not_a_date', text);
    return { kind: 'date', date: `${only[1]}-01-01`, precision: 'year' };
  }
  const match = COMPACT.exec(plain);
  if (!match) return undefined;
  return dateOf(
    text,
    Number(match[1]),
    Number(match[2]),
    match[3] === undefined ? undefined : Number(match[3]),
  );
}

/** Excel counts from 1899-12-30 (its 1900 is a leap year by mistake, so this holds from March 1900) or from 1904-01-01. */
function serial(plain: string, text: string, base: '1900' | '1904' | 'none'): DateResult | undefined {
  const match = SERIAL.exec(plain);
  if (!match || base === 'none') return undefined;
  const days = Number(match[1]);
  if (days < SERIAL_MIN || days > SERIAL_MAX) return problem('serial_range', text);
  const start = base === '1900' ? Date.UTC(1899, 11, 30) : Date.UTC(1904, 0, 1);
  const date = new Date(start + days * DAY_MS).toISOString().slice(0, 10);
  return { kind: 'date', date, precision: 'day', assumed: 'serial' };
}

function fullYear(short: number): number {
  return short < 50 ? 2000 + short : 1900 + short;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function dateOf(text: string, year: number, month: number, day: number | undefined): DateResult {
  if (year < 1800 || year > 2200 || month < 1 || month > 12) return problem('no_such_day', text);
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day !== undefined && (day < 1 || day > MONTH_DAYS[month - 1]! + (leap ? 1 : 0)))
    return problem('no_such_day', text);
  const date = `${year}-${pad(month)}-${pad(day ?? 1)}`;
  return { kind: 'date', date, precision: day === undefined ? 'month' : 'day' };
}

function pad(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

const PROBLEMS: Readonly<Record<DateReason, (text: string) => Message>> = {
  not_a_date: (text) => ({
    zh: `“${text.slice(0, 40)}”不是日期,请写成 2018-08-01。`,
    en: `“${text.slice(0, 40)}” is not a date: write it as 2018-08-01.`,
  }),
  no_such_day: (text) => ({
    zh: `没有“${text}”这一天,请核对年月日。`,
    en: `There is no such day as “${text}”: check year, month and day.`,
  }),
  ambiguous: (text) => ({
    zh: `“${text}”可作两种理解,请写成 2018-08-01。`,
    en: `“${text}” can be read in two ways: write it as 2018-08-01.`,
  }),
  serial_range: (text) => ({
    zh: `“${text}”不像 Excel 日期序号,请写成 2018-08-01。`,
    en: `“${text}” is not a likely Excel day number: write the date as 2018-08-01.`,
  }),
};

function problem(reason: DateReason, text: string): DateResult {
  return { kind: 'problem', reason, message: PROBLEMS[reason](text) };
}
