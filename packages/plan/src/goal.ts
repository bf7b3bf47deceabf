import { sumOf } from './exact.ts';
import { additivity, type SplitRow } from './reconcile.ts';
import type { Goal, Target } from './target-schema.ts';

/** What is asked of a unit in a period. */
export type GoalAsked = Pick<Goal, 'form' | 'value' | 'low' | 'high'>;

/** Whose goal, and of which year; without a unit the district's, without a year the whole period's. */
export type GoalView = { readonly unit?: string; readonly year?: number };

type Asked = Pick<Target, 'goal' | 'kind' | 'holds'>;

const nothing: GoalAsked = { form: 'none' };

/**
 * What a target asks of a unit in a period, by the plan's text and a split of it. A ratio asks the same of everyone who was given no
 * number of their own. What is counted was split: a unit has its own rows, a year of the district its row or, without one, the units'
 * together. A stock's goal is a level, so that of several years is the last one's. `none` where nothing was split to the unit.
 *
 * @param split rows of the decomposition in force
 * @param districts ids of units that stand for the whole (of kind district)
 * @param years how many years the plan has
 *
 * @example goalFor({ kind: 'count', holds: 'total', goal }, [{ unit: '331004001', year: 2018, value: '150' }], { unit: '331004001' }, …)
 * // { form: 'at_least', value: '150' }
 */
export function goalFor(
  target: Asked,
  split: readonly SplitRow[],
  { unit, year }: GoalView,
  { districts, years }: { readonly districts: ReadonlySet<string>; readonly years: number },
): GoalAsked {
  const how = additivity(target.kind);
  const isDistrict = unit === undefined || districts.has(unit);
  const isOwn = (row: SplitRow) => (isDistrict ? districts.has(row.unit) : row.unit === unit);
  const inYear = split.filter((row) => year === undefined || row.year === year);
  const own = inYear.filter(isOwn);
  if (how !== 'each' && isDistrict && target.holds === 'yearly')
    return yearlyGoal(target.goal, year === undefined ? years : 1);
  if (isDistrict && year === undefined) return ownGoal(target.goal);
  if (how === 'each' && own.length === 0) return ownGoal(target.goal);
  const rows = own.length === 0 && isDistrict ? inYear : own;
  if (rows.length === 0) return nothing;
  const last = Math.max(...rows.map((row) => row.year));
  const counted = how === 'sum' ? rows : rows.filter((row) => row.year === last);
  return { form: 'at_least', value: sumOf(counted.map((row) => row.value)) };
}

function ownGoal({ form, value, low, high }: Goal): GoalAsked {
  return { form, value, low, high };
}

/** Four times a year is twelve times in three. */
function yearlyGoal(goal: Goal, years: number): GoalAsked {
  const times = (value: string | undefined) =>
    value === undefined ? undefined : sumOf(Array.from({ length: years }, () => value));
  return { form: goal.form, value: times(goal.value), low: times(goal.low), high: times(goal.high) };
}
