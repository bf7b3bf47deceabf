import type { FactField } from '@miaopu/standards';
import { dateOf, quarterStart } from './days.ts';
import { type Environment, lastDay, streams } from './environment.ts';
import { type SimulatedIndustry, simulatedIndustries } from './industries.ts';
import { departments, type Life, recordedWithin, type YearFigures } from './life.ts';
import { chance, draw, drawFactor, drawInt, type Random, randomStream } from './random.ts';

/** A figure as some department sent it. Values are whole numbers in the unit of the field. */
export type FactRecord = {
  readonly field: FactField;
  readonly period: string;
  readonly value: number;
  readonly known: number;
  /** When it turned out to be wrong; null while it is believed. */
  readonly until: number | null;
  readonly department: string;
};

/** What a firm is like in its figures, drawn once and kept through the years. */
type Traits = {
  readonly assets: number;
  readonly margin: number;
  readonly taxes: number;
  readonly power: number;
  readonly debt: number;
  readonly exports: number;
  readonly research: number;
  readonly technicians: number;
  readonly patents: number;
};

/**
 * All figures of an enterprise: yearly ones from its annual report, quarterly ones where they are collected, electricity from its
 * meter, trade from customs, research from the science bureau. Some come late, some never, some are wrong at first.
 */
export function factsOf(environment: Environment, life: Life): FactRecord[] {
  if (life.years.length === 0) return [];
  const random = randomStream(environment.seed, streams.facts, life.key);
  const industry = simulatedIndustries[life.industry]!;
  const traits = drawTraits(random);
  const facts: FactRecord[] = [];
  const firstTrade =
    life.events.find((event) => event.kind === 'first_trade')?.day ?? Number.POSITIVE_INFINITY;
  for (const figures of life.years) {
    const arrival = reportArrival(random, life, figures);
    if (arrival !== null) annualReport(random, facts, traits, figures, arrival);
    if (doesResearch(life, figures.year, traits, industry)) research(random, facts, traits, figures);
    const seasons = drawSeasons(random, industry, figures.year);
    for (let quarter = 1; quarter <= 4; quarter++) {
      const start = quarterStart(figures.year, quarter);
      const end = quarterStart(figures.year, quarter + 1);
      if (start < life.appearsOn || end > life.endsOn) continue;
      const share = (figures.revenue / figures.fraction) * seasons[quarter - 1]!;
      const period = `${figures.year}Q${quarter}`;
      if (industry.power > 0) electricity(random, facts, traits, industry, period, end, share);
      if (firstTrade < end) customs(random, facts, traits, period, end, share);
      if (life.monitored && figures.year >= 2018)
        monitoring(random, facts, traits, figures, period, end, share);
    }
  }
  return facts;
}

function drawTraits(random: Random): Traits {
  return {
    assets: 0.75 * drawFactor(random, 0.45),
    margin: 0.045 + 0.04 * (draw(random) + draw(random) - 0.9),
    taxes: 0.034 * drawFactor(random, 0.35),
    power: drawFactor(random, 0.4),
    debt: chance(random, 0.2) ? 0.25 * drawFactor(random, 0.5) : 0,
    exports: 0.08 + 0.6 * draw(random) * draw(random),
    research: 0.028 * drawFactor(random, 0.38),
    technicians: 0.106 * drawFactor(random, 0.3),
    patents: chance(random, 0.93) ? drawInt(random, 1, 9) : 0,
  };
}

