import { dayText, endOfDay, instantText } from './days.ts';
import { type Environment, planBase, planEnd, planStart } from './environment.ts';
import { businessOf } from './facts.ts';
import type { View } from './knowledge.ts';
import type { Life } from './life.ts';
import type { Tallies, TruthCell } from './tally.ts';
import { countFlows } from './truth-flows.ts';
import { countStocks } from './truth-stocks.ts';
import { closeBooks } from './truth-targets.ts';

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
    const facts = scientific ? businessOf(environment, life).facts : [];
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
    views: views.map((view, index) => ({
      asOf: dayText(view.asOf),
      knownOn: Number.isFinite(view.known) ? instantText(view.known) : null,
      targets: closeBooks(books[index]!, view, environment.district),
    })),
  };
}
