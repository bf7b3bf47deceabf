import type { Target } from '@miaopu/plan';
import { getGoal, type PlanInForce } from '../plan/index.ts';
import { elapsedShare, type PlanDays } from './moment.ts';
import type { GoalWindow } from './standing.ts';

/** What part of the plan is looked at: a town or the district, a year or the whole period. */
export type View = { readonly asOf: string; readonly town?: string; readonly year?: number };

/** What a target asks of a view, by the plan's text and the decomposition in force on its day; `none` where nothing was split to it. */
export function goalOf(target: Target, plan: PlanInForce, { asOf, town, year }: View): GoalWindow {
  return getGoal(plan, target.id, { on: asOf, unit: town, year });
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
