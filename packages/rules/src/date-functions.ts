import type { Parameter, RuleFunction, RuleValue } from './catalogue.ts';
import { dayNumber, daysInMonth } from './dates.ts';

const day: Parameter = { type: 'date', zh: '日期', en: 'date' };
const from: Parameter = { type: 'date', zh: '起始日', en: 'first day' };
const to: Parameter = { type: 'date', zh: '截止日', en: 'last day' };

const MAX_MONTHS = 12_000;
const monthsParameter: Parameter = {
  type: 'number',
  literal: true,
  zh: '月数',
  en: 'number of months',
  problem: (literal) =>
    Number.isInteger(Number(literal)) && Math.abs(Number(literal)) <= MAX_MONTHS
      ? undefined
      : {
          zh: `月数应是整数，最多 ${MAX_MONTHS}`,
          en: `The number of months must be whole and at most ${MAX_MONTHS}`,
        },
  words: {
    zh: (months) => (months.startsWith('-') ? `前${months.slice(1)}个月` : `满${months}个月`),
    en: (months) => (months.startsWith('-') ? `${months.slice(1)} months before` : `${months} months after`),
  },
};

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function partsOf(date: RuleValue | undefined): Parts {
  const text = String(date);
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8)) };
}

/**
 * A day some whole months later; a day that the month lacks becomes its last, as 民法典 第二百零二条 counts months and as
 * PostgreSQL's interval does. null outside the years 1 to 9999.
 *
 * @example addMonths('2018-08-31', 6) // '2019-02-28'
 */
export function addMonths(date: string, months: number): string | null {
  const { year, month, day: of } = partsOf(date);
  const count = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  if (toYear < 1 || toYear > 9999) return null;
  const digits = (value: number, length: number): string => String(value).padStart(length, '0');
  return `${digits(toYear, 4)}-${digits(toMonth, 2)}-${digits(Math.min(of, daysInMonth(toYear, toMonth)), 2)}`;
}

/** Months completed from one day to another: the greatest number that `addMonths` may add without passing it. */
function monthsBetween(first: RuleValue | undefined, last: RuleValue | undefined): number {
  const [start, end] = [partsOf(first), partsOf(last)];
  const completed = end.day >= Math.min(start.day, daysInMonth(end.year, end.month));
  return (end.year - start.year) * 12 + end.month - start.month - (completed ? 0 : 1);
}

// A month is completed on its last day too, which is the one whose next day is a first.
function monthsBetweenSql(first: string, last: string): string {
  const part = (name: string, date: string): string => `extract(${name} from ${date})`;
  const months = `(${part('year', last)} - ${part('year', first)}) * 12 + ${part('month', last)} - ${part('month', first)}`;
  return `(${months} - (${part('day', first)} > ${part('day', last)} and ${part('day', `${last} + 1`)} <> 1)::int)`;
}

/** A date that may have left the years 1 to 9999, beyond which it is unknown. */
function withinCalendar(date: string, months: number): string {
  if (months === 0) return date;
  const [bound, beyond] =
    months > 0 ? ['least', "'10000-01-01'::date"] : ['greatest', "'0001-12-31 BC'::date"];
  return `nullif(${bound}(${date}, ${beyond}), ${beyond})`;
}

/**
 * Functions of dates that any catalogue may include.
 *
 * | written | means |
 * | --- | --- |
 * | `year(d)`, `month(d)` | its year, its month (1 to 12) |
 * | `addMonths(d, 12)` | the day some whole months later, or earlier |
 * | `daysBetween(a, b)` | days from `a` to `b`; negative where `b` is earlier |
 * | `monthsBetween(a, b)`, `yearsBetween(a, b)` | whole months or years completed on `b` since `a`, a month's last day completing it: the greatest number whose `addMonths` is not after `b`, so below zero where `b` is earlier |
 *
 * @example defineCatalogue({ roots, functions: { ...dateFunctions } })
 */
export const dateFunctions = {
  year: {
    zh: '{0}的年份',
    en: 'the year of {0}',
    parameters: [day],
    returns: { type: 'number' },
    sql: ([date]) => `extract(year from ${date!.sql})`,
    evaluate: ([date]) => partsOf(date).year,
  },
  month: {
    zh: '{0}的月份',
    en: 'the month of {0}',
    parameters: [day],
    returns: { type: 'number' },
    sql: ([date]) => `extract(month from ${date!.sql})`,
    evaluate: ([date]) => partsOf(date).month,
  },
  addMonths: {
    zh: '{0}{1}之日',
    en: '{1} {0}',
    parameters: [day, monthsParameter],
    returns: { type: 'date' },
    sql: ([date, months]) => {
      const count = Number(months!.literal);
      return withinCalendar(`(${date!.sql} + interval '${count} months')::date`, count);
    },
    evaluate: ([date, months]) => addMonths(String(date), Number(months)),
  },
  daysBetween: {
    zh: '{0}至{1}的天数',
    en: 'the days from {0} to {1}',
    parameters: [from, to],
    returns: { type: 'number', unit: 'day' },
    sql: ([first, last]) => `(${last!.sql} - ${first!.sql})`,
    evaluate: ([first, last]) => dayNumber(String(last)) - dayNumber(String(first)),
  },
  monthsBetween: {
    zh: '{0}至{1}的满月数',
    en: 'the whole months from {0} to {1}',
    parameters: [from, to],
    returns: { type: 'number', unit: 'month' },
    copies: 4,
    sql: ([first, last]) => monthsBetweenSql(first!.sql, last!.sql),
    evaluate: ([first, last]) => monthsBetween(first, last),
  },
  yearsBetween: {
    zh: '{0}至{1}的满年数',
    en: 'the whole years from {0} to {1}',
    parameters: [from, to],
    returns: { type: 'number', unit: 'year' },
    copies: 4,
    sql: ([first, last]) => `floor(${monthsBetweenSql(first!.sql, last!.sql)} / 12)`,
    evaluate: ([first, last]) => Math.floor(monthsBetween(first, last) / 12),
  },
} as const satisfies Record<string, RuleFunction>;
