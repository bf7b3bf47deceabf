import type { PlanInForce } from '../plan/index.ts';

const mostKept = 64;

/** By plan as it is in force: with the plan, what was made of it goes too. */
const answers = new WeakMap<PlanInForce, Map<string, string>>();

/**
 * An answer as text, made once for all who ask for the same: a count that is done never changes, so what a page says of it is the same
 * until there is another count or a decision.
 *
 * @param asked everything that the answer depends on besides the plan: the run, the view, and whose rows are in sight
 */
export async function sameAnswer(
  plan: PlanInForce,
  asked: readonly unknown[],
  make: () => Promise<string>,
): Promise<string> {
  const kept = answers.get(plan) ?? new Map<string, string>();
  answers.set(plan, kept);
  const key = JSON.stringify(asked);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const answer = await make();
  kept.set(key, answer);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
  return answer;
}
