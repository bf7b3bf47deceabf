import { quarterStart, yearOf } from './days.ts';
import type { SimulatedDistrict } from './district.ts';
import { planBase, planStart, simulatedYears } from './environment.ts';
import { type GrowthOf, growthCells } from './growth.ts';
import type { View } from './knowledge.ts';
import { eightIndustries } from './tags.ts';
import { cellsOf, type Tallies, type TallyKind, type TruthCell } from './tally.ts';

/** Everything that is counted, by how: a number, a part of a whole, or a part that only a whole year has. */
const counted: Readonly<Record<TallyKind | 'yearly', readonly string[]>> = {
  count: [
    ...['2.1.a', '2.1.a.moved_in', '2.1.a.closed', '2.1.a.stock'],
    ...['2.2.a', '2.2.a.stock', ...eightIndustries.map((tag) => `2.2.a.${tag}`)],
    ...['2.3.a', '2.3.b.companies', '2.3.c', '2.3.c.again', '2.3.c.fell'],
    ...['2.3.d', '2.3.d.restructured', '2.3.d.founded', '2.3.e', '2.3.e.zhejiang'],
    ...['2.4.a', '2.4.b', '2.5.a', '2.5.b'],
  ],
  ratio: [
    ...['2.3.b', '2.4.c.pass', '2.4.d.pass', '2.4.e'],
    ...['3.1.1.c.1', '3.1.1.c.2', '3.1.1.c.3', '3.1.1.c.4', '3.1.1.c.4.two_years', '3.1.1.c.5'],
  ],
  yearly: ['2.4.c', '2.4.d', '2.4.e.items'],
};

/** Growth is worked out from the numbers of the years, when all are counted. */
const growths: Readonly<Record<string, GrowthOf>> = {
  '2.1.b': { of: '2.1.a', what: 'flow', whole: 'compound' },
  '2.1.b.mean': { of: '2.1.a', what: 'flow', whole: 'mean' },
  '2.1.b.stock': { of: '2.1.a.stock', what: 'stock', whole: 'compound' },
  '2.2.b': { of: '2.2.a.stock', what: 'stock', whole: 'compound' },
  '2.2.b.mean': { of: '2.2.a.stock', what: 'stock', whole: 'mean' },
  '2.2.b.new': { of: '2.2.a', what: 'flow', whole: 'compound' },
};

/** The cells of every target, when all lives are counted. */
export function closeBooks(
  tallies: Tallies,
  view: View,
  district: SimulatedDistrict,
): Record<string, readonly TruthCell[]> {
  const towns = ['', ...district.towns.map((town) => town.code)];
  const base = yearOf(planBase);
  const years = simulatedYears.filter((year) => year > base && year <= yearOf(view.asOf));
  const complete = years.filter((year) => yearOf(view.asOf + 1) > year);
  const quarters = years
    .flatMap((year) =>
      [1, 2, 3, 4].map((quarter) => ({ name: `${year}Q${quarter}`, start: quarterStart(year, quarter) })),
    )
    .filter(({ start }) => start <= view.asOf);
  const whole = [...quarters.map(({ name }) => name), ...years.map(String), 'total'];
  const targets: [string, readonly TruthCell[]][] = [
    ...counted.count.map((id) => [id, cellsOf(tallies.get(id), 'count', towns, whole)] as const),
    ...counted.ratio.map((id) => [id, cellsOf(tallies.get(id), 'ratio', towns, whole)] as const),
    ...counted.yearly.map(
      (id) => [id, cellsOf(tallies.get(id), 'ratio', towns, [...complete.map(String), 'total'])] as const,
    ),
    ...Object.entries(growths).map(([id, growth]) => {
      const days = { base, complete, elapsed: monthsAfter(planStart, view.asOf + 1) / 12 };
      return [id, growthCells(tallies.get(growth.of), growth, days)] as const;
    }),
  ].map(([id, cells]) => [id, cells]);
  return Object.fromEntries(targets.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whole months from one first of a month to another. */
function monthsAfter(from: number, to: number): number {
  const months = (day: number) => {
    const date = new Date(day * 86_400_000);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  };
  return months(to) - months(from);
}
