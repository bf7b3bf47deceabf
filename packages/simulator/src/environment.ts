import { dateOf, dayOf, daysIn } from './days.ts';
import type { SimulatedDistrict, SimulatedTown } from './district.ts';
import { simulatedIndustries } from './industries.ts';
import {
  cumulate,
  draw,
  drawCount,
  drawFactor,
  drawInt,
  drawWeighted,
  type Random,
  randomStream,
} from './random.ts';

/** The days that are simulated, and the plan inside them. */
export const firstDay = dayOf('2017-01-01');
export const lastDay = dayOf('2020-12-31');
export const planStart = dayOf('2018-01-01');
export const planEnd = dayOf('2020-12-31');
export const planBase = dayOf('2017-12-31');
export const simulatedYears = [2017, 2018, 2019, 2020] as const;

/** What happens at different paces in different towns and years; each has its own factors, drawn from the seed. */
const paces = {
  founding: { spread: 0.09, yearly: 0.05 },
  ending: { spread: 0.12, yearly: 0.08 },
  conversion: { spread: 0.3, yearly: 0.12 },
  rise: { spread: 0.35, yearly: 0.15 },
  science: { spread: 0.35, yearly: 0.12 },
  trade: { spread: 0.35, yearly: 0.15 },
  reform: { spread: 0.3, yearly: 0.15 },
} as const;
export type Pace = keyof typeof paces;

/** Streams, so that what is drawn for one purpose never moves what is drawn for another. */
export const streams = {
  environment: 1,
  cohorts: 2,
  life: 3,
  facts: 4,
  identity: 5,
  records: 6,
  files: 7,
  books: 8,
  taxes: 9,
  staff: 10,
  science: 11,
  banks: 12,
  titles: 13,
  reliefs: 14,
} as const;

export type Environment = {
  readonly seed: number;
  /** 1 at 30,000 enterprises. */
  readonly scale: number;
  readonly district: SimulatedDistrict;
  /** By town and then year. */
  readonly pace: Readonly<Record<Pace, readonly (readonly number[])[]>>;
  /** Yearly growth of revenue (logarithm) by industry, on top of the general course. */
  readonly industryGrowth: readonly number[];
  readonly townGrowth: readonly number[];
  /** Share of the conversions that become companies, by town. */
  readonly companyShare: readonly number[];
  readonly industries: Readonly<Record<Mix, readonly Float64Array[]>>;
};

/** The mixes of industries: among enterprises that stood at the start, newly founded ones, individual businesses. */
export type Mix = 'stock' | 'born' | 'individual';

export function createEnvironment(
  seed: number,
  enterprises: number,
  district: SimulatedDistrict,
): Environment {
  const random = randomStream(seed, streams.environment);
  const towns = district.towns;
  return {
    seed,
    scale: enterprises / 30_000,
    district,
    pace: Object.fromEntries(
      Object.entries(paces).map(([pace, { spread, yearly }]) => {
        const years = simulatedYears.map(() => drawFactor(random, yearly));
        return [
          pace,
          towns.map(() => {
            const town = drawFactor(random, spread);
            return years.map((year) => town * year * drawFactor(random, spread / 2));
          }),
        ];
      }),
    ) as unknown as Environment['pace'],
    industryGrowth: simulatedIndustries.map(() => 0.03 * (draw(random) * 2 - 1)),
    townGrowth: towns.map(() => 0.015 * (draw(random) * 2 - 1)),
    companyShare: towns.map(() => 0.72 + 0.24 * draw(random)),
    industries: {
      stock: towns.map((town) => mixOf(town, 'stock')),
      born: towns.map((town) => mixOf(town, 'born')),
      individual: towns.map((town) => mixOf(town, 'individual')),
    },
  };
}

function mixOf(town: SimulatedTown, mix: Mix): Float64Array {
  return cumulate(simulatedIndustries.map((industry) => industry[mix] * (industry.towns[town.short] ?? 1)));
}

export function drawIndustry(environment: Environment, random: Random, mix: Mix, town: number): number {
  return drawWeighted(random, environment.industries[mix][town]!);
}

/** How fast something goes in a town in a year, around 1. */
export function paceOf(environment: Environment, pace: Pace, town: number, year: number): number {
  return environment.pace[pace][town]![year - simulatedYears[0]]!;
}

/** Foundings by month: little before the Spring Festival, most in spring; in 2020 the epidemic takes February and some of March. */
const monthly = cumulate([0.85, 0.5, 1.25, 1.15, 1.1, 1.05, 1, 1, 1.05, 0.85, 1.1, 1.1]);
const monthlyIn2020 = cumulate([0.75, 0.15, 0.95, 1.25, 1.25, 1.2, 1.1, 1.1, 1.15, 0.9, 1.1, 1.1]);

/** A day of the year, by the seasons of foundings. */
export function seasonalDay(random: Random, year: number): number {
  const month = drawWeighted(random, year === 2020 ? monthlyIn2020 : monthly) + 1;
  const first = dateOf(year, month, 1);
  const next = month === 12 ? dateOf(year + 1, 1, 1) : dateOf(year, month + 1, 1);
  return drawInt(random, first, next - 1);
}

/** Any day of the year with the same chance. */
export function anyDay(random: Random, year: number): number {
  return dateOf(year, 1, 1) + drawInt(random, 0, daysIn(year) - 1);
}

export type CohortKind = 'enterprise' | 'individual' | 'branch' | 'cooperative' | 'moved_in';

/** Entities that enter the simulation together: those that stood at the start (year null), or those of one year, in one town. */
export type Cohort = {
  readonly kind: CohortKind;
  readonly year: number | null;
  readonly town: number;
  readonly count: number;
};

/** Numbers at 30,000 enterprises: standing at the start, and new by year. */
const sizes: Readonly<Record<CohortKind, { standing: number; yearly: readonly number[] }>> = {
  // what is founded besides conversions, so that all foundings of 2018 to 2020 come to about 6,300
  enterprise: { standing: 21_700, yearly: [1_540, 1_640, 1_800, 1_990] },
  individual: { standing: 42_500, yearly: [4_300, 4_500, 4_700, 4_400] },
  branch: { standing: 560, yearly: [60, 64, 68, 60] },
  cooperative: { standing: 230, yearly: [14, 12, 10, 8] },
  moved_in: { standing: 0, yearly: [46, 52, 56, 50] },
};

/** All cohorts, with the counts that this seed gives them. */
export function cohortsOf(environment: Environment): Cohort[] {
  const random = randomStream(environment.seed, streams.cohorts);
  const cohorts: Cohort[] = [];
  for (const [kind, { standing, yearly }] of Object.entries(sizes) as [
    CohortKind,
    (typeof sizes)[CohortKind],
  ][]) {
    const shares = townShares(environment, kind);
    for (const [town, share] of shares.entries()) {
      cohorts.push({ kind, year: null, town, count: Math.round(standing * environment.scale * share) });
    }
    for (const [index, total] of yearly.entries()) {
      const year = simulatedYears[0] + index;
      for (const [town, share] of shares.entries()) {
        const vigour = environment.district.towns[town]!.vigour * paceOf(environment, 'founding', town, year);
        const count = drawCount(random, total * environment.scale * share * vigour);
        cohorts.push({ kind, year, town, count });
      }
    }
  }
  return cohorts;
}

function townShares(environment: Environment, kind: CohortKind): number[] {
  const weights = environment.district.towns.map((town) =>
    kind === 'individual' ? town.individuals : town.enterprises,
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
