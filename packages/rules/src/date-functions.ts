import type { RuleFunction } from './catalogue.ts';

/**
 * Functions of dates that any catalogue may include: `year(d)` and `month(d)` (1 to 12).
 *
 * @example defineCatalogue({ roots, functions: { ...dateFunctions } })
 */
export const dateFunctions = {
  year: {
    zh: '{0}的年份',
    en: 'the year of {0}',
    parameters: [{ type: 'date', zh: '日期', en: 'date' }],
    returns: { type: 'number' },
    sql: ([date]) => `extract(year from ${date!.sql})`,
    evaluate: ([date]) => Number(String(date).slice(0, 4)),
  },
  month: {
    zh: '{0}的月份',
    en: 'the month of {0}',
    parameters: [{ type: 'date', zh: '日期', en: 'date' }],
    returns: { type: 'number' },
    sql: ([date]) => `extract(month from ${date!.sql})`,
    evaluate: ([date]) => Number(String(date).slice(5, 7)),
  },
} as const satisfies Record<string, RuleFunction>;
