import type { ProgressState, Standing } from '@miaopu/contract';
import type { Goal, TargetKind } from '@miaopu/plan';
import { Decimal } from 'decimal.js';

/**
 * When a target is called ahead, behind or at risk, in fractions of one. From the practice of supervision lists: green where progress
 * keeps up with time, yellow from 5 points of lag, red from 10 points or when overdue.
 */
export const progressLimits = { ahead: 0.05, behind: -0.05, atRisk: -0.1, nearFloor: 0.9 } as const;

export type GoalWindow = Pick<Goal, 'form'> & {
  readonly value?: string;
  readonly low?: string;
  readonly high?: string;
};
export type Measured = Pick<Standing, 'value' | 'numerator' | 'denominator' | 'reason'>;

/** Kinds whose value adds up towards the goal, so that completion and time elapsed can be compared. */
const accumulating: ReadonlySet<TargetKind> = new Set(['count', 'money', 'area', 'times', 'stock']);

function lowest(goal: GoalWindow): string | undefined {
  return goal.form === 'about' || goal.form === 'within' ? (goal.low ?? goal.value) : goal.value;
}

/** Whether a value meets a goal. `exactly` in the text is a number to be reached, not one to be hit. */
export function meets(value: string, goal: GoalWindow): boolean {
  const amount = new Decimal(value);
  const floor = lowest(goal);
  if (floor !== undefined && amount.lt(floor)) return false;
  return goal.form !== 'within' || goal.high === undefined || amount.lte(goal.high);
}

/**
 * Judges a value against its goal and against time (序时进度).
 *
 * @param elapsed how much of the goal's own period is over, from 0 to 1
 */
export function judge(measured: Measured, goal: GoalWindow, kind: TargetKind, elapsed: number): Standing {
  const goalOut = {
    form: goal.form,
    value: goal.value ?? null,
    low: goal.low ?? null,
    high: goal.high ?? null,
  };
  const standing = (state: ProgressState, completion: number | null = null): Standing => ({
    ...measured,
    goal: goalOut,
    completion,
    ahead: completion === null ? null : completion - elapsed,
    state,
  });
  const floor = lowest(goal);
  if (measured.value === null) return standing('unmeasured');
  if (goal.form === 'none' || (floor === undefined && goal.high === undefined)) return standing('untargeted');
  if (accumulating.has(kind) && floor !== undefined && !new Decimal(floor).isZero()) {
    const completion = new Decimal(measured.value).div(floor).toNumber();
    return standing(stateOfProgress(completion, elapsed), completion);
  }
  return standing(stateOfLevel(measured.value, goal, floor, elapsed));
}

function stateOfProgress(completion: number, elapsed: number): ProgressState {
  if (completion >= 1) return 'done';
  const lead = completion - elapsed;
  if (elapsed >= 1 || lead < progressLimits.atRisk) return 'at_risk';
  if (lead < progressLimits.behind) return 'behind';
  return lead > progressLimits.ahead ? 'ahead' : 'on_track';
}

/** A floor or a range does not fill up with time: it holds, it nearly holds, or it does not. */
function stateOfLevel(
  value: string,
  goal: GoalWindow,
  floor: string | undefined,
  elapsed: number,
): ProgressState {
  if (meets(value, goal)) return elapsed >= 1 ? 'done' : 'on_track';
  if (elapsed >= 1 || floor === undefined) return 'at_risk';
  return new Decimal(value).gte(new Decimal(floor).times(progressLimits.nearFloor)) ? 'behind' : 'at_risk';
}
