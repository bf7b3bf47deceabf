import { type Book, type FactRecord, money, note } from './books.ts';
import { dateOf, yearOf } from './days.ts';
import { type Environment, streams } from './environment.ts';
import { departments, type Life, recordedWithin } from './life.ts';
import { chance, draw, drawFactor, randomStream } from './random.ts';

/** The banks’ figures of a borrower's year. */
export type LoanYear = {
  readonly book: Book;
  readonly granted: number;
  readonly signed: number;
  readonly interest: number;
};

/** The years in which an enterprise owed a bank anything. */
export function loanYearsOf(environment: Environment, life: Life, books: readonly Book[]): LoanYear[] {
  const random = randomStream(environment.seed, streams.banks, life.key);
  const rate = 0.05 * drawFactor(random, 0.12);
  return books.flatMap((book) => {
    if (book.loans === 0) return [];
    const tenThousands = Math.ceil((book.loans * (1.02 + 0.6 * draw(random))) / 10_000);
    return [
      {
        book,
        granted: tenThousands * 10_000,
        // most loans run for a year and are signed anew
        signed: money(book.loans * (0.5 + 0.5 * draw(random))),
        interest: money(book.loans * rate * book.figures.fraction),
      },
    ];
  });
}

/** What the finance office hears from the banks, and of shares sold to investors. */
export function bankFacts(
  environment: Environment,
  life: Life,
  years: readonly LoanYear[],
  facts: FactRecord[],
): void {
  const random = randomStream(environment.seed, streams.banks, life.key, 1);
  for (const { book, granted, signed, interest } of years) {
    const { year } = book.figures;
    if (year < 2018 || chance(random, 0.04)) continue;
    const known = recordedWithin(random, dateOf(year + 1, 2, 1), 0, chance(random, 0.05) ? 150 : 50);
    note(facts, departments.finance, 'credit_granted', book.period, granted, known);
    note(facts, departments.finance, 'loans_signed', book.period, signed, known);
    note(facts, departments.finance, 'loan_interest', book.period, interest, known);
  }
  for (const { year } of life.years) {
    const sold = life.events.find(
      (event) =>
        (event.kind === 'listed' || event.kind === 'became_joint_stock') && yearOf(event.day) === year,
    );
    if (sold === undefined || !chance(random, 0.4)) continue;
    const value = money(6_000_000 * drawFactor(random, 0.8));
    note(facts, departments.finance, 'equity_financing', String(year), value, sold.known);
  }
}
