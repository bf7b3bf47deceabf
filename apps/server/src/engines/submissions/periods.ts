import type { ReportPhase, ReportTiming, SubmissionState } from '@miaopu/contract';
import type { Form, PlanPack } from '@miaopu/plan';
import { addWorkingDays, StandardsError, workingDaysBetween } from '@miaopu/standards';
import { dayInChina } from '../../platform/clock/index.ts';

const monthsOf = { month: 1, quarter: 3, year: 12 } as const satisfies Record<Form['every'], number>;
const oneDay = 86_400_000;

/**
 * A form's periods within the plan that it is asked for, the earliest first.
 *
 * @example periodsOf(plan, { every: 'quarter', asked_from: '2018-08-01' })[0] // '2018Q3'
 */
export function periodsOf(
  { period }: Pick<PlanPack['plan'], 'period'>,
  {
    every,
    asked_from = period.start,
    asked_until = period.end,
  }: Pick<Form, 'every' | 'asked_from' | 'asked_until'>,
): string[] {
  const [first, last] = [period.start, period.end].map((day) => Number(day.slice(0, 4))) as [number, number];
  const count = 12 / monthsOf[every];
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
    .flatMap((year) => Array.from({ length: count }, (_, index) => nameOf(year, every, index + 1)))
    .filter((name) => lastDayOf(name) >= asked_from && lastDayOf(name) <= asked_until);
}

function nameOf(year: string, every: Form['every'], number: number): string {
  if (every === 'year') return year;
  return every === 'quarter' ? `${year}Q${number}` : `${year}-${String(number).padStart(2, '0')}`;
}

/** The last day of a month, quarter or year. @example lastDayOf('2018Q3') // '2018-09-30' */
export function lastDayOf(period: string): string {
  const year = Number(period.slice(0, 4));
  const months = period[4] === 'Q' ? Number(period[5]) * 3 : period[4] === '-' ? Number(period.slice(5)) : 12;
  return dayText(Date.UTC(year, months, 0));
}

function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** So many working days after a day; Mondays to Fridays where the calendar of that year is not published yet. */
function workingDayAfter(day: string, count: number): string {
  try {
    return addWorkingDays(day, count);
  } catch (error) {
    if (!(error instanceof StandardsError)) throw error;
  }
  let at = Date.parse(day);
  const step = count < 0 ? -oneDay : oneDay;
  for (let left = Math.abs(count); left > 0; ) {
    at += step;
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return dayText(at);
}

export type ReportDays = {
  readonly opens: string;
  readonly due: string;
  readonly graceUntil: string;
  /** Approved figures are locked from the day after. */
  readonly locks: string;
  /** When those are reminded who have not submitted. */
  readonly reminders: readonly string[];
};

const known = new Map<string, ReportDays>();

/** A form's days for a period. */
export function daysOf({ opens, due, grace, locks, remind }: Form['dates'], period: string): ReportDays {
  const key = [period, opens, due, grace, locks, ...remind].join(' ');
  const before = known.get(key);
  if (before !== undefined) return before;
  const end = lastDayOf(period);
  const days = {
    opens: workingDayAfter(end, opens),
    due: workingDayAfter(end, due),
    graceUntil: workingDayAfter(end, due + grace),
    locks: workingDayAfter(end, locks),
    reminders: remind.map((before) => workingDayAfter(end, due - before)),
  };
  known.set(key, days);
  return days;
}

const onItsWay: ReadonlySet<SubmissionState> = new Set(['submitted', 'approved', 'locked']);

function phaseOf({ opens, due, graceUntil }: ReportDays, state: SubmissionState, today: string): ReportPhase {
  if (onItsWay.has(state)) return 'done';
  // it was there in time; that it came back is not lateness
  if (state === 'returned' || state === 'reopened') return 'open';
  if (today < opens) return 'ahead';
  if (today <= due) return 'open';
  return today <= graceUntil ? 'grace' : 'late';
}

/** A day's distances to the due days, which many submissions share: they are walked day by day. */
let distances: { readonly from: string; readonly to: Map<string, number | null> } = {
  from: '',
  to: new Map(),
};

function workingDaysLeft(today: string, due: string): number | null {
  if (distances.from !== today) distances = { from: today, to: new Map() };
  const before = distances.to.get(due);
  if (before !== undefined) return before;
  const left = workingDaysOrNull(today, due);
  distances.to.set(due, left);
  return left;
}

function workingDaysOrNull(today: string, due: string): number | null {
  try {
    return workingDaysBetween(today, due);
  } catch (error) {
    if (error instanceof StandardsError) return null;
    throw error;
  }
}

/** How a submission stands against its form's days. */
export function timingOf(
  days: ReportDays,
  {
    state,
    firstAt,
    today,
  }: { readonly state: SubmissionState; readonly firstAt: string | null; readonly today: string },
): ReportTiming {
  const { opens, due, graceUntil } = days;
  return {
    opens,
    due,
    graceUntil,
    phase: phaseOf(days, state, today),
    workingDaysLeft: workingDaysLeft(today, due),
    wasLate: firstAt !== null && dayInChina(new Date(firstAt)) > graceUntil,
  };
}
