import { dayText, endOfDay, instantText, quarterStart, yearOf } from './days.ts';
import type { SimulatedDistrict } from './district.ts';
import { eightIndustries } from './eight.ts';
import { type Environment, planBase, planEnd, planStart, simulatedYears } from './environment.ts';
import { factsOf } from './facts.ts';
import type { View } from './knowledge.ts';
import type { Life } from './life.ts';
import { cellsOf, growthCells, type Tallies, type TallyKind, type TruthCell } from './tally.ts';
import { countFlows } from './truth-flows.ts';
import { countStocks } from './truth-stocks.ts';

export type { TruthCell } from './tally.ts';

/** The targets' exact values up to a day, as known at the end of another (null: with all that was ever learned). */
export type TruthView = {
  readonly asOf: string;
  readonly knownOn: string | null;
  /** By target id; `2.1.a.stock` and the like are the figures that stand beside a target. */
  readonly targets: Readonly<Record<string, readonly TruthCell[]>>;
};

/**
 * What the simulation knows of its own population: it counts while the entities live, from what they did and not from the rows that
 * tell of it. `views[0]` is the plan's end with full knowledge; the others are the middle of 2020, with full knowledge and as it was
 * known then, when late records had not yet come.
 */
export type Truth = {
  readonly district: string;
  readonly seed: number;
  readonly enterprises: number;
  readonly plan: { readonly start: string; readonly end: string; readonly base: string };
  readonly population: Readonly<Record<string, number>>;
  readonly views: readonly TruthView[];
};

const midway = planEnd - 184;

const views: readonly View[] = [
  { asOf: planEnd, known: Number.POSITIVE_INFINITY },
  { asOf: midway, known: Number.POSITIVE_INFINITY },
  { asOf: midway, known: endOfDay(midway) },
];

/** Counts all lives, one after the other. */
export function countTruth(environment: Environment, lives: Iterable<Life>): Omit<Truth, 'enterprises'> {
  const books = views.map((): Tallies => new Map());
  const population: Record<string, number> = {};
  for (const life of lives) {
    const category = life.journal[0]!.patch.category!;
    population[category] = (population[category] ?? 0) + 1;
    if (category !== 'enterprise') continue;
    const scientific = life.titles.some((held) => held.title === 'technology_sme');
    const facts = scientific ? factsOf(environment, life) : [];
    for (const [index, view] of views.entries()) {
      countFlows(books[index]!, life, view);
      countStocks(books[index]!, life, view, facts);
    }
  }
  return {
    district: environment.district.code,
    seed: environment.seed,
    plan: { start: dayText(planStart), end: dayText(planEnd), base: dayText(planBase) },
    population,
    views: views.map((view, index) => closeBooks(books[index]!, view, environment.district)),
  };
}

/** Everything that is counted, and how: a number, or a part of a whole. Science is only asked about at the end of a year. */
const counted: Readonly<Record<string, { kind: TallyKind; yearly?: true }>> = {
  ...kindOf('count', ['2.1.a', '2.1.a.moved_in', '2.1.a.closed', '2.1.a.stock', '2.2.a', '2.2.a.stock']),
  ...kindOf(
    'count',
    eightIndustries.map((tag) => `2.2.a.${tag}`),
  ),
  ...kindOf('count', ['2.3.a', '2.3.b.companies', '2.3.c', '2.3.c.again', '2.3.c.fell']),
  ...kindOf('count', [
    '2.3.d',
    '2.3.d.restructured',
    '2.3.d.founded',
    '2.3.e',
    '2.4.a',
    '2.4.b',
    '2.5.a',
    '2.5.b',
  ]),
  ...kindOf('ratio', [
    '2.3.b',
    '3.1.1.c.1',
    '3.1.1.c.2',
    '3.1.1.c.3',
    '3.1.1.c.4',
    '3.1.1.c.4.two_years',
    '3.1.1.c.5',
  ]),
  ...kindOf('ratio', ['2.4.c', '2.4.c.pass', '2.4.d', '2.4.d.pass', '2.4.e', '2.4.e.items'], true),
};

function kindOf(kind: TallyKind, targets: readonly string[], yearly?: true) {
  return Object.fromEntries(targets.map((target) => [target, { kind, yearly }]));
}

/** Growth is worked out from the yearly numbers, when all are counted. */
const growths: Readonly<Record<string, string>> = {
  '2.1.b': '2.1.a',
  '2.1.b.stock': '2.1.a.stock',
  '2.2.b': '2.2.a.stock',
  '2.2.b.new': '2.2.a',
};

function closeBooks(tallies: Tallies, view: View, district: SimulatedDistrict): TruthView {
  const towns = ['', ...district.towns.map((town) => town.code)];
  const base = yearOf(planStart) - 1;
  const years = simulatedYears.filter((year) => year > base && year <= yearOf(view.asOf));
  const complete = years.filter((year) => yearOf(view.asOf + 1) > year);
  const whole = complete.length === years.length ? ['total'] : [];
  const quarters = years.flatMap((year) =>
    [1, 2, 3, 4]
      .filter((quarter) => quarterStart(year, quarter) < view.asOf)
      .map((quarter) => `${year}Q${quarter}`),
  );
  const periods = {
    all: [...quarters, ...years.map(String), 'total'],
    yearly: [...complete.map(String), ...whole],
  };
  const targets: Record<string, readonly TruthCell[]> = {};
  for (const [target, { kind, yearly }] of Object.entries(counted)) {
    targets[target] = cellsOf(tallies.get(target), kind, towns, yearly ? periods.yearly : periods.all);
  }
  for (const [target, of] of Object.entries(growths)) {
    targets[target] = growthCells(tallies.get(of), base, complete, whole);
  }
  return {
    asOf: dayText(view.asOf),
    knownOn: Number.isFinite(view.known) ? instantText(view.known) : null,
    targets: Object.fromEntries(Object.entries(targets).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
