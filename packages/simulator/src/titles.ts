import { dateOf, quarterOf, quarterStart, yearOf } from './days.ts';
import { anyDay, type Environment, firstDay, paceOf, simulatedYears } from './environment.ts';
import { isManufacturing, type SimulatedIndustry, simulatedIndustries } from './industries.ts';
import { departments, grant, type HeldTitle, type Life, livesOn, recordedWithin } from './life.ts';
import { chance, draw, drawInt, type Random } from './random.ts';
import { type Founding, rosterInstant } from './registration.ts';

/** When something before the start was learned: with the first roster; later, within the given days. */
function learned(random: Random, day: number, low: number, high: number): number {
  return day < firstDay ? rosterInstant : recordedWithin(random, day, low, high);
}

/** Tax registration (most within weeks of the licence) and the statistical directory (quarterly, some never). */
export function enterDirectories(random: Random, life: Life): void {
  const start = life.appearsOn;
  if (chance(random, start < firstDay ? 0.96 : 0.93)) {
    const day = start + (chance(random, 0.55) ? 0 : drawInt(random, 1, 60));
    grant(life, 'tax_registered', day, learned(random, day, 0, 12), departments.tax);
  }
  if (!chance(random, start < firstDay ? 0.93 : 0.86)) return;
  const quarter = quarterOf(start) + drawInt(random, 1, 4);
  const day = quarterStart(yearOf(start) + Math.floor((quarter - 1) / 4), ((quarter - 1) % 4) + 1);
  grant(life, 'statistical_directory', day, learned(random, day, 10, 40), departments.statistics);
}

/** Each July, those who filed no annual report come on the list of abnormal operation; most file later and come off it. */
export function reviewAnnualReports(random: Random, life: Life): void {
  let listed: HeldTitle | null = null;
  for (const year of simulatedYears) {
    const reported = year - 1;
    const early = life.appearsOn > dateOf(reported, 12, 31) || dateOf(year, 7, 10) >= life.endsOn;
    if (early || !chance(random, 0.055)) continue;
    life.missedReports.push(reported);
    const day = dateOf(year, 7, drawInt(random, 4, 12));
    if (listed !== null && (listed.to === null || listed.to > day)) continue;
    listed = grant(
      life,
      'abnormal_operation',
      day,
      recordedWithin(random, day, 0, 10),
      departments.registration,
      {
        detail: { reason: '未按规定公示年度报告' },
      },
    );
    if (listed === null || !chance(random, 0.6)) continue;
    const removed = day + drawInt(random, 20, 250);
    if (!livesOn(life, removed)) continue;
    listed.to = removed;
    listed.endKnown = recordedWithin(random, removed, 0, 8, listed.known + 1);
  }
  // 2020's report is due after the simulation ends: some never file it
  if (life.endsOn === Number.POSITIVE_INFINITY && chance(random, 0.055)) life.missedReports.push(2020);
}

/** Technology titles: the province's technology SME, then the national ones, then the high-technology enterprise. */
export function earnTechnologyTitles(
  environment: Environment,
  random: Random,
  life: Life,
  founding: Founding,
): void {
  const industry = simulatedIndustries[founding.industry]!;
  if (!isIncorporated(founding) || industry.technology === 0) return;
  let held = technologyAtStart(random, life, founding, industry);
  for (const { year, revenue, fraction } of life.years) {
    if (held === null) {
      const size = Math.min(2.2, 0.35 + revenue / 6_000_000);
      const pace = paceOf(environment, 'science', founding.town, year);
      if (!chance(random, 0.0102 * industry.technology * size * pace)) continue;
      const day = dateOf(year, drawInt(random, 4, 12), drawInt(random, 1, 28));
      held = grant(life, 'technology_sme', day, recordedWithin(random, day, 3, 50), departments.science, {
        certificate: `台科小${year}${String(drawInt(random, 1, 99_999)).padStart(5, '0')}`,
      });
      continue;
    }
    if (held.to === null && chance(random, 0.015)) cancel(random, life, held, anyDay(random, year));
    if (held.to === null) earnNationalTitles(random, life, year, revenue, fraction);
  }
}

function technologyAtStart(
  random: Random,
  life: Life,
  founding: Founding,
  industry: SimulatedIndustry,
): HeldTitle | null {
  if (founding.appearsOn > firstDay - 500) return null;
  const size = Math.min(3, 0.2 + founding.level / 8_000_000);
  if (!chance(random, 0.016 * industry.technology * size)) return null;
  const day = dateOf(
    drawInt(random, Math.max(2012, yearOf(founding.appearsOn) + 1), 2016),
    drawInt(random, 3, 12),
    15,
  );
  return grant(life, 'technology_sme', day, rosterInstant, departments.science);
}

function cancel(random: Random, life: Life, held: HeldTitle, day: number): void {
  if (day <= held.from || !livesOn(life, day)) return;
  held.to = day;
  held.endKnown = recordedWithin(random, day, 5, 60, held.known + 1);
}

