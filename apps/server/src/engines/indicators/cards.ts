import type { ProgressState, Standing, TargetCard } from '@miaopu/contract';
import { isComputed, type Labels, type Target } from '@miaopu/plan';
import type { PlanInForce } from '../plan/index.ts';
import { forecastEnd } from './forecast.ts';
import { elapsedOf, goalOf, periodOf, type View } from './goals.ts';
import { lastDayOf, type PlanDays, quartersBetween } from './moment.ts';
import type { StoredValue } from './runs.ts';
import { judge } from './standing.ts';
import { forecastWords, noValueWords } from './words.ts';

export type ValueIndex = (targetId: string, town: string, period: string) => StoredValue | undefined;

/** Finds a run's values by target, town and period. */
export function indexValues(values: readonly StoredValue[]): ValueIndex {
  const byKey = new Map(values.map((value) => [`${value.target_id} ${value.town} ${value.period}`, value]));
  return (targetId, town, period) => byKey.get(`${targetId} ${town} ${period}`);
}

export function planDays({ pack }: PlanInForce): PlanDays {
  return { start: pack.plan.period.start, end: pack.plan.period.end, base: pack.plan.base_day };
}

export function unitRef({ pack }: PlanInForce, id: string): { id: string; name: Labels } {
  const unit = pack.units.find((one) => one.id === id);
  return { id, name: unit?.name ?? { zh: id, en: id } };
}

/** How a target stands in a view. */
export function standingOf(target: Target, plan: PlanInForce, find: ValueIndex, view: View): Standing {
  const found = find(target.id, view.town ?? '', periodOf(view));
  const computed = isComputed(plan.measures.get(target.id)?.measure ?? target.measure);
  const reason = found === undefined ? (computed ? 'year_not_over' : 'not_reported') : found.reason;
  const measured = {
    value: found?.value ?? null,
    numerator: found?.numerator ?? null,
    denominator: found?.denominator ?? null,
    reason: reason === null ? null : noValueWords[reason],
  };
  return judge(measured, goalOf(target, plan, view), target.kind, elapsedOf(planDays(plan), view));
}

/** A target's quarters in a town or the district, up to the as-of day. */
export function seriesOf(
  target: Target,
  plan: PlanInForce,
  find: ValueIndex,
  { asOf, town = '' }: View,
): TargetCard['series'] {
  const { start, end } = planDays(plan);
  const until = asOf < end ? asOf : end;
  return quartersBetween(start, until).map((period) => {
    const last = lastDayOf(period);
    return {
      period,
      on: last < until ? last : until,
      own: find(target.id, town, period)?.value ?? null,
      running: find(target.id, town, `..${period}`)?.value ?? null,
    };
  });
}

function forecastOf(
  target: Target,
  plan: PlanInForce,
  series: TargetCard['series'],
  { asOf }: View,
): TargetCard['forecast'] {
  const measure = plan.measures.get(target.id)?.measure;
  const accumulates = measure !== undefined && 'flow' in measure && measure.share === undefined;
  if (!accumulates) return null;
  const forecast = forecastEnd(
    series.map(({ period, own }) => ({ period, own: Number(own ?? 0) })),
    asOf,
    planDays(plan).end,
  );
  return forecast === undefined ? null : { ...forecast, method: forecastWords };
}

/** A target as a card: its standing in the view, its quarters, and where it is heading. */
export function cardOf(target: Target, plan: PlanInForce, find: ValueIndex, view: View): TargetCard {
  const series = seriesOf(target, plan, find, view);
  const measure = plan.measures.get(target.id)?.measure ?? target.measure;
  return {
    id: target.id,
    clause: target.clause,
    title: target.title,
    unit: target.unit,
    kind: target.kind,
    lead: unitRef(plan, target.lead),
    how: isComputed(measure) ? 'computed' : 'reported',
    standing: standingOf(target, plan, find, view),
    forecast: forecastOf(target, plan, series, view),
    series,
  };
}

const states = [
  'done',
  'ahead',
  'on_track',
  'behind',
  'at_risk',
  'unmeasured',
  'untargeted',
] as const satisfies readonly ProgressState[];

export function countStates(standings: readonly Standing[]): Record<ProgressState, number> {
  const counts = Object.fromEntries(states.map((state) => [state, 0])) as Record<ProgressState, number>;
  for (const { state } of standings) counts[state]++;
  return counts;
}