/** Shares of the year's revenue by quarter; the Spring Festival makes the first one small, in 2020 the epidemic. */
function drawSeasons(random: Random, industry: SimulatedIndustry, year: number): number[] {
  const shop = industry.sizeClass === 'retail' || industry.sizeClass === 'catering';
  const course = shop ? [1.06, 0.96, 0.94, 1.04] : [0.84, 1.03, 1.02, 1.11];
  const weights = course.map((weight, quarter) => {
    const epidemic = year === 2020 && quarter === 0 ? (shop ? 0.5 : 0.62) : 1;
    return weight * epidemic * drawFactor(random, 0.1);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** When the annual report came: by the end of June of the next year, later when it was missed, for some never. */
function reportArrival(random: Random, life: Life, figures: YearFigures): number | null {
  const next = figures.year + 1;
  if (figures.fraction < 0.08) return null;
  if (life.missedReports.includes(figures.year)) {
    return chance(random, 0.5)
      ? recordedWithin(random, dateOf(next, 7, 15), 0, 300, life.firstKnown + 1)
      : null;
  }
  const month = drawInt(random, 1, 6) < 4 ? drawInt(random, 4, 6) : drawInt(random, 1, 6);
  const day = dateOf(next, month, drawInt(random, 1, 28));
  // a firm that is gone before it reports does not report
  if (day >= life.endsOn) return null;
  return recordedWithin(random, day, 0, chance(random, 0.06) ? 120 : 6, life.firstKnown + 1);
}

/** Reports are rounded to a hundred yuan, as bookkeepers do who think in 万元 with two decimals. */
function money(value: number): number {
  return Math.round(value / 100) * 100;
}

function annualReport(
  random: Random,
  facts: FactRecord[],
  traits: Traits,
  figures: YearFigures,
  known: number,
): void {
  const period = String(figures.year);
  const { revenue, employees } = figures;
  const profit = money(revenue * (traits.margin + 0.03 * (draw(random) - 0.5)));
  const values: [FactField, number, string][] = [
    ['employees', employees, departments.registration],
    ['revenue', revenue, departments.tax],
    [
      'assets',
      money((revenue / figures.fraction) * traits.assets * drawFactor(random, 0.1)),
      departments.registration,
    ],
    ['profit', profit, departments.tax],
    ['tax', money(revenue * traits.taxes * drawFactor(random, 0.12)), departments.tax],
    ['taxable_income', money(Math.max(0, profit * drawFactor(random, 0.15))), departments.tax],
  ];
  if (traits.debt > 0) {
    values.push([
      'loan_balance',
      money((revenue / figures.fraction) * traits.debt * drawFactor(random, 0.2)),
      departments.finance,
    ]);
  }
  const slip = chance(random, 0.016) ? drawSlip(random) : 1;
  const corrected = slip === 1 ? null : recordedWithin(random, Math.floor(known / 1440), 15, 200, known + 1);
  for (const [field, value, department] of values) {
    if (chance(random, 0.015)) continue;
    const slipped = field === 'revenue' ? money(value * slip) : value;
    if (corrected !== null && slipped !== value) {
      facts.push({ field, period, value: slipped, known, until: corrected, department });
      facts.push({ field, period, value, known: corrected, until: null, department });
    } else {
      facts.push({ field, period, value, known, until: null, department });
    }
  }
}

/** Ways in which clerks mistake an amount: a zero too many, one too few, 元 for 万元. */
function drawSlip(random: Random): number {
  const luck = draw(random);
  return luck < 0.4 ? 10 : luck < 0.75 ? 0.1 : 10_000;
}

/** Technology enterprises report research, and so do some of the larger factories. */
function doesResearch(life: Life, year: number, traits: Traits, industry: SimulatedIndustry): boolean {
  const first = dateOf(year, 1, 1);
  const last = Math.min(dateOf(year, 12, 31), lastDay);
  const held = (title: string) =>
    life.titles.some((one) => one.title === title && one.from <= last && (one.to === null || one.to > first));
  if (held('technology_sme')) return true;
  return industry.sizeClass === 'industry' && traits.research > 0.027 && held('above_designated_size');
}

function research(random: Random, facts: FactRecord[], traits: Traits, figures: YearFigures): void {
  if (chance(random, 0.03)) return;
  const period = String(figures.year);
  const known = recordedWithin(random, dateOf(figures.year + 1, 2, 1), 0, chance(random, 0.06) ? 300 : 110);
  const department = departments.science;
  const until = null;
  // the larger the firm, the smaller the share that research takes
  const share = traits.research * drawFactor(random, 0.15) * (figures.revenue > 30_000_000 ? 0.8 : 1);
  const staff = Math.round(figures.employees * traits.technicians * drawFactor(random, 0.12) + 0.3);
  const age = figures.year - 2017;
  const patents =
    traits.patents === 0 ? (chance(random, 0.2) ? 1 : 0) : traits.patents + drawInt(random, 0, age + 1);
  if (!chance(random, 0.015)) {
    facts.push({
      field: 'rd_expense',
      period,
      value: money(figures.revenue * share),
      known,
      until,
      department,
    });
  }
  if (!chance(random, 0.015))
    facts.push({ field: 'technical_staff', period, value: staff, known, until, department });
  if (!chance(random, 0.015))
    facts.push({ field: 'class_two_ip', period, value: patents, known, until, department });
}

function electricity(
  random: Random,
  facts: FactRecord[],
  traits: Traits,
  industry: SimulatedIndustry,
  period: string,
  end: number,
  revenue: number,
): void {
  if (chance(random, 0.012)) return;
  // the third quarter also cools its halls
  const season = period.endsWith('Q3') ? 1.12 : 1;
  const value = Math.round(
    (revenue / 10_000) * industry.power * traits.power * season * drawFactor(random, 0.06),
  );
  const known = recordedWithin(random, end, 6, 16);
  facts.push({ field: 'electricity', period, value, known, until: null, department: '供电公司' });
}

function customs(
  random: Random,
  facts: FactRecord[],
  traits: Traits,
  period: string,
  end: number,
  revenue: number,
): void {
  if (chance(random, 0.15)) return;
  const value = money(revenue * traits.exports * drawFactor(random, 0.3));
  facts.push({
    field: 'trade_value',
    period,
    value,
    known: recordedWithin(random, end, 14, 40),
    until: null,
    department: departments.commerce,
  });
}

/** The quarterly return of the monitored firms: due by the tenth, late for some, missing for a few. */
function monitoring(
  random: Random,
  facts: FactRecord[],
  traits: Traits,
  figures: YearFigures,
  period: string,
  end: number,
  share: number,
): void {
  if (chance(random, 0.035)) return;
  const known = recordedWithin(random, end, 3, chance(random, 0.07) ? 70 : 10);
  const revenue = money(share * drawFactor(random, 0.02));
  const until = null;
  const department = departments.industry;
  facts.push({ field: 'revenue', period, value: revenue, known, until, department });
  const employees = Math.max(1, Math.round(figures.employees * drawFactor(random, 0.03)));
  facts.push({ field: 'employees', period, value: employees, known, until, department });
  const profit = money(revenue * (traits.margin + 0.04 * (draw(random) - 0.5)));
  facts.push({ field: 'profit', period, value: profit, known, until, department });
  const tax = money(revenue * traits.taxes * drawFactor(random, 0.1));
  facts.push({ field: 'tax', period, value: tax, known, until, department });
  if (traits.debt > 0) {
    const balance = money(share * 4 * traits.debt * drawFactor(random, 0.1));
    facts.push({
      field: 'loan_balance',
      period,
      value: balance,
      known,
      until,
      department: departments.finance,
    });
  }
}
