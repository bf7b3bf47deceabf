import type { RuleFunction, RuleValue, SqlArgument } from './catalogue.ts';
import {
  compareExact,
  divideExact,
  type Exact,
  exactText,
  quotientSql,
  readExact,
  roundExact,
  subtractExact,
} from './decimals.ts';
import { unit, unitOfQuotient } from './units.ts';

const first = { type: 'number', zh: '第一个数', en: 'first number' } as const;
const other = {
  type: 'number',
  zh: '其余的数',
  en: 'other number',
  unitOf: (_: unknown, units: readonly (string | undefined)[]) => units.find((one) => one !== undefined),
} as const;

/** The least or the greatest of up to eight numbers; unknown when one of them is, where PostgreSQL's own would leave it out. */
function extreme(zh: string, en: string, sql: 'least' | 'greatest', sign: 1 | -1): RuleFunction {
  return {
    zh,
    en,
    parameters: [first, { ...other, repeats: 7 }],
    returns: (_, units) => ({ type: 'number', ...unit(units.find((one) => one !== undefined)) }),
    copies: 2,
    sql: (args) => {
      const chosen = `${sql}(${args.map((arg) => arg.sql).join(', ')})`;
      const maybeMissing = args.filter((arg) => arg.literal === undefined);
      if (maybeMissing.length === 0) return chosen;
      return `case num_nulls(${maybeMissing.map((arg) => arg.sql).join(', ')}) when 0 then ${chosen} end`;
    },
    evaluate: (args) =>
      args.reduce((best, value) => (sign * compareExact(exact(value), exact(best)) < 0 ? value : best)),
  };
}

function exact(value: RuleValue | undefined): Exact {
  return readExact(value)!;
}

function text(value: Exact | null): string | null {
  return value === null ? null : exactText(value);
}

const sqlOf = (argument: SqlArgument | undefined): string => argument!.sql;

/**
 * Functions of numbers that any catalogue may include.
 *
 * | written | means |
 * | --- | --- |
 * | `min(a, b, …)`, `max(a, b, …)` | the least, the greatest of up to eight numbers of one unit |
 * | `round2(x)` | rounded to two digits, a half away from zero (四舍五入到分) |
 * | `ratio(a, b)` | a / b, unknown where b is zero |
 * | `growth(now, before)` | now / before − 1, unknown where before is not above zero: a rate from a loss says nothing |
 *
 * @example defineCatalogue({ roots, functions: { ...numberFunctions } })
 */
export const numberFunctions = {
  min: extreme('（{0*}孰低）', 'the lowest of ({0*})', 'least', 1),
  max: extreme('（{0*}孰高）', 'the highest of ({0*})', 'greatest', -1),
  round2: {
    zh: '{0}（四舍五入到两位小数）',
    en: '{0} rounded to two decimals',
    parameters: [first],
    returns: (_, [of]) => ({ type: 'number', ...unit(of) }),
    sql: ([value]) => `round(${sqlOf(value)}, 2)`,
    evaluate: ([value]) => text(roundExact(exact(value), 2)),
  },
  ratio: {
    zh: '{0}与{1}之比',
    en: 'the ratio of {0} to {1}',
    parameters: [first, { type: 'number', zh: '第二个数', en: 'second number' }],
    returns: (_, [left, right]) => ({ type: 'number', ...unit(unitOfQuotient(left, right)) }),
    sql: ([left, right]) => quotientSql(sqlOf(left), sqlOf(right)),
    evaluate: ([left, right]) => text(divideExact(exact(left), exact(right))),
  },
  growth: {
    zh: '{0}比{1}的增长率',
    en: 'the growth of {0} over {1}',
    parameters: [
      { ...first, zh: '本期', en: 'present figure' },
      { ...other, zh: '上期', en: 'earlier figure' },
    ],
    returns: { type: 'number', unit: 'ratio' },
    sql: ([now, before]) => `(${quotientSql(sqlOf(now), `greatest(${sqlOf(before)}, 0)`)} - 1)`,
    evaluate: ([now, before]) => {
      if (compareExact(exact(before), 0) <= 0) return null;
      return text(subtractExact(divideExact(exact(now), exact(before))!, 1));
    },
  },
} as const satisfies Record<string, RuleFunction>;
