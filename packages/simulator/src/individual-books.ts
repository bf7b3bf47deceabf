import { type Book, type FactRecord, money, note } from './books.ts';
import { fractionAlive } from './business.ts';
import { dateOf, quarterStart } from './days.ts';
import { type Environment, simulatedYears, streams } from './environment.ts';
import { departments, type Life, recordedWithin } from './life.ts';
import { chance, draw, drawFactor, drawInt, drawNormal, randomStream } from './random.ts';
import { leviesDue, taxYearsOf, vatReturns } from './tax-facts.ts';

/** Gives an individual business that files returns its sales by year. */
export function sellYearly(environment: Environment, life: Life, startLevel: number): void {
  const random = randomStream(environment.seed, streams.books, life.key);
  const hands = drawInt(random, 1, 6);
  let level = startLevel;
  for (const year of simulatedYears) {
    const fraction = fractionAlive(life, year);
    if (fraction === 0) continue;
    life.years.push({ year, revenue: money(level * fraction), employees: hands, fraction });
    level *= Math.exp((year === 2019 ? -0.06 : 0.03) + 0.12 * drawNormal(random));
  }
}

/** Its books, as far as the tax bureau sees them. */
export function individualBooks(environment: Environment, life: Life): Book[] {
  const random = randomStream(environment.seed, streams.books, life.key, 1);
  const margin = 0.06 + 0.12 * draw(random);
  return life.years.map((figures) => {
    const { year, revenue, fraction } = figures;
    const profit = money(revenue * margin * drawFactor(random, 0.15));
    const sales = [1, 2, 3, 4].map((quarter) => {
      const [start, end] = [quarterStart(year, quarter), quarterStart(year, quarter + 1)];
      const lived = Math.min(end, life.endsOn) - Math.max(start, life.appearsOn);
      if (lived <= 0) return null;
      return (revenue / fraction / 4) * drawFactor(random, 0.1) * Math.min(1, lived / (end - start));
    });
    return {
      figures,
      period: String(year),
      reported: null,
      profit,
      assets: money(revenue * 0.4),
      tax: money(revenue * 0.01),
      carriedLosses: 0,
      taxableIncome: profit,
      loans: 0,
      sales,
      research: null,
    };
  });
}

/** What the tax bureau tells of it: its returns, its levies, and the income of its business. */
export function individualFacts(environment: Environment, life: Life): FactRecord[] {
  if (life.years.length === 0) return [];
  const facts: FactRecord[] = [];
  const random = randomStream(environment.seed, streams.taxes, life.key, 1);
  for (const taxYear of taxYearsOf(environment, life, individualBooks(environment, life))) {
    const { period, figures, taxableIncome } = taxYear.book;
    vatReturns(random, facts, taxYear);
    leviesDue(random, facts, taxYear);
    if (figures.year < 2018 || chance(random, 0.04)) continue;
    const known = recordedWithin(random, dateOf(figures.year + 1, 4, 1), 0, 60);
    note(facts, departments.tax, 'taxable_income', period, taxableIncome, known);
  }
  return facts;
}
