import type { Clock } from '../../platform/clock/index.ts';
import { asSystem, type Db } from '../../platform/db/index.ts';
import type { Message } from '../../platform/errors/index.ts';
import { keptLately } from '../../platform/lately/index.ts';
import { newestYear } from '../registry/index.ts';

/** The day that a question without a day is about, and why where it is not today. */
export type PresentDay = { readonly day: string; readonly because: Message };

// The newest year changes once a year; a minute's old answer is a right one.
const minute = 60_000;
const readLately = keptLately<object, PresentDay>(8);

/**
 * Today; but where the district's newest yearly figures are older than last year's, the last day of their year: of a day whose figures
 * nobody has, everything would be unknown.
 */
export async function presentDay(db: Db, district: string, clock: Clock): Promise<PresentDay> {
  const today = clock.today();
  return readLately(db.pool, `${district} ${today} ${Math.floor(performance.now() / minute)}`, async () =>
    dayFor(today, await asSystem(() => newestYear(db, district, Number(today.slice(0, 4))))),
  );
}

/** @example dayFor('2026-11-25', 2020).day // '2020-12-31' */
export function dayFor(today: string, newest: number | undefined): PresentDay {
  if (newest === undefined || newest >= Number(today.slice(0, 4)) - 1)
    return { day: today, because: { zh: `按今天(${today})的政策和数据`, en: `As of today, ${today}` } };
  return {
    day: `${newest}-12-31`,
    because: {
      zh: `全区最新的年度数据是${newest}年的,所以按${newest}年12月31日的政策和数据`,
      en: `The district’s newest yearly figures are those of ${newest}, so everything is as of 31 December ${newest}`,
    },
  };
}
