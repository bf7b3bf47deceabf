import { compareNumbers, type Parameter, type Row, type RuleFunction, type RuleValue } from '@miaopu/rules';
import { factFields } from '@miaopu/standards';

const MAX_PERIODS = 12;

const kinds = {
  quarter: { zh: '季度', en: 'quarters' },
  year: { zh: '年', en: 'years' },
} as const;

const operators = {
  '>=': { zh: '不低于', en: 'at least', holds: (order: number) => order >= 0 },
  '>': { zh: '高于', en: 'more than', holds: (order: number) => order > 0 },
  '<=': { zh: '不高于', en: 'at most', holds: (order: number) => order <= 0 },
  '<': { zh: '低于', en: 'less than', holds: (order: number) => order < 0 },
} as const;

type Operator = keyof typeof operators;

const limitParameter: Parameter = {
  type: 'number',
  zh: '界限',
  en: 'limit',
  unitOf: ([fact]) => factFields[fact as keyof typeof factFields]?.unit,
};

const countParameter: Parameter = {
  type: 'number',
  literal: true,
  zh: '期数',
  en: 'number of periods',
  problem: (literal) =>
    Number.isInteger(Number(literal)) && Number(literal) >= 1 && Number(literal) <= MAX_PERIODS
      ? undefined
      : {
          zh: `期数应是 1 至 ${MAX_PERIODS} 的整数`,
          en: `Write a whole number of periods from 1 to ${MAX_PERIODS}`,
        },
};

/** The periods that end with the last complete one on a day, latest first: `2018Q4`, `2018Q3` …, or `2018`, `2017` …. */
function periodsUpTo(kind: string, day: string, count: number): string[] {
  // The day after a period's last day is the next one's first.
  const next = new Date(Date.parse(day) + 86_400_000);
  const year = next.getUTCFullYear();
  if (kind === 'year') return Array.from({ length: count }, (_, back) => String(year - 1 - back));
  const complete = year * 4 + Math.floor(next.getUTCMonth() / 3) - 1;
  return Array.from({ length: count }, (_, back) => {
    const quarter = complete - back;
    return `${Math.floor(quarter / 4)}Q${(quarter % 4) + 1}`;
  });
}

/** The day that says which periods are meant: quarters run up to the day asked, years up to the year of the figures. */
function lastDay(kind: string, binding: (path: string) => RuleValue | null): string | null {
  return binding(kind === 'year' ? 'year.end' : 'asOf') as string | null;
}

/**
 * `consecutive("revenue", "quarter", ">=", 300000, 4)`: whether a figure held a limit in each of the last periods, 1 to 12 of them.
 * A period that certainly fails makes it false; else a period without a figure makes it unknown.
 *
 * It reads `e.figures`, a jsonb of fact → period (`2018Q1`, `2018`) → figure, and `entity.figures` of a row likewise; and the
 * bindings `asOf` (the last complete quarter is the last of its quarters) and `year.end`.
 */
export const consecutive: RuleFunction = {
  zh: '最近连续{4}个{1}{0}均{2}{3}',
  en: '{0} was {2} {3} in each of the last {4} {1}',
  parameters: [
    { type: 'code', literal: true, values: factFields, zh: '指标', en: 'figure' },
    { type: 'code', literal: true, values: kinds, zh: '期间', en: 'kind of period' },
    { type: 'code', literal: true, values: operators, zh: '比较', en: 'comparison' },
    limitParameter,
    countParameter,
  ],
  returns: { type: 'boolean' },
  bindings: ['asOf', 'year.end'],
  copies: MAX_PERIODS,
  sql: ([fact, kind, operator, limit, count], { binding, parameter }) => {
    const day = lastDay(String(kind!.literal), binding);
    if (day === null) return 'null::boolean';
    const figures = `e.figures -> ${parameter(String(fact!.literal), 'text')}`;
    const sign = String(operator!.literal);
    if (!Object.hasOwn(operators, sign)) throw new TypeError(`"${sign}" is not a comparison.`);
    const tests = periodsUpTo(String(kind!.literal), day, Number(count!.literal)).map(
      (period) => `(${figures} ->> ${parameter(period, 'text')})::numeric ${sign} ${limit!.sql}`,
    );
    return `(${tests.join(' and ')})`;
  },
  evaluate: ([fact, kind, operator, limit, count], row, binding) => {
    const day = lastDay(String(kind), binding);
    if (day === null) return null;
    const figures = figuresOf(row, String(fact));
    let missing = false;
    for (const period of periodsUpTo(String(kind), day, Number(count))) {
      const figure = Object.hasOwn(figures, period) ? figures[period] : null;
      if (figure === null || figure === undefined) missing = true;
      else if (!operators[operator as Operator].holds(compareNumbers(figure, limit))) return false;
    }
    return missing ? null : true;
  },
};

/** A fact's figures by period. */
function figuresOf(row: Row, fact: string): Readonly<Record<string, number | string | null>> {
  const all = (row.entity?.figures ?? {}) as Readonly<Record<string, Record<string, number | string | null>>>;
  return (Object.hasOwn(all, fact) ? all[fact] : undefined) ?? {};
}
