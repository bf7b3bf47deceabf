import { type LoanYear, loanYearsOf } from './bank-facts.ts';
import { dateOf } from './days.ts';
import type { Environment } from './environment.ts';
import { streams } from './environment.ts';
import { businessOf } from './facts.ts';
import { individualBooks } from './individual-books.ts';
import { isManufacturing, simulatedIndustries } from './industries.ts';
import { heldAt } from './knowledge.ts';
import { isSmallProfit, vatExemptQuarter } from './levies.ts';
import { type Life, recordedWithin } from './life.ts';
import { chance, drawInt, type Random, randomStream } from './random.ts';
import { claimedResearch } from './science-facts.ts';
import { type StaffYear, staffYearsOf } from './staff-facts.ts';
import { surchargesSpared, type TaxYear, taxYearsOf } from './tax-facts.ts';

/** A relief that an entity took up. Days are day numbers, instants minutes. */
export type Relief = {
  /** The policy’s id in the library. */
  readonly policy: string;
  readonly year: number;
  /** The tax, levy or premium of the year that was not paid, in yuan. */
  readonly amount: number;
  readonly decidedOn: number;
  readonly known: number;
};

/** When a relief is decided: with the VAT return of the last quarter, with the yearly settlement, or in the course of the year. */
type Occasion = 'return' | 'settlement' | 'autumn';

type Offer = { readonly policy: string; readonly amount: number; readonly occasion: Occasion };

/** Of those who might, so many do: what a return reckons by itself nearly all, what needs a claim and papers fewer. */
const takeUp: Readonly<Record<string, number>> = {
  t02: 0.95,
  t03: 0.96,
  t08: 0.96,
  t10: 0.97,
  t12: 0.95,
  t16: 0.93,
  t19: 0.95,
  t21: 0.88,
  t26: 0.97,
  t28: 0.86,
  t37: 0.96,
  t38: 0.97,
  t40: 0.9,
};

/**
 * The tax reliefs that an entity took up in the plan’s years, by simple conditions on what it truly was. What our figures say about who
 * was eligible differs a little, as in life: they come late, and some never.
 */
export function reliefsOf(environment: Environment, life: Life): Relief[] {
  if (life.years.length === 0) return [];
  const random = randomStream(environment.seed, streams.reliefs, life.key);
  const individual = life.journal[0]!.patch.category === 'individual';
  const books = individual ? individualBooks(environment, life) : businessOf(environment, life).books;
  const offers = new Map<number, Offer[]>();
  const offer = (year: number, made: readonly Offer[]) =>
    offers.set(year, [...(offers.get(year) ?? []), ...made]);
  const claimed = individual ? new Map<number, number>() : claimedResearch(environment, life, books);
  for (const taxYear of taxYearsOf(environment, life, books)) {
    const { year } = taxYear.book.figures;
    offer(year, returnReliefs(taxYear));
    if (!individual && taxYear.book.reported !== null)
      offer(year, settlementReliefs(life, taxYear, claimed.get(year) ?? 0));
  }
  if (!individual) {
    for (const one of staffYearsOf(environment, life, books)) offer(one.book.figures.year, staffReliefs(one));
    for (const one of loanYearsOf(environment, life, books)) offer(one.book.figures.year, loanReliefs(one));
  }
  return [...offers].flatMap(([year, made]) => (year < 2018 ? [] : taken(random, life, year, made)));
}

function taken(random: Random, life: Life, year: number, offers: readonly Offer[]): Relief[] {
  const settled = dateOf(year + 1, drawInt(random, 3, 5), drawInt(random, 1, 31));
  const days: Readonly<Record<Occasion, number>> = {
    return: dateOf(year + 1, 1, drawInt(random, 4, 20)),
    settlement: settled,
    autumn: dateOf(year, drawInt(random, 9, 11), drawInt(random, 1, 28)),
  };
  return offers.flatMap(({ policy, amount, occasion }) => {
    if (amount < 0.01 || !chance(random, takeUp[policy]!)) return [];
    // a firm that ends settles before it goes
    const decidedOn = Math.min(days[occasion], life.endsOn - 1);
    const known = recordedWithin(random, decidedOn, 10, chance(random, 0.05) ? 200 : 60, life.firstKnown + 1);
    return [{ policy, year, amount, decidedOn, known }];
  });
}

