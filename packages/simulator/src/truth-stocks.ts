import type { FactField } from '@miaopu/standards';
import type { FactRecord } from './books.ts';
import { quarterStart, yearOf } from './days.ts';
import { planStart } from './environment.ts';
import { simulatedIndustries } from './industries.ts';
import { attributeAt, heldAt, isActiveOn, type View } from './knowledge.ts';
import type { Life } from './life.ts';
import { isInEight } from './tags.ts';
import { type Tallies, tally } from './tally.ts';

const industryCodes = new Set(
  simulatedIndustries
    .filter((industry) => industry.sizeClass === 'industry')
    .map((industry) => industry.code),
);

type Moment = { readonly day: number; readonly periods: readonly string[] };
const momentsOfDay = new Map<number, readonly Moment[]>();

/** The days on which stocks are taken: the base, the end of each quarter and year, and the as-of day for the total. */
function momentsUpTo(asOf: number): readonly Moment[] {
  const known = momentsOfDay.get(asOf);
  if (known !== undefined) return known;
  const moments: Moment[] = [{ day: planStart - 1, periods: [String(yearOf(planStart - 1))] }];
  for (let index = 0; ; index++) {
    const year = yearOf(planStart) + Math.floor(index / 4);
    const quarter = (index % 4) + 1;
    const day = quarterStart(year, quarter + 1) - 1;
    if (day > asOf) break;
    const periods = [`${year}Q${quarter}`];
    if (quarter === 4 || day === asOf) periods.push(String(year));
    if (day === asOf) periods.push('total');
    moments.push({ day, periods });
  }
  momentsOfDay.set(asOf, moments);
  return moments;
}

/** Takes stock of an enterprise on each of the days. */
export function countStocks(tallies: Tallies, life: Life, view: View, facts: readonly FactRecord[]): void {
  if (life.firstKnown > view.known) return;
  for (const { day, periods } of momentsUpTo(view.asOf)) {
    if (day < life.appearsOn || !isActiveOn(life, day, view.known)) continue;
    const town = attributeAt(life, 'town', day, view.known);
    const above = heldAt(life, 'above_designated_size', day, view.known);
    const ratio = (target: string, share: boolean) => tally(tallies, target, periods, town, share ? 1 : 0, 1);
    const industry = attributeAt(life, 'industry', day, view.known);
    if (
      typeof industry === 'string' &&
      industryCodes.has(industry) &&
      (above === undefined || above.from >= planStart)
    ) {
      ratio('3.1.1.c.5', above !== undefined);
    }
    if (above !== undefined) continue;
    tally(tallies, '2.1.a.stock', periods, town, 1);
    if (isInEight(industry)) tally(tallies, '2.2.a.stock', periods, town, 1);
    const form = attributeAt(life, 'legalForm', day, view.known);
    ratio('3.1.1.c.1', form === 'company' || form === 'joint_stock');
    if ((attributeAt(life, 'establishedOn', day, view.known) ?? 0) >= planStart) {
      ratio('3.1.1.c.2', heldAt(life, 'tax_registered', day, view.known) !== undefined);
    }
    ratio('3.1.1.c.3', heldAt(life, 'statistical_directory', day, view.known) !== undefined);
    if (day >= planStart && heldAt(life, 'technology_sme', day, view.known) !== undefined) {
      countScience(tallies, { day, periods }, town, facts, view);
    }
  }
}

/**
 * Research, staff and class II intellectual property of a technology enterprise, by the figures of the day's year; a missing figure
 * leaves it out. Ratios of sums are only taken when the year is over, and the last such year stands for the whole.
 */
function countScience(
  tallies: Tallies,
  { day, periods }: Moment,
  town: string | null | undefined,
  facts: readonly FactRecord[],
  view: View,
): void {
  const year = yearOf(day);
  const figure = (field: FactField) => figureOf(facts, field, year, view.known);
  const isLastYear = quarterStart(year + 1, 5) - 1 > view.asOf;
  const yearly = yearOf(day + 1) === year ? [] : isLastYear ? [String(year), 'total'] : [String(year)];
  const [research, revenue] = [figure('rd_expense'), figure('revenue')];
  if (research !== null && revenue !== null) {
    tally(tallies, '2.4.c', yearly, town, research, revenue);
    // forty times, so that 2.5% is compared in whole numbers
    tally(tallies, '2.4.c.pass', periods, town, research * 40 >= revenue ? 1 : 0, 1);
  }
  const [technicians, employees] = [figure('technical_staff'), figure('employees')];
  if (technicians !== null && employees !== null) {
    tally(tallies, '2.4.d', yearly, town, technicians, employees);
    tally(tallies, '2.4.d.pass', periods, town, technicians * 10 >= employees ? 1 : 0, 1);
  }
  const items = figure('class_two_ip');
  if (items !== null) {
    tally(tallies, '2.4.e.items', yearly, town, items, 1);
    tally(tallies, '2.4.e', periods, town, items >= 1 ? 1 : 0, 1);
  }
}

const flowing: ReadonlySet<FactField> = new Set([
  'revenue',
  'tax',
  'electricity',
  'rd_expense',
  'trade_value',
  'profit',
]);

/** The year's figure; else the sum of its quarters, or of a level the last of them; null where none is known. */
function figureOf(
  facts: readonly FactRecord[],
  field: FactField,
  year: number,
  known: number,
): number | null {
  const of = facts.filter(
    (fact) => fact.field === field && fact.period.startsWith(String(year)) && isKnown(fact, known),
  );
  const yearly = of.find((fact) => fact.period === String(year));
  if (yearly !== undefined) return yearly.value;
  if (of.length === 0) return null;
  if (flowing.has(field)) return of.reduce((sum, fact) => sum + fact.value, 0);
  return of.reduce((last, fact) => (fact.period > last.period ? fact : last)).value;
}

function isKnown(fact: FactRecord, known: number): boolean {
  return fact.known <= known && (fact.until === null || fact.until > known);
}
