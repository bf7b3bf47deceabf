import { type Book, type FactRecord, money, note } from './books.ts';
import { dateOf, quarterStart } from './days.ts';
import { type Environment, streams } from './environment.ts';
import { isManufacturing, simulatedIndustries } from './industries.ts';
import { incomeTax, surchargeFreeQuarter, taxpayerOn, vatExemptQuarter } from './levies.ts';
import { departments, type Life, recordedWithin } from './life.ts';
import { chance, draw, drawFactor, type Random, randomStream } from './random.ts';

/** Returns are told from this year on; what came before is only in the annual reports. */
const firstReturns = 2018;

/** What a taxpayer declared and owes in a year; the reliefs of a year are drawn from the same. */
export type TaxYear = {
  readonly book: Book;
  /** Taxable sales by quarter; null for a quarter without a return. */
  readonly sales: readonly (number | null)[];
  /** Whether it was a small-scale taxpayer in that quarter. */
  readonly smallScale: readonly boolean[];
  readonly averageEmployees: number;
  readonly averageAssets: number;
  readonly incomeTax: number;
  /** “六税两费” and of them the education surcharges, before any relief. */
  readonly sixTaxes: number;
  readonly surcharges: number;
  /** Equipment bought, at less than five million yuan apiece. */
  readonly equipment: number;
};

/** The tax years of an entity; none where it files no returns. */
export function taxYearsOf(environment: Environment, life: Life, books: readonly Book[]): TaxYear[] {
  const random = randomStream(environment.seed, streams.taxes, life.key);
  const industrial = isManufacturing(simulatedIndustries[life.industry]!);
  const taxedShare = 0.93 + 0.07 * draw(random);
  const ownsLand = industrial && chance(random, 0.3);
  const buysMachines = industrial && chance(random, 0.45);
  return books.flatMap((book) => {
    const { figures, tax, assets, taxableIncome } = book;
    const { year } = figures;
    const sales = book.sales.map((value) => (value === null ? null : money(value * taxedShare)));
    const kinds = sales.map((_, quarter) => taxpayerOn(life, quarterStart(year, quarter + 2) - 1));
    if (kinds.every((kind) => kind === undefined)) return [];
    const averageEmployees = Math.max(1, Math.round(figures.employees * drawFactor(random, 0.05)));
    const averageAssets = money(assets * drawFactor(random, 0.06));
    const income = incomeTax({
      year,
      taxableIncome,
      employees: averageEmployees,
      assets: averageAssets,
      industrial,
    });
    const smallScale = kinds.map((kind) => kind?.title === 'small_scale_taxpayer');
    const returned = sales.map((value, quarter) => (kinds[quarter] === undefined ? null : value));
    const vat = valueAddedTax(year, returned, smallScale, Math.max(0, tax - income));
    const stampAndLand = figures.revenue * 0.0004 + (ownsLand ? assets * 0.002 : 0);
    const surcharges = money(sum(vat) * 0.05);
    const equipment =
      buysMachines && chance(random, 0.3) && figures.revenue > 500_000
        ? money(figures.revenue * (0.01 + 0.09 * draw(random)))
        : 0;
    return [
      {
        book,
        sales: returned,
        smallScale,
        averageEmployees,
        averageAssets,
        incomeTax: income,
        sixTaxes: money(sum(vat) * 0.07 + stampAndLand) + surcharges,
        surcharges,
        equipment,
      },
    ];
  });
}

/** By quarter: 3% of the sales of a small-scale taxpayer that are not exempt; of a general one its share of what it paid. */
function valueAddedTax(
  year: number,
  sales: TaxYear['sales'],
  smallScale: readonly boolean[],
  paid: number,
): number[] {
  const all = sum(sales);
  return sales.map((value, quarter) => {
    if (value === null || value === 0) return 0;
    if (!smallScale[quarter]) return 0.75 * paid * (value / all);
    return value <= vatExemptQuarter(year) ? 0 : value * 0.03;
  });
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

/** Whether its surcharges of the year fell in quarters with sales low enough for them not to be levied. */
export function surchargesSpared({ sales, surcharges }: TaxYear): boolean {
  return surcharges > 0 && sales.every((value) => value === null || value <= surchargeFreeQuarter);
}

/** What the tax bureau knows of an enterprise: its VAT returns, its yearly settlement, and what its levies came to. */
export function taxFacts(
  environment: Environment,
  life: Life,
  years: readonly TaxYear[],
  facts: FactRecord[],
): void {
  const random = randomStream(environment.seed, streams.taxes, life.key, 1);
  // the small ones pay by an assessed rate and hand in no balance sheet
  const audited = chance(random, 0.6) || years.some(({ book }) => book.figures.revenue > 3_000_000);
  const debtRatio = 0.25 + 0.5 * draw(random);
  for (const taxYear of years) {
    vatReturns(random, facts, taxYear);
    leviesDue(random, facts, taxYear);
    if (taxYear.book.reported !== null) settlement(random, facts, taxYear, audited, debtRatio);
  }
}

/** Quarterly returns are due by the middle of the month after; the bureau passes them on a month later. */
export function vatReturns(random: Random, facts: FactRecord[], { book, sales }: TaxYear): void {
  const { year } = book.figures;
  if (year < firstReturns) return;
  for (const [index, value] of sales.entries()) {
    if (value === null || chance(random, 0.012)) continue;
    const known = recordedWithin(random, quarterStart(year, index + 2), 18, chance(random, 0.05) ? 150 : 45);
    note(facts, departments.tax, 'vat_sales', `${year}Q${index + 1}`, value, known);
  }
}

export function leviesDue(random: Random, facts: FactRecord[], taxYear: TaxYear): void {
  const { period, figures } = taxYear.book;
  if (figures.year < firstReturns || taxYear.sixTaxes === 0 || chance(random, 0.02)) return;
  const known = recordedWithin(random, dateOf(figures.year + 1, 1, 20), 0, chance(random, 0.05) ? 200 : 50);
  const send = (field: FactRecord['field'], value: number) =>
    note(facts, departments.tax, field, period, value, known);
  send('six_taxes_due', taxYear.sixTaxes);
  if (taxYear.surcharges > 0) send('surcharges_due', taxYear.surcharges);
  if (taxYear.equipment > 0) send('equipment_purchase', taxYear.equipment);
}

function settlement(
  random: Random,
  facts: FactRecord[],
  taxYear: TaxYear,
  audited: boolean,
  debtRatio: number,
): void {
  const { book } = taxYear;
  const send = (field: FactRecord['field'], value: number) => {
    if (!chance(random, 0.015)) note(facts, departments.tax, field, book.period, value, book.reported!);
  };
  send('average_employees', taxYear.averageEmployees);
  send('average_assets', taxYear.averageAssets);
  if (!audited) return;
  send('cost_expense', book.figures.revenue - book.profit);
  send('net_profit', money(book.profit - taxYear.incomeTax));
  send('liabilities', Math.max(book.loans, money(book.assets * debtRatio * drawFactor(random, 0.08))));
  if (book.carriedLosses > 0) send('carried_losses', book.carriedLosses);
}
