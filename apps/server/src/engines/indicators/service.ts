import { isComputed, type Measure } from '@miaopu/plan';
import { responsibleTowns } from '@miaopu/standards';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { type Db, firstRow, inTransaction, type Queryable, sql, type Tx } from '../../platform/db/index.ts';
import { defineErrors } from '../../platform/errors/index.ts';
import { getPlanInForce, type PlanInForce } from '../plan/index.ts';
import { beginKnowledge, settledInstant } from '../registry/index.ts';
import { type Counted, calculate } from './calculate.ts';
import { planDays } from './cards.ts';
import type { Moment } from './moment.ts';
import { findLearned, findRun, findVersions, type Run } from './runs.ts';

export const indicatorFailure = defineErrors({
  'indicators.no_such_target': {
    status: 404,
    zh: '计划中没有目标“{id}”。请从驾驶舱进入。',
    en: 'The plan has no target “{id}”. Enter from the cockpit.',
  },
  'indicators.before_plan': {
    status: 400,
    zh: '截止日 {day} 早于计划开始日 {start}。请改选计划期内的日期。',
    en: 'The as-of day {day} is before the plan’s start {start}. Choose a day within the plan.',
  },
  'indicators.not_listable': {
    status: 409,
    zh: '该目标由责任单位报送,没有可展开的企业名单。',
    en: 'This target is reported by a unit, so there is no list of enterprises behind it.',
  },
  'indicators.not_reported_kind': {
    status: 409,
    zh: '该目标由系统从名录计算,不接受报送。对结果有异议请更正相关企业的记录。',
    en: 'This target is counted from the registry and takes no reports. If the number is wrong, correct the enterprise records.',
  },
  'indicators.unknown_unit': {
    status: 400,
    zh: '计划中没有单位“{id}”。',
    en: 'The plan has no unit “{id}”.',
  },
  'indicators.bad_period': {
    status: 400,
    zh: '期间“{period}”不在计划期内,或不是该目标的报送周期({wanted})。',
    en: 'The period “{period}” is outside the plan or not the one this target is reported by ({wanted}).',
  },
});

/** The as-of day of a view: the one asked for, else today, and never beyond the plan's end. */
export function chooseAsOf(plan: PlanInForce, asked: string | undefined, clock: Clock): string {
  const { start, end } = planDays(plan);
  const day = asked ?? clock.today();
  if (day < start) throw indicatorFailure('indicators.before_plan', { day, start });
  return day < end ? day : end;
}

export function townsOf(district: string): { code: string; name: string }[] {
  return responsibleTowns(district).map(({ code, name }) => ({ code, name }));
}

/** Every target with its companions, each with the measure in force. */
export function countedOf(plan: PlanInForce): Counted[] {
  return [...plan.measures].map(([targetId, { version, measure }]) => ({ targetId, version, measure }));
}

export function momentOf(plan: PlanInForce, district: string, asOf: string, knownOn: string): Moment {
  return { district, plan: planDays(plan), asOf, knownOn };
}

/** Counts a plan as of a day, with all that is known now. Two who ask at once wait for one count. */
export async function countPlan(db: Db, district: string, planId: string, asOf: string): Promise<string> {
  const knownOn = await settledInstant(db, district);
  return count(db, district, planId, { asOf, knownOn });
}

/**
 * Counts a plan again where something was learned since the last count. Where units reported and nothing else happened, what the registry
 * says is taken over: counting it takes the database seconds, and would give the same.
 */
export async function recountPlan(db: Db, district: string, planId: string, asOf: string): Promise<void> {
  const run = await ensureRun(db, district, planId, asOf);
  if (!run.stale) return;
  const knownOn = await settledInstant(db, district);
  // asked after the instant: what is learned from now on is not taken for known
  const { ofRegistry } = await findLearned(db, district, planId);
  const isSame = ofRegistry < Date.parse(run.knownOn);
  await count(db, district, planId, { asOf, knownOn, ...(isSame && { sameRegistryAs: run.id }) });
}

async function count(
  db: Db,
  district: string,
  planId: string,
  {
    asOf,
    knownOn,
    sameRegistryAs,
  }: { readonly asOf: string; readonly knownOn: string; readonly sameRegistryAs?: string },
): Promise<string> {
  const plan = await getPlanInForce(db, district, planId);
  return calculate(db, {
    ...momentOf(plan, district, asOf, knownOn),
    planId,
    targets: countedOf(plan),
    towns: townsOf(district).map((town) => town.code),
    sameRegistryAs,
  });
}

/** The latest run as of a day, unless a definition has changed since: its numbers would not be those of the lists behind them. */
async function findCurrentRun(
  db: Queryable,
  district: string,
  planId: string,
  asOf: string,
  given?: PlanInForce,
): Promise<Run | undefined> {
  const run = await findRun(db, district, planId, asOf);
  if (run === undefined) return undefined;
  const plan = given ?? (await getPlanInForce(db, district, planId));
  const runs = countedBy.get(plan) ?? new Set<string>();
  if (runs.has(run.id)) return run;
  const counted = await findVersions(db, district, run.id);
  if (![...plan.measures].every(([targetId, { version }]) => counted.get(targetId) === version))
    return undefined;
  countedBy.set(plan, runs.add(run.id));
  return run;
}

