import type { Parameter, RuleFunction, SqlTools } from '@miaopu/rules';
import { isWorkingDay, workingDayYears } from '@miaopu/standards';

const MAX_COUNT = 1_000;

const before = `${workingDayYears[0]!.year - 1}-12-31`;
const after = `${workingDayYears.at(-1)!.year + 1}-01-01`;

let marks: readonly string[] | undefined;

/**
 * The day before the calendar, each of its working days, and the day after it: the place of a day among them is how many working
 * days have passed, which PostgreSQL finds by bisection.
 */
function calendarMarks(): readonly string[] {
  if (marks !== undefined) return marks;
  const found = [before];
  for (let day = shifted(before, 1); day < after; day = shifted(day, 1))
    if (isWorkingDay(day)) found.push(day);
  marks = [...found, after];
  return marks;
}

function shifted(day: string, step: 1 | -1): string {
  return new Date(Date.parse(day) + step * 86_400_000).toISOString().slice(0, 10);
}

/** The place of a day in the calendar, from 1 on; undefined outside it. */
function placeOf(day: string): number | undefined {
  const all = calendarMarks();
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low === 0 || low === all.length ? undefined : low;
}

/** The same in SQL, null outside the calendar. */
function placeSql(day: string, { parameter }: SqlTools): string {
  const all = calendarMarks();
  return `nullif(nullif(width_bucket(${day}, ${parameter(all, 'date[]')}), 0), ${all.length})`;
}

const countParameter: Parameter = {
  type: 'number',
  literal: true,
  zh: '工作日数',
  en: 'number of working days',
  problem: (literal) =>
    Number.isInteger(Number(literal)) && Number(literal) >= 1 && Number(literal) <= MAX_COUNT
      ? undefined
      : {
          zh: `工作日数应是 1 至 ${MAX_COUNT} 的整数`,
          en: `Write a whole number of working days from 1 to ${MAX_COUNT}`,
        },
};

/**
 * Functions of the working days of China (the State Council's yearly notices). A day outside the years whose calendar is held
 * gives unknown, as does a deadline that leaves them.
 *
 * `addWorkingDays(d, 5)`: the fifth working day after `d`, which itself does not count.
 * `workingDaysBetween(a, b)`: working days after `a` up to and including `b`; counted back likewise, negative, where `b` is earlier.
 */
export const workingDayFunctions = {
  addWorkingDays: {
    zh: '{0}后第{1}个工作日',
    en: 'working day {1} after {0}',
    parameters: [{ type: 'date', zh: '日期', en: 'date' }, countParameter],
    returns: { type: 'date' },
    sql: ([day, count], tools) => {
      const calendar = tools.parameter(calendarMarks(), 'date[]');
      return `nullif((${calendar})[${placeSql(day!.sql, tools)} + ${Number(count!.literal)}], '${after}'::date)`;
    },
    evaluate: ([day, count]) => {
      const place = placeOf(String(day));
      const due = place === undefined ? undefined : calendarMarks()[place - 1 + Number(count)];
      return due === undefined || due === after ? null : due;
    },
  },
  workingDaysBetween: {
    zh: '{0}至{1}的工作日数',
    en: 'the working days from {0} to {1}',
    parameters: [
      { type: 'date', zh: '起始日', en: 'first day' },
      { type: 'date', zh: '截止日', en: 'last day' },
    ],
    returns: { type: 'number', unit: 'working_day' },
    copies: 3,
    // Counted back, the earlier day counts and the later one does not: both move a day.
    sql: ([from, to], tools) => {
      const place = (day: string) => placeSql(`${day} - (${to!.sql} < ${from!.sql})::int`, tools);
      return `(${place(to!.sql)} - ${place(from!.sql)})`;
    },
    evaluate: ([from, to]) => {
      const back = to! < from!;
      const [start, end] = [from, to].map((day) => placeOf(back ? shifted(String(day), -1) : String(day)));
      return start === undefined || end === undefined ? null : end - start;
    },
  },
} as const satisfies Record<string, RuleFunction>;
