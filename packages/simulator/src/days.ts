/**
 * Days as whole numbers since 1970-01-01 and instants as whole minutes since then (UTC): what the simulation reckons in.
 * Texts are made only where rows are written, and each day's text is made once.
 */

const DAY_MS = 86_400_000;
const MINUTES = 1440;
const texts = new Map<number, string>();
const years = new Map<number, number>();

/** The day number of `2018-08-01`. */
export function dayOf(text: string): number {
  return Math.round(Date.parse(`${text}T00:00:00Z`) / DAY_MS);
}

export function dateOf(year: number, month: number, day: number): number {
  return Math.round(Date.UTC(year, month - 1, day) / DAY_MS);
}

export function dayText(day: number): string {
  let text = texts.get(day);
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    texts.set(day, text);
  }
  return text;
}

export function yearOf(day: number): number {
  let year = years.get(day);
  if (year === undefined) {
    year = new Date(day * DAY_MS).getUTCFullYear();
    years.set(day, year);
  }
  return year;
}

/** `2018Q3` of a day. */
export function quarterText(day: number): string {
  return `${yearOf(day)}Q${quarterOf(day)}`;
}

export function quarterOf(day: number): number {
  return Math.floor(new Date(day * DAY_MS).getUTCMonth() / 3) + 1;
}

/** First day of a quarter; quarter 5 is the first of the next year. */
export function quarterStart(year: number, quarter: number): number {
  return dateOf(year, 3 * quarter - 2, 1);
}

export function daysIn(year: number): number {
  return dateOf(year + 1, 1, 1) - dateOf(year, 1, 1);
}

/** The Monday after, when the day falls on a weekend: offices record on working days. */
export function officeDay(day: number): number {
  const weekday = (day + 3) % 7; // 1970-01-01 was a Thursday; 0 is Monday
  return weekday < 5 ? day : day + 7 - weekday;
}

/** An instant (in minutes) on the given day, `minute` minutes after nine in the morning in Shanghai (UTC+8). */
export function instantOn(day: number, minute: number): number {
  return day * MINUTES + 60 + minute;
}

/** The instant (in minutes) at which a day ends in Shanghai. */
export function endOfDay(day: number): number {
  return (day + 1) * MINUTES - 480;
}

/** `2018-08-03T02:05:00Z` */
export function instantText(instant: number): string {
  const day = Math.floor(instant / MINUTES);
  const minute = instant - day * MINUTES;
  const hours = Math.floor(minute / 60);
  return `${dayText(day)}T${two(hours)}:${two(minute - 60 * hours)}:00Z`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** A day some months later; a day that the month lacks becomes its last (2018-01-31 and one month: 2018-02-28). */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Math.round(Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY_MS);
}