/** Runs that were found to be counted by a plan's definitions: neither the one nor the other changes any more. */
const countedBy = new WeakMap<PlanInForce, Set<string>>();

/**
 * The run that a view shows; a day that was never counted, or not by the definitions in force, is counted now.
 *
 * @param plan where the caller has just read it
 */
export async function ensureRun(
  db: Db,
  district: string,
  planId: string,
  asOf: string,
  plan?: PlanInForce,
): Promise<Run> {
  const found = await findCurrentRun(db, district, planId, asOf, plan);
  if (found !== undefined) return found;
  await inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('count ' || ${district} || ${planId} || ${asOf}, 0))`.execute(
      tx.query,
    );
    if ((await findCurrentRun(db, district, planId, asOf)) === undefined)
      await countPlan(db, district, planId, asOf);
  });
  return (await findRun(db, district, planId, asOf))!;
}

/** The registry's measure of a target, for opening its number; a reported one has none. */
export function countedMeasure(plan: PlanInForce, targetId: string): Measure {
  const found = plan.measures.get(targetId);
  if (found === undefined) throw indicatorFailure('indicators.no_such_target', { id: targetId });
  if (!isComputed(found.measure)) throw indicatorFailure('indicators.not_listable');
  return found.measure;
}

export type NewReport = {
  readonly unit: string;
  readonly period: string;
  readonly value: string;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly evidence: string | null;
  /** It takes the place of a value that had been approved: why. */
  readonly restatedBecause?: string | null;
};

/** As `recordReportIn`, in a transaction of its own. */
export async function recordReport(
  db: Db,
  plan: PlanInForce,
  actor: Actor,
  targetId: string,
  report: NewReport,
): Promise<boolean> {
  return inTransaction(db, (tx) => recordReportIn(tx, plan, actor, targetId, report));
}

/**
 * Records what a unit reports for a period; an earlier report for it stays readable as known then. Saying the same again changes nothing.
 *
 * @returns whether it is new
 */
export async function recordReportIn(
  tx: Tx,
  plan: PlanInForce,
  actor: Actor,
  targetId: string,
  report: NewReport,
): Promise<boolean> {
  checkReport(plan, targetId, report);
  const { district } = actor;
  const { unit, period, value, numerator, denominator, evidence, restatedBecause = null } = report;
  const planId = plan.pack.plan.id;
  const place = sql`district = ${district} and plan_id = ${planId} and target_id = ${targetId} and unit_id = ${unit} and period = ${period} and recorded_to = 'infinity'`;
  await sql`select pg_advisory_xact_lock(hashtextextended('report ' || ${district} || ${planId} || ${targetId} || ${unit} || ${period}, 0))`.execute(
    tx.query,
  );
  const same = await firstRow(
    tx,
    sql`select from indicators.reported_value where ${place} and value = ${value}::numeric and numerator is not distinct from ${numerator}::numeric
        and denominator is not distinct from ${denominator}::numeric and evidence is not distinct from ${evidence}::text`,
  );
  if (same !== undefined) return false;
  // behind the lock of all who write: a count that is under way does not take it for known
  const at = await beginKnowledge(tx, district);
  await sql`update indicators.reported_value set recorded_to = ${at}::timestamptz where ${place}`.execute(
    tx.query,
  );
  await sql`insert into indicators.reported_value (district, plan_id, target_id, unit_id, period, value, numerator, denominator, evidence, restated_because, recorded_from, recorded_by)
    values (${district}, ${planId}, ${targetId}, ${unit}, ${period}, ${value}::numeric, ${numerator}::numeric, ${denominator}::numeric, ${evidence}, ${restatedBecause}, ${at}::timestamptz, ${actor.name})`.execute(
    tx.query,
  );
  await recordAudit(tx, {
    actor,
    action: 'indicators.value.reported',
    record: `plan/${planId}/target/${targetId}`,
    after: report,
  });
  return true;
}

function checkReport(plan: PlanInForce, targetId: string, { unit, period }: NewReport): void {
  const measure = plan.measures.get(targetId)?.measure;
  if (measure === undefined) throw indicatorFailure('indicators.no_such_target', { id: targetId });
  if (!('report' in measure)) throw indicatorFailure('indicators.not_reported_kind');
  if (!plan.pack.units.some((one) => one.id === unit))
    throw indicatorFailure('indicators.unknown_unit', { id: unit });
  const { start, end } = planDays(plan);
  const wanted = measure.report.period;
  const fits =
    (wanted === 'quarter' ? /^\d{4}Q[1-4]$/ : /^\d{4}$/).test(period) &&
    period.slice(0, 4) >= start.slice(0, 4) &&
    period.slice(0, 4) <= end.slice(0, 4);
  if (!fits) throw indicatorFailure('indicators.bad_period', { period, wanted });
}
