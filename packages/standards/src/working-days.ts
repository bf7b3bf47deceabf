import data from './data/working-days.json' with { type: 'json' };
import { requireDay } from './dated.ts';
import { type Certainty, StandardsError } from './message.ts';

const DAY_MS = 86_400_000;

/** The years whose calendar is held, with the notice it comes from and how sure it is. */
export const workingDayYears: readonly { year: number; document: string; certainty: Certainty }[] =
  Object.entries(data.years).map(([year, { document, certainty }]) => ({
    year: Number(year),
    document,
    certainty: certainty as Certainty,
  }));

/** Days that differ from their day of the week, true for working. Per year, filled at the first use. */
const exceptions = new Map<number, Map<string, boolean>>();

function exceptionsOf(year: number): Map<string, boolean> {
  const known = exceptions.get(year);
  if (known) return known;
  const row = (data.years as Record<string, { off: string; work: string }>)[String(year)];
  if (!row) throw outside(year);
  const days = new Map<string, boolean>();
  for (const [text, working] of [
    [row.off, false],
    [row.work, true],
  ] as const) {
    for (const range of text.split(' ')) {
      const [from, to = from] = range.split('..') as [string, string?];
      const end = Date.parse(`${year}-${to}`);
      for (let at = Date.parse(`${year}-${from}`); at <= end; at += DAY_MS) days.set(dayText(at), working);
    }
  }
  exceptions.set(year, days);
  return days;
}

function outside(year: number): StandardsError {
  const [first, last] = [workingDayYears[0]!.year, workingDayYears.at(-1)!.year];
  return new StandardsError('calendar_year', {
    zh: `没有 ${year} 年的节假日安排(现有 ${first} 至 ${last} 年),请先补充 working-days.json。`,
    en: `The holidays of ${year} are not held (${first} to ${last} are): add them to working-days.json first.`,
  });
}

function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/**
 * Whether a day is a working day in China, holidays and made-up days included.
 * @throws StandardsError `bad_day`, or `calendar_year` outside 2018 to 2026
 * @example isWorkingDay('2018-02-11') // true: a Sunday worked for the Spring Festival
 */
export function isWorkingDay(day: string): boolean {
  return isWorkingTime(Date.parse(requireDay(day)));
}

function isWorkingTime(at: number): boolean {
  const date = new Date(at);
  const exception = exceptionsOf(date.getUTCFullYear()).get(dayText(at));
  const weekday = date.getUTCDay();
  return exception ?? (weekday !== 0 && weekday !== 6);
}

/**
 * The day that is `count` working days after a day, which itself does not count: a deadline of five working days from
 * Monday is the next Monday. Negative counts go back; zero gives the day itself.
 * @throws StandardsError as `isWorkingDay`
 */
export function addWorkingDays(day: string, count: number): string {
  let at = Date.parse(requireDay(day));
  const step = count < 0 ? -DAY_MS : DAY_MS;
  for (let left = Math.abs(Math.trunc(count)); left > 0; ) {
    at += step;
    if (isWorkingTime(at)) left--;
  }
  return dayText(at);
}

/**
 * Working days after `from` up to and including `to`, so that `addWorkingDays(from, n)` is `n` away; negative when `to`
 * is earlier.
 * @throws StandardsError as `isWorkingDay`
 */
export function workingDaysBetween(from: string, to: string): number {
  const [start, end] = [Date.parse(requireDay(from)), Date.parse(requireDay(to))];
  if (end < start) return -countBetween(end - DAY_MS, start - DAY_MS);
  return countBetween(start, end);
}

function countBetween(start: number, end: number): number {
  let count = 0;
  for (let at = start + DAY_MS; at <= end; at += DAY_MS) if (isWorkingTime(at)) count++;
  return count;
}
