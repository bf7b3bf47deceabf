import { dateFunctions, type Row, type RuleFunction, type RuleValue, type SqlArgument } from '@miaopu/rules';
import { designationTitles } from '@miaopu/standards';
import { industryFunctions } from './industry-functions.ts';

const titleParameter = {
  type: 'code',
  literal: true,
  values: designationTitles,
  zh: '称号',
  en: 'title',
} as const;

/** The title is of a closed set (checked before), so its text may stand in SQL; the pattern is a second lock. */
function titleText(argument: SqlArgument | undefined): string {
  const title = String(argument?.literal ?? '');
  if (!/^[a-z_]+$/.test(title)) throw new TypeError(`"${title}" is not a designation title.`);
  return title;
}

function titlesOf(row: Row): Readonly<Record<string, string>> {
  return (row.entity?.titles ?? {}) as Readonly<Record<string, string>>;
}

const holds: RuleFunction = {
  zh: '持有“{0}”',
  en: 'it holds “{0}”',
  not: { zh: '不持有“{0}”', en: 'it does not hold “{0}”' },
  parameters: [titleParameter],
  returns: { type: 'boolean' },
  sql: ([title]) => `((e.titles ->> '${titleText(title)}') is not null)`,
  evaluate: ([title], row) => Object.hasOwn(titlesOf(row), String(title)),
};

const heldSince: RuleFunction = {
  zh: '取得“{0}”的日期',
  en: 'the day since when it holds “{0}”',
  parameters: [titleParameter],
  returns: { type: 'date' },
  sql: ([title]) => `(e.titles ->> '${titleText(title)}')::date`,
  evaluate: ([title], row) => titlesOf(row)[String(title)] ?? null,
};

const addMonthsFunction: RuleFunction = {
  zh: '{0}满{1}个月之日',
  en: '{1} months after {0}',
  parameters: [
    { type: 'date', zh: '日期', en: 'day' },
    { type: 'number', literal: true, zh: '月数', en: 'months' },
  ],
  returns: { type: 'date' },
  sql: ([day, months]) => `(${day!.sql} + interval '${wholeMonths(months!.literal)} months')::date`,
  evaluate: ([day, months]) => addMonths(String(day), wholeMonths(months)),
};

function wholeMonths(months: RuleValue | undefined): number {
  return Math.trunc(Number(months));
}

/**
 * A day some whole months later; a day that the month lacks becomes its last, as PostgreSQL's interval does.
 *
 * @example addMonths('2018-08-31', 6) // '2019-02-28'
 */
export function addMonths(day: string, months: number): string {
  const [y, m, d] = day.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(y, m - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(d, last));
  return first.toISOString().slice(0, 10);
}

/** The functions that formulas may call. */
export const formulaFunctions: Readonly<Record<string, RuleFunction>> = {
  ...dateFunctions,
  ...industryFunctions,
  holds,
  heldSince,
  addMonths: addMonthsFunction,
};
