import type { DecompositionPage, SplitTarget } from '@miaopu/contract';
import type { PlanPack, Target } from '@miaopu/plan';

/** A plan as the pages of its decomposition name it. */
export function planRef({ plan }: PlanPack): DecompositionPage['plan'] {
  return { id: plan.id, title: plan.title, start: plan.period.start, end: plan.period.end };
}

/** A target as the grid and a unit's own page need it. */
export function splitTarget(pack: PlanPack, target: Target & { goal: { value: string } }): SplitTarget {
  const { id, clause, quote, title, unit, kind, holds, direction, lead, goal } = target;
  return {
    id,
    clause,
    quote,
    title,
    unit,
    kind,
    holds,
    direction,
    lead: { id: lead, name: pack.units.find((one) => one.id === lead)?.name ?? { zh: lead, en: lead } },
    goal: goal.value,
  };
}
