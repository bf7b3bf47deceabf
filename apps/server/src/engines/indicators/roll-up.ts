import type { Measure } from '@miaopu/plan';
import { Decimal } from 'decimal.js';
import { completeYears, lastDayOf, type Moment, quartersBetween, yearsBetween } from './moment.ts';

/** What the members of a town and a period add up to. */
export type Cell = {
  readonly town: string;
  readonly period: string;
  readonly numerator: string;
  readonly denominator: string;
};

/** Why there is no value. */
export type NoValue = 'nothing_counted' | 'no_base' | 'year_not_over' | 'not_reported';

export type Value = {
  /** '' is the whole district; 'none' what has no known town. */
  readonly town: string;
  /** `2018Q3` the quarter's own, `..2018Q3` from the plan's start to its end, `2018` the year, `total` up to the as-of day. */
  readonly period: string;
  readonly value: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly reason: NoValue | null;
};

type Sums = { readonly numerator: Decimal; readonly denominator: Decimal };
type Lookup = (period: string) => Sums;
type Days = Pick<Moment, 'plan' | 'asOf'>;

const nothing: Sums = { numerator: new Decimal(0), denominator: new Decimal(0) };

function add(one: Sums, other: Sums): Sums {
  return {
    numerator: one.numerator.plus(other.numerator),
    denominator: one.denominator.plus(other.denominator),
  };
}

function count(town: string, period: string, { numerator }: Sums): Value {
  return {
    town,
    period,
    value: numerator.toFixed(),
    numerator: numerator.toFixed(),
    denominator: null,
    reason: null,
  };
}

/** A ratio of sums, never a mean of means. */
function ratio(town: string, period: string, { numerator, denominator }: Sums): Value {
  const value = denominator.isZero() ? null : numerator.div(denominator);
  return {
    town,
    period,
    value: value?.toSignificantDigits(12).toFixed() ?? null,
    numerator: numerator.toFixed(),
    denominator: denominator.toFixed(),
    reason: value === null ? 'nothing_counted' : null,
  };
}

function growth(town: string, period: string, now: Decimal, base: Decimal, years: number): Value {
  const known = !base.isZero() && years > 0;
  return {
    town,
    period,
    value: known
      ? now
          .div(base)
          .pow(1 / years)
          .minus(1)
          .toSignificantDigits(12)
          .toFixed()
      : null,
    numerator: now.toFixed(),
    denominator: base.toFixed(),
    reason: known ? null : 'no_base',
  };
}

function quartersOf(days: Days): string[] {
  return quartersBetween(days.plan.start, days.asOf < days.plan.end ? days.asOf : days.plan.end);
}

function yearsOf(quarters: readonly string[]): string[] {
  return [...new Set(quarters.map((quarter) => quarter.slice(0, 4)))];
}

type Shape = (town: string, period: string, sums: Sums) => Value;

/** What flows adds up over time. */
function flowValues(town: string, at: Lookup, days: Days, shape: Shape): Value[] {
  const quarters = quartersOf(days);
  let running = nothing;
  const values: Value[] = [];
  for (const quarter of quarters) {
    running = add(running, at(quarter));
    values.push(shape(town, quarter, at(quarter)), shape(town, `..${quarter}`, running));
  }
  for (const year of yearsOf(quarters)) {
    const sum = quarters
      .filter((quarter) => quarter.startsWith(year))
      .reduce((total, quarter) => add(total, at(quarter)), nothing);
    values.push(shape(town, year, sum));
  }
  return [...values, shape(town, 'total', running)];
}

/** What stands at an end is what it is then. */
function stockValues(town: string, at: Lookup, days: Days, shape: Shape): Value[] {
  const quarters = quartersOf(days);
  const lastOf = (prefix: string) => quarters.findLast((quarter) => quarter.startsWith(prefix))!;
  return [
    ...quarters.flatMap((quarter) => [
      shape(town, quarter, at(quarter)),
      shape(town, `..${quarter}`, at(quarter)),
    ]),
    ...yearsOf(quarters).map((year) => shape(town, year, at(lastOf(year)))),
    shape(town, 'total', at(lastOf(''))),
  ];
}

