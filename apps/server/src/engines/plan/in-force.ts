import {
  type GoalAsked,
  type GoalView,
  goalFor,
  type Measure,
  measureSchema,
  type PlanPack,
  type Target,
} from '@miaopu/plan';
import { firstRow, type Queryable, rows, sql } from '../../platform/db/index.ts';
import { planFailure } from './errors.ts';

export type SplitRow = { readonly unit: string; readonly year: number; readonly value: string };
export type RangeRow = { readonly year: number; readonly low: string; readonly high: string };

/** A plan with what is in force of it: the latest definition of each target and its latest decomposition. */
export type PlanInForce = {
  readonly pack: PlanPack;
  /** By target, and by companion (which follows its target's version). */
  readonly measures: ReadonlyMap<string, { readonly version: number; readonly measure: Measure }>;
  readonly decompositions: ReadonlyMap<string, readonly SplitRow[]>;
  /** Ranges that were set where the text leaves them open. */
  readonly ranges: ReadonlyMap<string, readonly RangeRow[]>;
};

/** The pack of a loaded plan. @throws plan.not_found */
export async function getPack(db: Queryable, district: string, planId: string): Promise<PlanPack> {
  const found = await firstRow<{ pack: PlanPack }>(
    db,
    sql`select pack from plan.plan where district = ${district} and plan_id = ${planId}`,
  );
  if (found === undefined) throw planFailure('plan.not_found', { id: planId });
  return found.pack;
}

/** A target of a plan. @throws plan.no_such_target */
export function findTarget(pack: PlanPack, targetId: string): Target {
  const target = pack.targets.find((one) => one.id === targetId);
  if (target === undefined) throw planFailure('plan.no_such_target', { id: targetId });
  return target;
}

/** Units of a plan that stand for the whole district: their rows split a target over years. */
export function districtUnits(pack: PlanPack): ReadonlySet<string> {
  return new Set(pack.units.filter((unit) => unit.kind === 'district').map((unit) => unit.id));
}

/** What a target asks of a town, a unit or the district, in a year or the whole period, by the decomposition in force. */
export function getGoal(
  { pack, decompositions, ranges }: PlanInForce,
  targetId: string,
  view: GoalView,
): GoalAsked {
  // of the whole period, the last year that was set
  const set = ranges.get(targetId)?.findLast((row) => view.year === undefined || row.year === view.year);
  if (set !== undefined) return { form: 'within', low: set.low, high: set.high };
  const [first, last] = [pack.plan.period.start, pack.plan.period.end].map((day) => Number(day.slice(0, 4)));
  return goalFor(findTarget(pack, targetId), decompositions.get(targetId) ?? [], view, {
    districts: districtUnits(pack),
    years: last! - first! + 1,
  });
}

/** A plan with what is in force of it. @throws plan.not_found */
export async function getPlanInForce(db: Queryable, district: string, planId: string): Promise<PlanInForce> {
  const pack = await getPack(db, district, planId);
  const [definitions, splits, ranges] = await Promise.all([
    rows<{ target_id: string; version: number; measure: Measure }>(
      db,
      sql`select distinct on (target_id) target_id, version, definition -> 'measure' as measure from plan.target_definition
          where district = ${district} and plan_id = ${planId} order by target_id, version desc`,
    ),
    rows<{ target_id: string; rows: SplitRow[] }>(
      db,
      sql`select distinct on (target_id) target_id, rows from plan.decomposition
          where district = ${district} and plan_id = ${planId} order by target_id, version desc`,
    ),
    rows<{ target_id: string; rows: RangeRow[] }>(
      db,
      sql`select distinct on (target_id) target_id, rows from plan.goal_range
          where district = ${district} and plan_id = ${planId} order by target_id, version desc`,
    ),
  ]);
  const decided = new Map(
    definitions.map((row) => [
      row.target_id,
      { version: row.version, measure: measureSchema.parse(row.measure) },
    ]),
  );
  const companions = pack.targets.flatMap((target) =>
    target.companions.map(
      (companion) =>
        [
          companion.id,
          { version: decided.get(target.id)?.version ?? 1, measure: companion.measure },
        ] as const,
    ),
  );
  return {
    pack,
    measures: new Map([...decided, ...companions]),
    decompositions: new Map(splits.map((row) => [row.target_id, row.rows])),
    ranges: new Map(ranges.map((row) => [row.target_id, row.rows])),
  };
}

/** The plans of a district, latest first. */
export async function listPlans(
  db: Queryable,
  district: string,
): Promise<{ id: string; title: { zh: string; en: string }; start: string; end: string }[]> {
  return rows(
    db,
    sql`select plan_id as id, pack -> 'plan' -> 'title' as title, period_start as start, period_end as end from plan.plan
        where district = ${district} order by period_start desc, plan_id`,
  );
}