function earnNationalTitles(
  random: Random,
  life: Life,
  year: number,
  revenue: number,
  fraction: number,
): void {
  if (fraction === 1 && year >= 2018 && chance(random, 0.3)) {
    const day = dateOf(year, drawInt(random, 5, 10), drawInt(random, 1, 28));
    const certificate = `${year}331004${String(drawInt(random, 1, 999_999)).padStart(6, '0')}`;
    const known = recordedWithin(random, day, 2, 30);
    grant(life, 'national_technology_sme', day, known, departments.science, {
      to: dateOf(year + 1, 1, 1),
      certificate,
    });
  }
  const latest = life.titles.findLast((held) => held.title === 'high_technology');
  if (revenue < 8_000_000 || (latest?.to ?? 0) > dateOf(year, 11, 1) || !chance(random, 0.09)) return;
  const day = dateOf(year, 11, drawInt(random, 13, 30));
  const certificate = `GR${year}33${String(drawInt(random, 0, 9_999)).padStart(6, '0')}`;
  const known = recordedWithin(random, day, 10, 60);
  grant(life, 'high_technology', day, known, departments.science, {
    to: dateOf(year + 3, 11, 13),
    certificate,
  });
}

export function isIncorporated(founding: Founding): boolean {
  return founding.form !== 'sole' && founding.form !== 'partnership';
}

/** Honours of growing firms. */
export function earnHonours(random: Random, life: Life, founding: Founding): void {
  const industry = simulatedIndustries[founding.industry]!;
  let before = 0;
  for (const { year, revenue, fraction } of life.years) {
    const growth = before > 0 ? revenue / before - 1 : 0;
    before = fraction === 1 ? revenue : 0;
    if (fraction < 1 || revenue < 5_000_000 || year === 2017) continue;
    if (growth > 0.25 && chance(random, 0.015)) award(random, life, 'gazelle', year, 3, departments.industry);
    if (!isManufacturing(industry) || revenue < 15_000_000) continue;
    if (chance(random, 0.022)) award(random, life, 'specialised_new', year, 3, departments.industry);
    if (chance(random, 0.008)) award(random, life, 'made_in_zhejiang', year, 3, departments.registration);
    if (revenue > 40_000_000 && chance(random, 0.006))
      award(random, life, 'hidden_champion', year, 3, departments.industry);
    if (revenue > 40_000_000 && chance(random, 0.004))
      award(random, life, 'single_champion', year, 3, departments.industry);
  }
}

function award(
  random: Random,
  life: Life,
  title: HeldTitle['title'],
  year: number,
  term: number,
  department: string,
): void {
  const latest = life.titles.findLast((held) => held.title === title);
  if (latest !== undefined && (latest.to ?? Number.POSITIVE_INFINITY) > dateOf(year, 1, 1)) return;
  const day = dateOf(year, drawInt(random, 5, 12), drawInt(random, 1, 28));
  grant(life, title, day, recordedWithin(random, day, 5, 60), department, {
    to: dateOf(year + term, 12, 31),
  });
}

const ladder = ['A', 'AA', 'AAA'] as const;

/**
 * 守合同重信用: a firm climbs from A to AA to AAA, at least two years on each step (the 浙江 rule of 2018). A step is one title
 * that lasts until the next one or until the firm no longer applies; renewing the same step is not a new title.
 */
export function climbCreditLadder(random: Random, life: Life, founding: Founding): void {
  if (!isIncorporated(founding)) return;
  let step = creditAtStart(random, life, founding);
  for (const { year, revenue, fraction } of life.years) {
    if (fraction < 1 || revenue < 2_500_000) continue;
    const next = step === null ? 0 : ladder.indexOf(step.level as (typeof ladder)[number]) + 1;
    if (step !== null && year - yearOf(step.from) < 2) continue;
    const pull = [0.008, 0.13, 0.012][next] ?? 0;
    const day = dateOf(year, 6, drawInt(random, 1, 28));
    const climbs = chance(random, pull);
    if (step !== null && !climbs && chance(random, 0.07)) {
      cancel(random, life, step, day);
      step = null;
    }
    if (!climbs || !livesOn(life, day)) continue;
    const known = recordedWithin(random, day, 5, 40, step === null ? 0 : step.known + 1);
    const held = grant(life, 'contract_credit', day, known, departments.registration, {
      level: ladder[next]!,
    });
    if (held !== null && step !== null) {
      step.to = day;
      step.endKnown = known;
    }
    step = held;
  }
}

function creditAtStart(random: Random, life: Life, founding: Founding): HeldTitle | null {
  if (founding.level < 4_000_000 || founding.appearsOn > firstDay - 1500) return null;
  const luck = draw(random);
  const level = luck < 0.003 ? 'AAA' : luck < 0.016 ? 'AA' : luck < 0.055 ? 'A' : null;
  if (level === null) return null;
  const day = dateOf(drawInt(random, 2014, 2016), 6, drawInt(random, 1, 28));
  return grant(life, 'contract_credit', day, rosterInstant, departments.registration, { level });
}
