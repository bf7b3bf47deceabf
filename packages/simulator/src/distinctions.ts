import type { DesignationTitle } from '@miaopu/standards';
import { dateOf } from './days.ts';
import { type Environment, streams } from './environment.ts';
import { isManufacturing, simulatedIndustries } from './industries.ts';
import { departments, grant, heldInYear, type Life, recordedWithin } from './life.ts';
import { chance, drawInt, type Random, randomStream } from './random.ts';

/** A distinction that few firms of a district ever get: from which year it is given, by whom, for how many years. */
type Distinction = {
  readonly title: DesignationTitle;
  readonly from: number;
  readonly years: number | null;
  readonly department: string;
  readonly yearly: number;
  readonly fits: (life: Life, year: number, revenue: number) => boolean;
};

const { science, industry, registration } = departments;

const isTechnical = (life: Life, year: number) => heldInYear(life, 'technology_sme', year);

const distinctions: readonly Distinction[] = [
  {
    title: 'provincial_rd_institution',
    from: 2017,
    years: null,
    department: science,
    yearly: 0.03,
    fits: (life, year, revenue) => revenue > 20_000_000 && isTechnical(life, year),
  },
  {
    title: 'science_award',
    from: 2017,
    years: 5,
    department: science,
    yearly: 0.004,
    fits: (life, year, revenue) => revenue > 20_000_000 && isTechnical(life, year),
  },
  {
    title: 'technology_innovation_demo',
    from: 2017,
    years: 3,
    department: industry,
    yearly: 0.006,
    fits: (life, year, revenue) => revenue > 50_000_000 && isTechnical(life, year),
  },
  {
    title: 'ip_advantage',
    from: 2017,
    years: 3,
    department: registration,
    yearly: 0.02,
    fits: (life, year, revenue) => revenue > 10_000_000 && isTechnical(life, year),
  },
  // the first list of 专精特新“小巨人” is of 2019
  {
    title: 'little_giant',
    from: 2019,
    years: 3,
    department: industry,
    yearly: 0.05,
    fits: (life, year, revenue) => revenue > 40_000_000 && heldInYear(life, 'specialised_new', year),
  },
  {
    title: 'carrier',
    from: 2017,
    years: 3,
    department: science,
    yearly: 0.02,
    fits: (life, _year, revenue) =>
      revenue > 1_000_000 && /^(73|74|75)/.test(simulatedIndustries[life.industry]!.code),
  },
];

/** Rare distinctions of research and specialisation. Titles of later law, such as 创新型中小企业 (2022), cannot be held yet. */
export function earnDistinctions(environment: Environment, life: Life): void {
  const { technology } = simulatedIndustries[life.industry]!;
  if (technology === 0 && !isManufacturing(simulatedIndustries[life.industry]!)) return;
  const random = randomStream(environment.seed, streams.titles, life.key, 1);
  for (const { year, revenue, fraction } of life.years) {
    if (fraction < 1) continue;
    for (const distinction of distinctions) {
      if (distinction.from > year || !distinction.fits(life, year, revenue)) continue;
      if (!heldInYear(life, distinction.title, year)) award(random, life, distinction, year);
    }
  }
}

function award(
  random: Random,
  life: Life,
  { title, years, department, yearly }: Distinction,
  year: number,
): void {
  if (!chance(random, yearly)) return;
  const day = dateOf(year, drawInt(random, 6, 12), drawInt(random, 1, 28));
  const to = years === null ? null : dateOf(year + years, 12, 31);
  grant(life, title, day, recordedWithin(random, day, 5, 60), department, { to });
}
