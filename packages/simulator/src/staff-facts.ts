import { type Book, type FactRecord, money, note } from './books.ts';
import { dateOf } from './days.ts';
import { type Environment, streams } from './environment.ts';
import { departments, type Life, recordedWithin } from './life.ts';
import { chance, draw, drawFactor, drawInt, type Random, randomStream } from './random.ts';

/** A year's insured staff; the premiums and levies that hang on them are drawn from the same. */
export type StaffYear = {
  readonly book: Book;
  readonly insured: number;
  /** Yearly wage on average, in yuan. */
  readonly wage: number;
  readonly unemploymentPremiums: number;
  readonly socialPremiums: number;
};

/** Zhejiang's rates of these years: unemployment 0.5% by each side; employer’s pension 14%, injury 0.4% [L]. */
const unemploymentRate = 0.01;
const employerRate = 0.14 + 0.005 + 0.004;
/** Premiums are paid on less than the whole wage by most small firms. */
const baseShare = 0.65;

/** The years in which an enterprise insured anybody: of the smallest only some do. */
export function staffYearsOf(environment: Environment, life: Life, books: readonly Book[]): StaffYear[] {
  const random = randomStream(environment.seed, streams.staff, life.key);
  const luck = draw(random);
  const coverage = 0.5 + 0.5 * draw(random);
  const wage = 58_000 * drawFactor(random, 0.18);
  return books.flatMap((book) => {
    const { year, employees, fraction } = book.figures;
    const insures = luck < (employees >= 20 ? 0.97 : employees >= 5 ? 0.75 : 0.28);
    if (!insures || fraction < 0.25) return [];
    const insured = Math.max(1, Math.min(employees, Math.round(employees * coverage)));
    const paid = money(wage * 1.07 ** (year - 2018));
    const base = insured * paid * baseShare * fraction;
    return [
      {
        book,
        insured,
        wage: paid,
        unemploymentPremiums: money(base * unemploymentRate),
        socialPremiums: money(base * employerRate),
      },
    ];
  });
}

/** What the social insurance and the disabled persons’ federation know of an enterprise. */
export function staffFacts(
  environment: Environment,
  life: Life,
  years: readonly StaffYear[],
  facts: FactRecord[],
): void {
  const random = randomStream(environment.seed, streams.staff, life.key, 1);
  const employsDisabled = chance(random, 0.35);
  for (const staffYear of years) {
    insurance(random, facts, staffYear);
    const { employees, year } = staffYear.book.figures;
    if (employees < 20 || chance(random, 0.1)) continue;
    const disabled = employsDisabled
      ? Math.max(1, Math.round(employees * 0.018 * drawFactor(random, 0.4)))
      : 0;
    const known = recordedWithin(random, dateOf(year + 1, 4, 1), 0, chance(random, 0.05) ? 200 : 80);
    note(facts, '区残联', 'disabled_staff', staffYear.book.period, Math.min(employees, disabled), known);
  }
}

function insurance(random: Random, facts: FactRecord[], staffYear: StaffYear): void {
  if (chance(random, 0.02)) return;
  const { book, insured } = staffYear;
  const known = recordedWithin(
    random,
    dateOf(book.figures.year + 1, 1, 15),
    0,
    chance(random, 0.04) ? 180 : 45,
  );
  const send = (field: FactRecord['field'], value: number) =>
    note(facts, departments.employment, field, book.period, value, known);
  send('insured_staff', insured);
  send('unemployment_premiums', staffYear.unemploymentPremiums);
  send('social_premiums', staffYear.socialPremiums);
  // wages are audited, and dismissals looked at, where there is a staff to speak of
  if (insured < 5) return;
  send('average_wage', staffYear.wage);
  send(
    'dismissed_staff',
    chance(random, 0.82) ? 0 : Math.min(insured, drawInt(random, 1, 1 + Math.ceil(insured * 0.12))),
  );
  if (chance(random, 0.12))
    send('new_eligible_hires', Math.min(insured, drawInt(random, 1, 1 + Math.ceil(insured * 0.2))));
}
