import { inOrder, type Tally, type TruthCell } from './tally.ts';

/** How the growth of a number is asked for. */
export type GrowthOf = {
  readonly of: string;
  /** A flow's growth compares years that are over, a stock's also an as-of day inside a year. */
  readonly what: 'flow' | 'stock';
  /** Of the whole: compound since the base, or the mean of the yearly rates. */
  readonly whole: 'compound' | 'mean';
};

export type GrowthDays = {
  /** The year that is compared against. */
  readonly base: number;
  /** Years that are over on the as-of day. */
  readonly complete: readonly number[];
  /** Years from the base day to the as-of day, a whole number of months. */
  readonly elapsed: number;
};

/**
 * Growth as a fraction of one: of a year against the year before; of the whole against the base, as a compound yearly rate
 * (last ÷ first)^(1 ÷ years) − 1, or as the mean of the yearly rates (A19). Towns that had nothing before have none.
 */
export function growthCells(found: Tally | undefined, growth: GrowthOf, days: GrowthDays): TruthCell[] {
  const towns = new Set([...(found?.cells.keys() ?? [])].map((key) => key.slice(0, key.indexOf('|'))));
  const cells = [...towns].flatMap((town) => {
    const of = (period: string | number) => found?.cells.get(`${town}|${period}`)?.numerator ?? 0;
    const yearly = days.complete.map((year) => rate(town, String(year), of(year), of(year - 1), 1));
    if (yearly.length === 0) return [];
    if (growth.whole === 'mean') return [...yearly, meanOf(town, yearly)];
    const last = days.complete.at(-1)!;
    const whole =
      growth.what === 'stock'
        ? rate(town, 'total', of('total'), of(days.base), days.elapsed)
        : rate(town, 'total', of(last), of(days.base), last - days.base);
    return [...yearly, whole];
  });
  return inOrder(cells);
}

function rate(town: string, period: string, now: number, before: number, years: number): TruthCell {
  const value = before === 0 ? null : (now / before) ** (1 / years) - 1;
  return { town, period, value, numerator: now, denominator: before };
}

function meanOf(town: string, yearly: readonly TruthCell[]): TruthCell {
  const rates = yearly.flatMap(({ value }) => (value === null ? [] : [value]));
  const value = rates.length === 0 ? null : rates.reduce((sum, one) => sum + one, 0) / rates.length;
  return { town, period: 'total', value, numerator: null, denominator: null };
}
