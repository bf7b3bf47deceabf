import type { Goal, Target } from '@miaopu/plan';
import type { PlanInForce } from '../plan/index.ts';
import { elapsedShare, type PlanDays } from './moment.ts';
import type { GoalWindow } from './standing.ts';

/** What part of the plan is looked at: a town or the district, a year or the whole period. */
export type View = { readonly asOf: string; readonly town?: string; readonly year?: number };

const none: GoalWindow = { form: 'none' };

/** A level (ratio, growth, range) is asked of every town and every year alike; an amount has to be split first. */
function isLevel(target: Target): boolean {
  return ['growth', 'ratio', 'coverage', 'range'].includes(target.kind);
}

function own({ form, value, low, high }: Goal): GoalWindow {
  return { form, value, low, high };
}

/** What a target asks of a view, by the plan's text and the decomposition in force; `none` where nothing was split to it. */
export function goalOf(
  target: Target,
  { decompositions }: PlanInForce,
  { town, year }: Pick<View, 'town' | 'year'>,
): GoalWindow {
  if (isLevel(target) || (town === undefined && year === undefined)) return own(target.goal);
  const split = decompositions.get(target.id) ?? [];
  const unit = town ?? 'district';
  const parts = split.filter((row) => row.unit === unit && (year === undefined || row.year === year));
  if (parts.length === 0) return none;
  const sum = parts.reduce((total, row) => total + Number(row.value), 0);
  return { form: 'at_least', value: String(sum) };
}

/** How much of the view's own period is over. */
export function elapsedOf(days: PlanDays, { asOf, year }: View): number {
  return year === undefined
    ? elapsedShare(days.start, days.end, asOf)
    : elapsedShare(`${year}-01-01`, `${year}-12-31`, asOf);
}

/** The stored period that a view shows. */
export function periodOf({ year }: Pick<View, 'year'>): string {
  return year === undefined ? 'total' : String(year);
}
