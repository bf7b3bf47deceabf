import type { TargetPage } from '@miaopu/contract';
import { type Companion, isComputed, type Target } from '@miaopu/plan';
import { type PlanInForce, splitOn } from '../plan/index.ts';
import { cardOf, planDays, seriesOf, standingOf, unitRef, type ValueIndex } from './cards.ts';
import { elapsedOf, periodOf, type View } from './goals.ts';
import type { Run } from './runs.ts';
import { noValueWords } from './words.ts';

type Town = { readonly code: string; readonly name: string };
type Versions = Pick<TargetPage, 'definitions' | 'decompositions' | 'ranges' | 'round'>;

function companionOf(
  { id, title, unit, kind, note, measure }: Companion,
  find: ValueIndex,
  view: View,
): TargetPage['companions'][number] {
  const found = find(id, view.town ?? '', periodOf(view));
  return {
    id,
    title,
    unit,
    kind,
    value: found?.value ?? null,
    reason: found?.reason == null ? null : noValueWords[found.reason],
    note: note ?? null,
    listable: isComputed(measure),
  };
}

/** A target's page: the number, its definition and versions, its years, its towns. */
export function makeTargetPage(
  target: Target,
  plan: PlanInForce,
  towns: readonly Town[],
  run: Run | undefined,
  find: ValueIndex,
  view: View,
  versions: Versions,
): TargetPage {
  const { start, end } = planDays(plan);
  const years: number[] = [];
  for (
    let year = Number(start.slice(0, 4));
    year <= Number((view.asOf < end ? view.asOf : end).slice(0, 4));
    year++
  )
    years.push(year);
  const measure = plan.measures.get(target.id)?.measure ?? target.measure;
  const byTown = isComputed(measure) || target.lead === 'towns';
  return {
    plan: { id: plan.pack.plan.id, title: plan.pack.plan.title, start, end },
    run: run ?? null,
    elapsed: elapsedOf(planDays(plan), view),
    card: cardOf(target, plan, find, view),
    quote: target.quote,
    supporting: target.supporting.map((id) => unitRef(plan, id)),
    companions: target.companions.map((companion) => companionOf(companion, find, view)),
    ...versions,
    decompositionInForce: splitOn(plan, target.id, view.asOf)?.version ?? null,
    rangeSetBy: target.goal.form === 'within' ? unitRef(plan, target.goal.set_by ?? target.lead) : null,
    years: years.map((year) => ({ year, standing: standingOf(target, plan, find, { ...view, year }) })),
    towns: byTown
      ? towns.map(({ code, name }) => ({
          code,
          name,
          standing: standingOf(target, plan, find, { ...view, town: code }),
          series: seriesOf(target, plan, find, { ...view, town: code }),
        }))
      : [],
    listable: isComputed(measure),
  };
}
