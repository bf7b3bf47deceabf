import { dateOf } from './days.ts';
import { heldAt } from './knowledge.ts';
import type { HeldTitle, Life } from './life.ts';

/**
 * The tax law of the simulated years, as far as figures and reliefs of a population follow from it. It is written apart from the
 * policy library on purpose: what the simulation says of its firms must not come out of the rules that are tried on them.
 */

/** A small-scale taxpayer pays no VAT on a quarter's sales up to this, in yuan (财税〔2017〕76号; 财税〔2019〕13号第一条). */
export function vatExemptQuarter(year: number): number {
  return year < 2019 ? 90_000 : 300_000;
}

/** Education surcharges are not levied on a quarter's sales up to this, whoever the taxpayer is (财税〔2016〕12号). */
export const surchargeFreeQuarter = 300_000;

/**
 * Yearly sales above which a taxpayer is a general one: by trade until 2018-05-01, and 5 million yuan for all since
 * (财税〔2018〕33号).
 */
export function generalTaxpayerSales(day: number, trade: 'industry' | 'commerce' | 'service'): number {
  if (day >= dateOf(2018, 5, 1)) return 5_000_000;
  return { industry: 500_000, commerce: 800_000, service: 5_000_000 }[trade];
}

export type SmallProfitInput = {
  readonly year: number;
  readonly taxableIncome: number;
  readonly employees: number;
  readonly assets: number;
  readonly industrial: boolean;
};

/** Whether it is a 小型微利企业 in the year (财税〔2017〕43号, 财税〔2018〕77号, 财税〔2019〕13号第二条). */
export function isSmallProfit({
  year,
  taxableIncome,
  employees,
  assets,
  industrial,
}: SmallProfitInput): boolean {
  if (year >= 2019) return taxableIncome <= 3_000_000 && employees <= 300 && assets <= 50_000_000;
  const [most, mostAssets] = industrial ? [100, 30_000_000] : [80, 10_000_000];
  return taxableIncome <= (year === 2018 ? 1_000_000 : 500_000) && employees <= most && assets <= mostAssets;
}

/** Corporate income tax after the relief for small profits, in yuan. */
export function incomeTax(input: SmallProfitInput): number {
  const { year, taxableIncome } = input;
  if (!isSmallProfit(input)) return taxableIncome * 0.25;
  if (year < 2019) return taxableIncome * 0.1;
  return Math.min(taxableIncome, 1_000_000) * 0.05 + Math.max(0, taxableIncome - 1_000_000) * 0.1;
}

/** The kind of taxpayer on a day; undefined where it files no returns. */
export function taxpayerOn(life: Life, day: number): HeldTitle | undefined {
  const known = Number.POSITIVE_INFINITY;
  return heldAt(life, 'small_scale_taxpayer', day, known) ?? heldAt(life, 'general_taxpayer', day, known);
}
