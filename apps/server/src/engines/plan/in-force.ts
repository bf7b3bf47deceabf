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
import { keptLately } from '../../platform/lately/index.ts';
import { planFailure } from './errors.ts';

export type SplitRow = { readonly unit: string; readonly year: number; readonly value: string };
export type RangeRow = { readonly year: number; readonly low: string; readonly high: string };

/** A version of a target's decomposition, in force from a day. */
export type SplitVersion = {
  readonly version: number;
  readonly effectiveFrom: string;
  readonly documentNumber: string | null;
  readonly rows: readonly SplitRow[];
};

/** A plan with what is in force of it: the latest definition of each target, and its decompositions. */
export type PlanInForce = {
  readonly pack: PlanPack;
  /** By target, and by companion (which follows its target's version). */
  readonly measures: ReadonlyMap<string, { readonly version: number; readonly measure: Measure }>;
  /** By target, the latest version first. */
  readonly decompositions: ReadonlyMap<string, readonly SplitVersion[]>;
  /** Ranges that were set where the text leaves them open. */
  readonly ranges: ReadonlyMap<string, readonly RangeRow[]>;
};

type ReadPack = { readonly hash: string; readonly pack: PlanPack };
/** Packs as they were read last, by plan: a pack is a hundred kilobytes of JSON and more, and the same until somebody loads another. */
const known = new Map<string, ReadPack>();

/** The pack of a loaded plan: the same object as long as it is the same pack. @throws plan.not_found */
export async function getPack(db: Queryable, district: string, planId: string): Promise<PlanPack> {
  const key = `${district} ${planId}`;
  const before = known.get(key);
  const found = await firstRow<Pick<ReadPack, 'hash'> & { readonly pack: PlanPack | null }>(
    db,
    sql`select pack_sha256 as hash, case when pack_sha256 is distinct from ${before?.hash ?? null} then pack end as pack
        from plan.plan where district = ${district} and plan_id = ${planId}`,
  );
  if (found === undefined) throw planFailure('plan.not_found', { id: planId });
  const pack = found.pack ?? before!.pack;
  known.set(key, { hash: found.hash, pack });
  return pack;
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

/** The decomposition of a target that is in force on a day: of those that are, the highest version. */
export function splitOn(
  { decompositions }: Pick<PlanInForce, 'decompositions'>,
  targetId: string,
  day: string,
): SplitVersion | undefined {
  return decompositions.get(targetId)?.find(({ effectiveFrom }) => effectiveFrom <= day);
}

/** What a target asks of a town, a unit or the district, in a year or the whole period, by the decomposition in force on a day. */
export function getGoal(
  plan: PlanInForce,
  targetId: string,
  view: GoalView & { readonly on: string },
): GoalAsked {
  const { pack, ranges } = plan;
  // of the whole period, the last year that was set
  const set = ranges.get(targetId)?.findLast((row) => view.year === undefined || row.year === view.year);
  if (set !== undefined) return { form: 'within', low: set.low, high: set.high };
  const [first, last] = [pack.plan.period.start, pack.plan.period.end].map((day) => Number(day.slice(0, 4)));
  return goalFor(findTarget(pack, targetId), splitOn(plan, targetId, view.on)?.rows ?? [], view, {
    districts: districtUnits(pack),
    years: last! - first! + 1,
  });
}

/** Every version of a plan's decompositions by target, the latest first. */
export async function listSplits(
  db: Queryable,
  district: string,
  planId: string,
): Promise<Map<string, SplitVersion[]>> {
  const found = await rows<SplitVersion & { readonly target: string }>(
    db,
    sql`select target_id as target, version, effective_from as "effectiveFrom", document_number as "documentNumber", rows from plan.decomposition
        where district = ${district} and plan_id = ${planId} order by target_id, version desc`,
  );
  return Map.groupBy(found, ({ target }) => target);
}

/** Plans as they were read last, of each database, by the state that they were in. Nobody changes what was read, so all readers share it. */
const readLately = keptLately<Queryable, PlanInForce>(8);

/** What changes with any change of a plan: the pack's hash, and how many decisions there are, since none is ever changed or removed. */
async function findState(db: Queryable, district: string, planId: string): Promise<string | undefined> {
  const found = await firstRow<{ state: string }>(
    db,
    sql`select concat_ws(' ', p.pack_sha256,
          (select count(*) from plan.target_definition d where d.district = p.district and d.plan_id = p.plan_id),
          (select count(*) from plan.decomposition d where d.district = p.district and d.plan_id = p.plan_id),
          (select count(*) from plan.goal_range r where r.district = p.district and r.plan_id = p.plan_id)) as state
        from plan.plan p where p.district = ${district} and p.plan_id = ${planId}`,
  );
  return found?.state;
}

/**
 * A plan with what is in force of it. It is read, and its measures are checked, only where something of it changed since.
 *
 * @throws plan.not_found
 */
export async function getPlanInForce(db: Queryable, district: string, planId: string): Promise<PlanInForce> {
  // a transaction sees what may yet be undone
  if ('client' in db) return readPlan(db, district, planId);
  const state = await findState(db, district, planId);
  if (state === undefined) throw planFailure('plan.not_found', { id: planId });
  return readLately(db, `${district} ${planId} ${state}`, () => readPlan(db, district, planId));
}

async function readPlan(db: Queryable, district: string, planId: string): Promise<PlanInForce> {
  const pack = await getPack(db, district, planId);
  const [definitions, splits, ranges] = await Promise.all([
    rows<{ target_id: string; version: number; measure: Measure }>(
      db,
      sql`select distinct on (target_id) target_id, version, definition -> 'measure' as measure from plan.target_definition
          where district = ${district} and plan_id = ${planId} order by target_id, version desc`,
    ),
    listSplits(db, district, planId),
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
    decompositions: splits,
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
