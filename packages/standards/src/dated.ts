import { type Message, StandardsError } from './message.ts';

/** Anything that holds from a day to a day, both inclusive; null is open. Days are ISO texts, which sort as days. */
export interface Dated {
  from: string;
  until: string | null;
}

/** Refuses what is not a day of the calendar written as 2018-12-31. */
export function requireDay(day: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)) return day;
  throw new StandardsError('bad_day', badDay(day));
}

function badDay(day: string): Message {
  return {
    zh: `“${day}”不是有效日期,请写成 2018-12-31。`,
    en: `“${day}” is not a day: write it as 2018-12-31.`,
  };
}

/** The entry in force on a day; undefined when none was. */
export function inForce<T extends Dated>(entries: readonly T[], day: string): T | undefined {
  return entries.find((entry) => entry.from <= day && (entry.until === null || day <= entry.until));
}
