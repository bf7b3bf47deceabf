import {
  dateFunctions,
  numberFunctions,
  type Row,
  type RuleFunction,
  type SqlArgument,
  scaleFunctions,
} from '@miaopu/rules';
import { heldTitles } from '@miaopu/standards';
import { industryFunctions } from './industry-functions.ts';
import { workingDayFunctions } from './working-day-functions.ts';

const titleParameter = {
  type: 'code',
  literal: true,
  values: heldTitles,
  zh: '称号',
  en: 'title',
} as const;

/** The title is of a closed set (checked before), so its text may stand in SQL; the pattern is a second lock. */
function titleText(argument: SqlArgument | undefined): string {
  const title = String(argument?.literal ?? '');
  if (!/^[a-z0-9_]+(\/[A-Z]+)?$/.test(title)) throw new TypeError(`"${title}" is not a designation title.`);
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
  sql: ([title]) => `(e.titles ? '${titleText(title)}')`,
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

/** The functions that formulas may call; policies have `consecutive` too, which needs figures of several periods. */
export const formulaFunctions: Readonly<Record<string, RuleFunction>> = {
  ...dateFunctions,
  ...workingDayFunctions,
  ...numberFunctions,
  ...scaleFunctions,
  ...industryFunctions,
  holds,
  heldSince,
};
