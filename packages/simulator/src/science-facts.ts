import { type Book, type FactRecord, money, note, type ResearchYear } from './books.ts';
import { dateOf, yearOf } from './days.ts';
import { type Environment, streams } from './environment.ts';
import { isManufacturing, simulatedIndustries } from './industries.ts';
import { departments, heldInYear, type Life, recordedWithin } from './life.ts';
import { chance, draw, drawFactor, drawInt, type Random, randomStream } from './random.ts';

/**
 * What is told of research and specialisation beyond the science bureau’s three main figures: what those who do research add to
 * them, what others claimed for the deduction of R&D expense, and what firms of the gradient cultivation library say of their market.
 */
export function scienceFacts(
  environment: Environment,
  life: Life,
  books: readonly Book[],
  facts: FactRecord[],
): void {
  const industry = simulatedIndustries[life.industry]!;
  if (industry.technology === 0 && !isManufacturing(industry)) return;
  const random = randomStream(environment.seed, streams.science, life.key);
  const inventions = chance(random, 0.3) ? drawInt(random, 1, 3) : 0;
  const specialised = chance(random, 0.4);
  const inNicheSince = yearOf(life.appearsOn) + drawInt(random, 0, 2);
  for (const [year, expense] of claimedResearch(environment, life, books)) {
    const known = recordedWithin(random, dateOf(year + 1, 6, 5), 0, 60);
    note(facts, departments.tax, 'rd_expense', String(year), expense, known);
    note(facts, departments.tax, 'domestic_rd_expense', String(year), expense, known);
  }
  for (const book of books) {
    if (book.research !== null) researchDetails(random, facts, life, book, book.research, inventions);
    const inLibrary =
      isManufacturing(industry) &&
      book.figures.revenue > 10_000_000 &&
      (specialised || heldInYear(life, 'specialised_new', book.figures.year));
    if (inLibrary && book.figures.year >= 2018) market(random, facts, book, inNicheSince);
  }
}

function researchDetails(
  random: Random,
  facts: FactRecord[],
  life: Life,
  { period, figures }: Book,
  research: ResearchYear,
  inventions: number,
): void {
  const send = (field: FactRecord['field'], value: number) => {
    if (!chance(random, 0.03)) note(facts, departments.science, field, period, value, research.known);
  };
  const domestic = chance(random, 0.92)
    ? research.expense
    : money(research.expense * (0.7 + 0.3 * draw(random)));
  send('domestic_rd_expense', domestic);
  send('rd_staff', Math.round(research.staff * (0.55 + 0.45 * draw(random))));
  const classOne = inventions === 0 ? 0 : inventions + Math.max(0, figures.year - 2018);
  send('class_one_ip', classOne);
  send('high_value_ip', drawInt(random, 0, classOne));
  const technical = heldInYear(life, 'technology_sme', figures.year);
  if (technical)
    send('high_tech_revenue', money(figures.revenue * Math.min(0.98, 0.62 * drawFactor(random, 0.25))));
  if (technical && chance(random, 0.35)) send('testing_contracts', money(40_000 * drawFactor(random, 0.8)));
}

/** By year, the research expense that a firm deducted which no science office counts; only the tax bureau knows of it. */
export function claimedResearch(
  environment: Environment,
  life: Life,
  books: readonly Book[],
): ReadonlyMap<number, number> {
  const { technology } = simulatedIndustries[life.industry]!;
  const random = randomStream(environment.seed, streams.science, life.key, 1);
  if (technology === 0 || !chance(random, 0.16 * Math.min(1, 0.3 + technology))) return new Map();
  return new Map(
    books.flatMap(({ figures, research }): [number, number][] => {
      const expense = money(figures.revenue * 0.02 * drawFactor(random, 0.4));
      const counts = research === null && figures.revenue > 2_000_000 && figures.year >= 2018;
      return counts ? [[figures.year, expense]] : [];
    }),
  );
}

function market(random: Random, facts: FactRecord[], { period, figures }: Book, since: number): void {
  if (chance(random, 0.08)) return;
  const known = recordedWithin(random, dateOf(figures.year + 1, 3, 1), 0, chance(random, 0.06) ? 150 : 60);
  const send = (field: FactRecord['field'], value: number) =>
    note(facts, departments.industry, field, period, value, known);
  send('main_product_revenue', money(figures.revenue * Math.min(0.98, 0.72 * drawFactor(random, 0.2))));
  if (figures.year >= since) send('niche_years', figures.year - since);
  // in thousandths: nobody knows its share better than that
  send('market_share', Math.round(Math.min(0.4, 0.03 * drawFactor(random, 1)) * 1000) / 1000);
}
