export { dayInWords, instantInWords, periodInWords } from './words.ts';

/** The only source of the present: everything else takes days and instants as parameters. */
export type Clock = {
  now(): Date;
  /** The calendar day in China, `2018-08-01`. */
  today(): string;
};

const chinaDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The calendar day in China of an instant. */
export function dayInChina(instant: Date): string {
  return chinaDay.format(instant);
}

export const systemClock: Clock = {
  now: () => new Date(),
  today: () => dayInChina(new Date()),
};

/** A clock that stands still, for commands that work "as of" an instant and for tests. */
export function fixedClock(instant: Date): Clock {
  return { now: () => new Date(instant), today: () => dayInChina(instant) };
}
