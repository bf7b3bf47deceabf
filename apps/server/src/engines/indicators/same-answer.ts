import { keptLately } from '../../platform/lately/index.ts';
import type { PlanInForce } from '../plan/index.ts';

/** By plan as it is in force: with the plan, what was made of it goes too. */
const answers = keptLately<PlanInForce, string>(64);

/**
 * An answer as text, made once for all who ask for the same: a count that is done never changes, so what a page says of it is the same
 * until there is another count or a decision.
 *
 * @param asked everything that the answer depends on besides the plan: the run, the view, and whose rows are in sight
 */
export function sameAnswer(
  plan: PlanInForce,
  asked: readonly unknown[],
  make: () => Promise<string>,
): Promise<string> {
  return answers(plan, JSON.stringify(asked), make);
}
