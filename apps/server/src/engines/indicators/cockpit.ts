import type { Cockpit } from '@miaopu/contract';
import { isComputed, type Target } from '@miaopu/plan';
import type { PlanInForce } from '../plan/index.ts';
import { cardOf, countStates, planDays, standingOf, unitRef, type ValueIndex } from './cards.ts';
import { elapsedOf, type View } from './goals.ts';
import type { Run } from './runs.ts';

export type CockpitView = View & { readonly unit?: string };

type Town = { readonly code: string; readonly name: string };

/** Targets that a town can be held to: what the registry counts by town, and what towns report themselves. */
function isHeldByTowns(target: Target, plan: PlanInForce): boolean {
  const measure = plan.measures.get(target.id)?.measure;
  return (
    target.obligation === 'target' &&
    ((measure !== undefined && isComputed(measure)) || target.lead === 'towns')
  );
}

/** The cockpit (驾驶舱): every target with its standing, by group, by town, by leading unit. */
export function makeCockpit(
  plan: PlanInForce,
  towns: readonly Town[],
  run: Run | undefined,
  find: ValueIndex,
  view: CockpitView,
): Cockpit {
  const { pack } = plan;
  const chosen = pack.targets.filter((target) => view.unit === undefined || target.lead === view.unit);
  const cards = new Map(chosen.map((target) => [target.id, cardOf(target, plan, find, view)]));
  const groups = [...new Set(chosen.map((target) => target.group))].sort(byNumber);
  const leads = [...new Set(pack.targets.map((target) => target.lead))];
  const held = chosen.filter((target) => isHeldByTowns(target, plan));
  return {
    plan: { id: pack.plan.id, title: pack.plan.title, start: planDays(plan).start, end: planDays(plan).end },
    run: run ?? null,
    elapsed: elapsedOf(planDays(plan), view),
    counts: countStates([...cards.values()].map((card) => card.standing)),
    groups: groups.map((id) => ({
      id,
      title: pack.sections.find((section) => section.id === id)?.title ?? { zh: id, en: id },
      targets: chosen.filter((target) => target.group === id).map((target) => cards.get(target.id)!),
    })),
    towns: towns.map(({ code, name }) => ({
      code,
      name,
      standings: Object.fromEntries(
        held.map((target) => [target.id, standingOf(target, plan, find, { ...view, town: code })]),
      ),
    })),
    units: leads.map((lead) => ({
      unit: unitRef(plan, lead),
      counts: countStates(
        pack.targets
          .filter((target) => target.lead === lead)
          .map((target) => standingOf(target, plan, find, view)),
      ),
    })),
  };
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
