import { dateOf, daysIn, yearOf } from './days.ts';
import { type Environment, firstDay, lastDay, paceOf, simulatedYears } from './environment.ts';
import { isManufacturing, libraryThreshold, simulatedIndustries } from './industries.ts';
import { departments, grant, type HeldTitle, happen, type Life, recordedWithin } from './life.ts';
import { chance, drawFactor, drawInt, drawNormal, type Random } from './random.ts';
import { type Founding, rosterInstant } from './registration.ts';

/** The general course of business: growth of revenue (logarithm) in each year; the epidemic is in 2020. */
const course: Readonly<Record<number, number>> = { 2017: 0.08, 2018: 0.05, 2019: 0.03, 2020: -0.015 };

/**
 * Runs a firm's business year by year: revenue and staff, and with them its way into the above-designated-size library and out of it.
 */
export function runBusiness(environment: Environment, random: Random, life: Life, founding: Founding): void {
  const industry = simulatedIndustries[founding.industry]!;
  const heads = drawFactor(random, 0.4);
  let level = founding.level;
  let held = enterAtStart(random, life, founding);
  for (const year of simulatedYears) {
    const fraction = fractionAlive(life, year);
    if (fraction === 0) continue;
    if (year > Math.max(yearOf(life.appearsOn), firstYear - 1)) {
      level *= Math.exp(growthOf(environment, random, founding, year));
    }
    const revenue = Math.round((level * fraction) / 100) * 100;
    const employees = Math.max(
      1,
      Math.round((level / 10_000 / industry.perHead) * heads * drawFactor(random, 0.08)),
    );
    life.years.push({ year, revenue, employees, fraction });
    held = reviewLibrary(environment, random, life, founding, held, year, fraction === 1 ? revenue : null);
  }
}

const firstYear = simulatedYears[0];

/** Share of a year in which the firm is in the district. */
export function fractionAlive(life: Life, year: number): number {
  const from = Math.max(dateOf(year, 1, 1), life.appearsOn);
  const to = Math.min(dateOf(year + 1, 1, 1), life.endsOn);
  return Math.max(0, to - from) / daysIn(year);
}

function growthOf(environment: Environment, random: Random, founding: Founding, year: number): number {
  const age = year - yearOf(founding.establishedOn);
  const young = age <= 1 ? 0.3 : age === 2 ? 0.18 : age === 3 ? 0.08 : 0;
  return (
    course[year]! +
    environment.industryGrowth[founding.industry]! +
    environment.townGrowth[founding.town]! +
    young +
    0.19 * drawNormal(random)
  );
}

/** Which firms are in the library when the simulation begins, with the day on which they entered; some left it long ago. */
function enterAtStart(random: Random, life: Life, founding: Founding): HeldTitle | null {
  const { sizeClass } = simulatedIndustries[founding.industry]!;
  if (sizeClass === null || life.appearsOn >= firstDay - 400) return null;
  const ratio = founding.level / libraryThreshold[sizeClass];
  const earliest = Math.max(yearOf(founding.establishedOn) + 1, 2011);
  if (earliest > 2016) return null;
  if (ratio >= 1 && chance(random, 0.93)) {
    return enter(life, dateOf(drawInt(random, earliest, 2016), 12, 20), rosterInstant, sizeClass);
  }
  if (ratio > 0.4 && ratio < 1 && earliest < 2015 && chance(random, 0.05)) {
    const year = drawInt(random, earliest, 2014);
    const held = enter(life, dateOf(year, 12, 20), rosterInstant, sizeClass);
    if (held !== null)
      leave(life, held, dateOf(drawInt(random, year + 2, 2016), 1, 1), rosterInstant, sizeClass);
  }
  return null;
}

function reviewLibrary(
  environment: Environment,
  random: Random,
  life: Life,
  founding: Founding,
  held: HeldTitle | null,
  year: number,
  revenue: number | null,
): HeldTitle | null {
  const { sizeClass } = simulatedIndustries[founding.industry]!;
  if (sizeClass === null || revenue === null) return held;
  const threshold = libraryThreshold[sizeClass];
  if (held === null && revenue >= threshold) {
    const eagerness = isManufacturing(simulatedIndustries[founding.industry]!) ? 0.085 : 0.12;
    if (!chance(random, eagerness * paceOf(environment, 'rise', founding.town, year))) return null;
    const day = chance(random, 0.3)
      ? dateOf(year, drawInt(random, 3, 10), 1)
      : dateOf(year, chance(random, 0.5) ? 11 : 12, 20);
    return enter(life, day, recordedWithin(random, day, 5, 45), sizeClass);
  }
  if (held !== null && revenue < 0.9 * threshold && chance(random, 0.4)) {
    const day = dateOf(year + 1, 1, 1);
    if (day > lastDay || !leave(life, held, day, recordedWithin(random, day, 10, 60), sizeClass)) return held;
    return null;
  }
  return held;
}

function enter(life: Life, day: number, known: number, sizeClass: string): HeldTitle | null {
  const detail = { class: sizeClass };
  const held = grant(life, 'above_designated_size', day, known, departments.statistics, { detail });
  if (held !== null) happen(life, 'rose_above_size', day, known, departments.statistics, { detail });
  return held;
}

function leave(life: Life, held: HeldTitle, day: number, known: number, sizeClass: string): boolean {
  const detail = { class: sizeClass };
  if (!happen(life, 'fell_below_size', day, known, departments.statistics, { detail })) return false;
  held.to = day;
  held.endKnown = Math.max(known, held.known);
  return true;
}
