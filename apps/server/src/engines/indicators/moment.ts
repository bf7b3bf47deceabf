/** The plan's days that a measure is counted against. */
export type PlanDays = {
  readonly start: string;
  readonly end: string;
  /** The day whose stock is the base (A2). */
  readonly base: string;
};

/** As of a day, as known on an instant: counting again with the same moment gives the same numbers. */
export type Moment = {
  readonly district: string;
  readonly plan: PlanDays;
  readonly asOf: string;
  readonly knownOn: string;
};

/** The quarter of a day. @example quarterOf('2018-08-01') // '2018Q3' */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

const lastDays = ['03-31', '06-30', '09-30', '12-31'] as const;

/** The last day of a quarter or a year. @example lastDayOf('2018Q3') // '2018-09-30' */
export function lastDayOf(period: string): string {
  const quarter = period[5] === undefined ? 4 : Number(period[5]);
  return `${period.slice(0, 4)}-${lastDays[quarter - 1]}`;
}

/** The quarters from a day's to another's, both included. */
export function quartersBetween(from: string, to: string): string[] {
  const quarters: string[] = [];
  let [year, quarter] = [Number(from.slice(0, 4)), Number(quarterOf(from)[5])];
  for (;;) {
    const period = `${year}Q${quarter}`;
    if (period > quarterOf(to)) return quarters;
    quarters.push(period);
    [year, quarter] = quarter === 4 ? [year + 1, 1] : [year, quarter + 1];
  }
}

/** The years that are over on a day, from the plan's first. */
export function completeYears({ plan, asOf }: Pick<Moment, 'plan' | 'asOf'>): string[] {
  const years: string[] = [];
  for (
    let year = Number(plan.start.slice(0, 4));
    `${year}-12-31` <= asOf && `${year}-12-31` <= plan.end;
    year++
  )
    years.push(String(year));
  return years;
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

/** How much of a stretch of days is over on a day (序时进度), from 0 to 1; the last day counts as over. */
export function elapsedShare(start: string, end: string, asOf: string): number {
  const share = (dayNumber(asOf) - dayNumber(start) + 1) / (dayNumber(end) - dayNumber(start) + 1);
  return Math.min(1, Math.max(0, share));
}

/**
 * Years from one day to another in whole and broken months, so that from one year's end to another's is a whole number.
 *
 * @example yearsBetween('2017-12-31', '2020-12-31') // 3
 */
export function yearsBetween(from: string, to: string): number {
  const months = (day: string) => {
    const [year, month, date] = day.split('-').map(Number) as [number, number, number];
    return year * 12 + month + date / new Date(Date.UTC(year, month, 0)).getUTCDate();
  };
  return (months(to) - months(from)) / 12;
}
