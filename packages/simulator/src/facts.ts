import type { FactField } from '@miaopu/standards';
import { bankFacts, loanYearsOf } from './bank-facts.ts';
import {
  type Accounts,
  type Book,
  drawTraits,
  type FactRecord,
  keepBook,
  lossesAfter,
  money,
  note,
  type ResearchYear,
  type Traits,
} from './books.ts';
import { dateOf, quarterStart } from './days.ts';
import { type Environment, streams } from './environment.ts';
import { individualFacts } from './individual-books.ts';
import { type SimulatedIndustry, simulatedIndustries } from './industries.ts';
import { departments, heldInYear, type Life, recordedWithin, type YearFigures } from './life.ts';
import { chance, draw, drawFactor, drawInt, type Random, randomStream } from './random.ts';
import { scienceFacts } from './science-facts.ts';
import { staffFacts, staffYearsOf } from './staff-facts.ts';
import { taxFacts, taxYearsOf } from './tax-facts.ts';

/** All figures of an entity, in the order in which its life gives rise to them. */
export function factsOf(environment: Environment, life: Life): FactRecord[] {
  if (life.journal[0]!.patch.category === 'individual') return individualFacts(environment, life);
  const { facts, books } = businessOf(environment, life);
  taxFacts(environment, life, taxYearsOf(environment, life, books), facts);
  staffFacts(environment, life, staffYearsOf(environment, life, books), facts);
  scienceFacts(environment, life, books, facts);
  bankFacts(environment, life, loanYearsOf(environment, life, books), facts);
  return facts;
}

/**
 * The figures of an enterprise's business, with the books behind them: yearly ones from its annual report, quarterly ones where they
 * are collected, electricity from its meter, trade from customs, research from the science bureau. Some come late, some never, some
 * are wrong at first.
 */
export function businessOf(environment: Environment, life: Life): { facts: FactRecord[]; books: Book[] } {
  const facts: FactRecord[] = [];
  const books: Book[] = [];
  if (life.years.length === 0) return { facts, books };
  const random = randomStream(environment.seed, streams.facts, life.key);
  const unreported = randomStream(environment.seed, streams.books, life.key);
  const industry = simulatedIndustries[life.industry]!;
  const traits = drawTraits(random);
  const firstTrade =
    life.events.find((event) => event.kind === 'first_trade')?.day ?? Number.POSITIVE_INFINITY;
  let losses = chance(unreported, 0.12) ? money(0.04 * life.years[0]!.revenue * draw(unreported)) : 0;
  for (const figures of life.years) {
    const arrival = reportArrival(random, life, figures);
    const book = keepBook(arrival === null ? unreported : random, traits, figures, arrival, losses);
    losses = lossesAfter(book);
    if (arrival !== null) annualReport(random, facts, book, arrival);
    const researched = doesResearch(life, figures.year, traits, industry)
      ? research(random, facts, traits, figures)
      : null;
    const seasons = drawSeasons(random, industry, figures.year);
    books.push({ ...book, research: researched, sales: salesByQuarter(life, figures, seasons) });
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
  return { facts, books };
}

function salesByQuarter(life: Life, { year, revenue, fraction }: YearFigures, seasons: readonly number[]) {
  return seasons.map((season, index) => {
    const [start, end] = [quarterStart(year, index + 1), quarterStart(year, index + 2)];
    const lived = Math.min(end, life.endsOn) - Math.max(start, life.appearsOn);
    return lived <= 0 ? null : (revenue / fraction) * season * Math.min(1, lived / (end - start));
  });
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

function annualReport(random: Random, facts: FactRecord[], book: Accounts, known: number): void {
  const { period, figures } = book;
  const values: [FactField, number, string][] = [
    ['employees', figures.employees, departments.registration],
    ['revenue', figures.revenue, departments.tax],
    ['assets', book.assets, departments.registration],
    ['profit', book.profit, departments.tax],
    ['tax', book.tax, departments.tax],
    ['taxable_income', book.taxableIncome, departments.tax],
  ];
  if (book.loans > 0) values.push(['loan_balance', book.loans, departments.finance]);
  const slip = chance(random, 0.016) ? drawSlip(random) : 1;
  const corrected = slip === 1 ? null : recordedWithin(random, Math.floor(known / 1440), 15, 200, known + 1);
  for (const [field, value, department] of values) {
    if (chance(random, 0.015)) continue;
    const slipped = field === 'revenue' ? money(value * slip) : value;
    if (corrected !== null && slipped !== value) {
      facts.push({ field, period, value: slipped, known, until: corrected, department });
      note(facts, department, field, period, value, corrected);
    } else note(facts, department, field, period, value, known);
  }
}

/** Ways in which clerks mistake an amount: a zero too many, one too few, 元 for 万元. */
function drawSlip(random: Random): number {
  const luck = draw(random);
  return luck < 0.4 ? 10 : luck < 0.75 ? 0.1 : 10_000;
}

/** Technology enterprises report research, and so do some of the larger factories. */
function doesResearch(life: Life, year: number, traits: Traits, industry: SimulatedIndustry): boolean {
  if (heldInYear(life, 'technology_sme', year)) return true;
  const industrial = industry.sizeClass === 'industry';
  return industrial && traits.research > 0.027 && heldInYear(life, 'above_designated_size', year);
}

function research(
  random: Random,
  facts: FactRecord[],
  traits: Traits,
  figures: YearFigures,
): ResearchYear | null {
  if (chance(random, 0.03)) return null;
  const period = String(figures.year);
  const known = recordedWithin(random, dateOf(figures.year + 1, 2, 1), 0, chance(random, 0.06) ? 300 : 110);
  // the larger the firm, the smaller the share that research takes
  const share = traits.research * drawFactor(random, 0.15) * (figures.revenue > 30_000_000 ? 0.8 : 1);
  const staff = Math.round(figures.employees * traits.technicians * drawFactor(random, 0.12) + 0.3);
  const age = figures.year - 2017;
  const patents =
    traits.patents === 0 ? (chance(random, 0.2) ? 1 : 0) : traits.patents + drawInt(random, 0, age + 1);
  const expense = money(figures.revenue * share);
  const send = (field: FactField, value: number) => {
    if (!chance(random, 0.015)) note(facts, departments.science, field, period, value, known);
  };
  send('rd_expense', expense);
  send('technical_staff', staff);
  send('class_two_ip', patents);
  return { expense, staff, patents, known };
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
  note(facts, '供电公司', 'electricity', period, value, recordedWithin(random, end, 6, 16));
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
  note(facts, departments.commerce, 'trade_value', period, value, recordedWithin(random, end, 14, 40));
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
  const send = (field: FactField, value: number, department: string = departments.industry) =>
    note(facts, department, field, period, value, known);
  send('revenue', revenue);
  send('employees', Math.max(1, Math.round(figures.employees * drawFactor(random, 0.03))));
  send('profit', money(revenue * (traits.margin + 0.04 * (draw(random) - 0.5))));
  send('tax', money(revenue * traits.taxes * drawFactor(random, 0.1)));
  if (traits.debt > 0)
    send('loan_balance', money(share * 4 * traits.debt * drawFactor(random, 0.1)), departments.finance);
}
