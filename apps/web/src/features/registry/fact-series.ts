import type { Fact } from './history.ts';
import { knownAt } from './history.ts';

export type Grain = 'year' | 'quarter';

/** A period of a series with its figure, or without one: a missing figure is missing, never zero. */
export type Point = { readonly period: string; readonly fact: Fact | null };
export type Series = { readonly field: string; readonly points: readonly Point[] };

export function grainOf(period: string): Grain {
  return period.includes('Q') ? 'quarter' : 'year';
}

const quarterEnds = ['03-31', '06-30', '09-30', '12-31'] as const;

/** The last day of a year or quarter. */
export function endOfPeriod(period: string): string {
  const [year = '', quarter] = period.split('Q');
  return `${year}-${quarterEnds[quarter ? Number(quarter) - 1 : 3]}`;
}

function nextPeriod(period: string): string {
  const [year = '', quarter] = period.split('Q');
  if (quarter === undefined) return String(Number(year) + 1);
  return quarter === '4' ? `${Number(year) + 1}Q1` : `${year}Q${Number(quarter) + 1}`;
}

/**
 * The figures of one grain as series, gaps included, in the order of `fields`.
 *
 * @param asOf leaves out periods that were not over by that day; null keeps all
 * @param knownOn what was known at that instant; null is the present
 */
export function buildSeries(
  facts: readonly Fact[],
  grain: Grain,
  fields: readonly string[],
  asOf: string | null,
  knownOn: string | null,
): Series[] {
  const usable = facts.filter(
    (fact) =>
      grainOf(fact.period) === grain &&
      knownAt(fact, knownOn) &&
      (asOf === null || endOfPeriod(fact.period) <= asOf),
  );
  const byField = Map.groupBy(usable, (fact) => fact.field);
  return fields.flatMap((field): Series[] => {
    const known = byField.get(field);
    if (!known) return [];
    const byPeriod = new Map(known.map((fact) => [fact.period, fact]));
    const last = [...byPeriod.keys()].sort().at(-1)!;
    const points: Point[] = [];
    for (let period = [...byPeriod.keys()].sort()[0]!; period <= last; period = nextPeriod(period)) {
      points.push({ period, fact: byPeriod.get(period) ?? null });
    }
    return [{ field, points }];
  });
}
