import type { FactField } from '@miaopu/standards';
import type { YearFigures } from './life.ts';
import { chance, draw, drawFactor, drawInt, type Random } from './random.ts';

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
export type Traits = {
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

/** A year's accounts as they truly were, in whole yuan and people; what departments report of them may be late, missing or wrong. */
export type Accounts = {
  readonly figures: YearFigures;
  readonly period: string;
  /** When its annual report came; null where none did. */
  readonly reported: number | null;
  readonly profit: number;
  readonly assets: number;
  readonly tax: number;
  /** Losses of earlier years that may still be set off, and what is taxed after them: never more than the profit. */
  readonly carriedLosses: number;
  readonly taxableIncome: number;
  readonly loans: number;
};

export type Book = Accounts & {
  /** Sales by quarter, the first and last of its life in part; null where it did not live in the quarter. */
  readonly sales: readonly (number | null)[];
  readonly research: ResearchYear | null;
};

export type ResearchYear = {
  readonly expense: number;
  readonly staff: number;
  readonly patents: number;
  /** When the science bureau had it. */
  readonly known: number;
};

/** Reports are rounded to a hundred yuan, as bookkeepers do who think in 万元 with two decimals. */
export function money(value: number): number {
  return Math.round(value / 100) * 100;
}

/** Writes a figure down as it was and stays believed. */
export function note(
  facts: FactRecord[],
  department: string,
  field: FactField,
  period: string,
  value: number,
  known: number,
): void {
  facts.push({ field, period, value, known, until: null, department });
}

export function drawTraits(random: Random): Traits {
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

/** Closes a year's books. A loss is carried forward, and what is carried is set off against the next profits. */
export function keepBook(
  random: Random,
  traits: Traits,
  figures: YearFigures,
  reported: number | null,
  carriedLosses: number,
): Accounts {
  const { revenue } = figures;
  const full = revenue / figures.fraction;
  const profit = money(revenue * (traits.margin + 0.03 * (draw(random) - 0.5)));
  const assets = money(full * traits.assets * drawFactor(random, 0.1));
  const tax = money(revenue * traits.taxes * drawFactor(random, 0.12));
  const adjusted = Math.min(profit, profit * drawFactor(random, 0.15));
  return {
    figures,
    period: String(figures.year),
    reported,
    profit,
    assets,
    tax,
    carriedLosses,
    taxableIncome: money(Math.max(0, adjusted - carriedLosses)),
    loans: traits.debt > 0 ? money(full * traits.debt * drawFactor(random, 0.2)) : 0,
  };
}

/** What is left to set off in the year after. */
export function lossesAfter({ profit, carriedLosses }: Accounts): number {
  return Math.max(0, carriedLosses - profit);
}