function returnReliefs(taxYear: TaxYear): Offer[] {
  const { book, sales, smallScale, sixTaxes, surcharges } = taxYear;
  const { year } = book.figures;
  const limit = vatExemptQuarter(year);
  const ofSmall = (pick: (sale: number, quarter: number) => number) =>
    sales.reduce<number>((sum, sale, quarter) => {
      return sum + (sale === null || !smallScale[quarter] ? 0 : pick(sale, quarter));
    }, 0);
  const exempt = ofSmall((sale) => (sale <= limit ? sale * 0.03 : 0));
  const offers: Offer[] = [{ policy: year === 2018 ? 't08' : 't10', amount: exempt, occasion: 'return' }];
  if (year === 2020) {
    // 3% became 1% from March on (公告2020年第13号)
    const lowered = ofSmall((sale, quarter) =>
      sale > limit ? (sale * 0.02 * (quarter === 0 ? 1 : 3)) / 3 : 0,
    );
    offers.push({ policy: 't12', amount: lowered, occasion: 'return' });
  }
  const spared = surchargesSpared(taxYear) ? surcharges : 0;
  offers.push({ policy: 't19', amount: spared, occasion: 'return' });
  if (year >= 2019 && smallScale.at(-1))
    offers.push({ policy: 't16', amount: (sixTaxes - spared) * 0.5, occasion: 'return' });
  return offers;
}

/** Reliefs of the corporate income tax: sole proprietors and partners pay none. */
function settlementReliefs(life: Life, taxYear: TaxYear, claimed: number): Offer[] {
  const { book, averageEmployees, averageAssets, incomeTax, equipment } = taxYear;
  const { year } = book.figures;
  const form = life.journal[0]!.patch.legalForm;
  if (form === 'sole' || form === 'partnership' || year < 2018) return [];
  const { taxableIncome } = book;
  const industrial = isManufacturing(simulatedIndustries[life.industry]!);
  const small = isSmallProfit({
    year,
    taxableIncome,
    employees: averageEmployees,
    assets: averageAssets,
    industrial,
  });
  const rate = taxableIncome > 0 ? incomeTax / taxableIncome : 0.05;
  const research = book.research?.expense ?? claimed;
  const offers: Offer[] = [
    { policy: 't21', amount: research * 0.75 * rate, occasion: 'settlement' },
    // what ten years of depreciation would have left untaxed only later
    { policy: 't28', amount: equipment * 0.9 * rate, occasion: 'settlement' },
  ];
  if (small) {
    const amount = taxableIncome * 0.25 - incomeTax;
    offers.push({ policy: year === 2018 ? 't02' : 't03', amount, occasion: 'settlement' });
  } else if (heldAt(life, 'high_technology', dateOf(year, 12, 31), Number.POSITIVE_INFINITY) !== undefined)
    offers.push({ policy: 't26', amount: taxableIncome * 0.1, occasion: 'settlement' });
  return offers;
}

/** Relief of premiums in 2020 (人社部发〔2020〕11号、49号: February to December), and of the levy for disabled people’s jobs. */
function staffReliefs({ book, wage, socialPremiums }: StaffYear): Offer[] {
  const { year, employees, fraction } = book.figures;
  if (year !== 2020) return [];
  const offers: Offer[] = [{ policy: 't38', amount: (socialPremiums * 11) / 12, occasion: 'autumn' }];
  if (employees <= 30)
    offers.push({ policy: 't37', amount: employees * 0.015 * wage * fraction, occasion: 'autumn' });
  return offers;
}

/** Stamp duty of 0.05‰ on loan contracts of small and micro enterprises (财税〔2017〕77号). */
function loanReliefs({ book, signed }: LoanYear): Offer[] {
  if (book.figures.employees >= 300) return [];
  return [{ policy: 't40', amount: signed * 0.000_05, occasion: 'return' }];
}
