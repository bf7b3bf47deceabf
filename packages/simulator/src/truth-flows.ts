import { addMonths, quarterText, yearOf } from './days.ts';
import { planStart } from './environment.ts';
import { attributeAt, inPlanScope, isActiveOn, type View } from './knowledge.ts';
import type { Life, LifeEvent } from './life.ts';
import { industryTagsOf, isInEight } from './tags.ts';
import { type Tallies, tally } from './tally.ts';

/** The first year that is counted: the one before the plan, as the base of growth. */
const baseYear = yearOf(planStart) - 1;

/** Periods that a day belongs to: its quarter, its year and the plan's total; before the plan only the year. */
function periodsOf(day: number): string[] {
  if (day < planStart) return [String(yearOf(day))];
  return [quarterText(day), String(yearOf(day)), 'total'];
}

/** Counts what happened to an enterprise, target by target. */
export function countFlows(tallies: Tallies, life: Life, view: View): void {
  const known = life.events
    .filter((event) => event.known <= view.known)
    .sort((a, b) => a.day - b.day || a.known - b.known);
  const first = (kind: LifeEvent['kind']) => known.find((event) => event.kind === kind);
  for (const event of known) {
    if (event.day > view.asOf || yearOf(event.day) < baseYear) continue;
    const inScope = inPlanScope(life, event.day, view.known);
    const count = (target: string) =>
      tally(tallies, target, periodsOf(event.day), townOf(life, event.day, view), 1);
    if (event.kind === 'established') countFounding(tallies, life, event, view, inScope);
    else if (event.kind === 'converted') countConversion(tallies, life, event, view);
    else if (event.kind === 'rose_above_size' && event.detail.class === 'industry') {
      count(event === first('rose_above_size') ? '2.3.c' : '2.3.c.again');
    } else if (event.kind === 'fell_below_size' && event.detail.class === 'industry') count('2.3.c.fell');
    else if (event.kind === 'became_joint_stock') {
      count('2.3.d');
      count('2.3.d.restructured');
    } else if (event.kind === 'listed') count(event.detail.board === 'neeq' ? '2.3.e' : '2.3.e.zhejiang');
    else if (!inScope) continue;
    else if (event.kind === 'moved_in') count('2.1.a.moved_in');
    else if (ends.has(event.kind)) count('2.1.a.closed');
    else if (event.kind === 'trade_registered') count('2.5.a');
    else if (event.kind === 'first_trade') count('2.5.b');
  }
  countTitles(tallies, life, view);
}

const ends: ReadonlySet<LifeEvent['kind']> = new Set(['deregistered', 'revoked', 'moved_out']);

function townOf(life: Life, day: number, view: View): string | null | undefined {
  return attributeAt(life, 'town', day, view.known);
}

function countFounding(tallies: Tallies, life: Life, event: LifeEvent, view: View, inScope: boolean): void {
  const town = townOf(life, event.day, view);
  const periods = periodsOf(event.day);
  if (attributeAt(life, 'legalForm', event.day, view.known) === 'joint_stock') {
    tally(tallies, '2.3.d', periods, town, 1);
    tally(tallies, '2.3.d.founded', periods, town, 1);
  }
  if (!inScope) return;
  tally(tallies, '2.1.a', periods, town, 1);
  const industry = attributeAt(life, 'industry', event.day, view.known);
  if (isInEight(industry)) tally(tallies, '2.2.a', periods, town, 1);
  for (const tag of industryTagsOf(industry)) tally(tallies, `2.2.a.${tag}`, periods, town, 1);
  if (event.day >= planStart) countSurvival(tallies, life, event.day, town, view);
}

/** Alive a whole number of months after the founding, among those founded so long ago. */
function countSurvival(
  tallies: Tallies,
  life: Life,
  founded: number,
  town: string | null | undefined,
  view: View,
): void {
  for (const [target, months] of [
    ['3.1.1.c.4', 12],
    ['3.1.1.c.4.two_years', 24],
  ] as const) {
    const due = addMonths(founded, months);
    if (due > view.asOf) continue;
    const ended = attributeAt(life, 'endedOn', view.asOf, view.known);
    const survived = isActiveOn(life, view.asOf, view.known) || (typeof ended === 'number' && ended >= due);
    tally(tallies, target, periodsOf(founded), town, survived ? 1 : 0, 1);
  }
}

function countConversion(tallies: Tallies, life: Life, event: LifeEvent, view: View): void {
  const town = townOf(life, event.day, view);
  const periods = periodsOf(event.day);
  const form = attributeAt(life, 'legalForm', event.day, view.known);
  const company = form === 'company' || form === 'joint_stock';
  tally(tallies, '2.3.a', periods, town, 1);
  tally(tallies, '2.3.b', periods, town, company ? 1 : 0, 1);
  if (company) tally(tallies, '2.3.b.companies', periods, town, 1);
}

function countTitles(tallies: Tallies, life: Life, view: View): void {
  const known = life.titles.filter((held) => held.known <= view.known).sort((a, b) => a.from - b.from);
  const firstTechnology = known.find((held) => held.title === 'technology_sme');
  for (const held of known) {
    const counted = held === firstTechnology || (held.title === 'contract_credit' && held.level === 'AAA');
    if (!counted || held.from < planStart || held.from > view.asOf) continue;
    if (!inPlanScope(life, held.from, view.known)) continue;
    const target = held === firstTechnology ? '2.4.a' : '2.4.b';
    tally(tallies, target, periodsOf(held.from), townOf(life, held.from, view), 1);
  }
}