/** Growth of a stock: by the year against the year before, up to a day against the base day. */
function stockGrowthValues(
  town: string,
  at: Lookup,
  days: Days,
  how: 'cagr' | 'mean',
  base: string,
): Value[] {
  const quarters = quartersOf(days);
  const stock = (period: string) => at(period).numerator;
  const until = days.asOf < days.plan.end ? days.asOf : days.plan.end;
  const endOf = (quarter: string) => (lastDayOf(quarter) < until ? lastDayOf(quarter) : until);
  const running = quarters.map((quarter) =>
    growth(town, `..${quarter}`, stock(quarter), stock('base'), yearsBetween(base, endOf(quarter))),
  );
  const yearly = completeYears(days).map((year) => {
    const before = Number(year) - 1 === Number(base.slice(0, 4)) ? 'base' : `${Number(year) - 1}Q4`;
    return growth(town, year, stock(`${year}Q4`), stock(before), 1);
  });
  const last = running.at(-1)!;
  return [...running, ...yearly, how === 'cagr' ? { ...last, period: 'total' } : meanOf(town, yearly)];
}

/** Growth of what flows: the year's count against the year before; up to a day, the last year that is over against the base year. */
function flowGrowthValues(town: string, at: Lookup, days: Days, how: 'cagr' | 'mean', base: string): Value[] {
  const ofYear = (year: number) =>
    [1, 2, 3, 4].reduce((sum, quarter) => sum.plus(at(`${year}Q${quarter}`).numerator), new Decimal(0));
  const baseYear = Number(base.slice(0, 4));
  const years = completeYears(days).map(Number);
  const yearly = years.map((year) => growth(town, String(year), ofYear(year), ofYear(year - 1), 1));
  const last = years.at(-1);
  if (last === undefined)
    return [
      { town, period: 'total', value: null, numerator: null, denominator: null, reason: 'year_not_over' },
    ];
  const running = years.map((year) =>
    growth(town, `..${year}Q4`, ofYear(year), ofYear(baseYear), year - baseYear),
  );
  const total =
    how === 'cagr'
      ? growth(town, 'total', ofYear(last), ofYear(baseYear), last - baseYear)
      : meanOf(town, yearly);
  return [...running, ...yearly, total];
}

function meanOf(town: string, yearly: readonly Value[]): Value {
  const rates = yearly.flatMap(({ value }) => (value === null ? [] : [new Decimal(value)]));
  const value =
    rates.length === 0
      ? null
      : Decimal.sum(...rates)
          .div(rates.length)
          .toSignificantDigits(12)
          .toFixed();
  return {
    town,
    period: 'total',
    value,
    numerator: null,
    denominator: null,
    reason: value === null ? 'year_not_over' : null,
  };
}

/** What a year's figures give: the last year that is over stands for the total. */
function yearValues(town: string, at: Lookup, days: Days): Value[] {
  const years = completeYears(days);
  const last = years.at(-1);
  if (last === undefined)
    return [
      { town, period: 'total', value: null, numerator: null, denominator: null, reason: 'year_not_over' },
    ];
  return [
    ...years.flatMap((year) => [ratio(town, year, at(year)), ratio(town, `..${year}Q4`, at(year))]),
    ratio(town, 'total', at(last)),
  ];
}

function valuesOf(measure: Measure, town: string, at: Lookup, days: Days): Value[] {
  if ('flow' in measure) return flowValues(town, at, days, measure.share === undefined ? count : ratio);
  if ('stock' in measure) return stockValues(town, at, days, measure.share === undefined ? count : ratio);
  if ('growth' in measure) {
    const grow = 'stock' in measure.of ? stockGrowthValues : flowGrowthValues;
    return grow(town, at, days, measure.growth, measure.base);
  }
  return yearValues(town, at, days);
}

/**
 * Folds what was counted by town and period into the values of each town and of the district, whose sums are those of its towns and
 * of what has no known town. Pure: the same cells give the same values.
 *
 * @param towns the towns that get a value even where nothing was counted: zero is zero
 */
export function rollUp(
  measure: Measure,
  cells: readonly Cell[],
  towns: readonly string[],
  days: Days,
): Value[] {
  const sums = new Map<string, Sums>();
  const take = (key: string, cell: Cell) => {
    sums.set(
      key,
      add(sums.get(key) ?? nothing, {
        numerator: new Decimal(cell.numerator),
        denominator: new Decimal(cell.denominator),
      }),
    );
  };
  for (const cell of cells) {
    take(`${cell.town} ${cell.period}`, cell);
    take(` ${cell.period}`, cell);
  }
  const places = new Set(['', ...towns, ...cells.map((cell) => cell.town)]);
  return [...places].flatMap((town) =>
    valuesOf(measure, town, (period) => sums.get(`${town} ${period}`) ?? nothing, days),
  );
}
