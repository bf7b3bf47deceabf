import { isComputed, type Measure } from '@miaopu/plan';
import { type Db, firstRow, inTransaction, type Queryable, rows, sql } from '../../platform/db/index.ts';
import { membersOf } from './members.ts';
import type { Moment } from './moment.ts';
import { findReports, rollUpReports } from './reported.ts';
import { type Cell, rollUp, type Value } from './roll-up.ts';
import { findVersions } from './runs.ts';

/** A target as it is counted: its measure is the definition's version in force. */
export type Counted = { readonly targetId: string; readonly version: number; readonly measure: Measure };

export type RunInput = Moment & {
  readonly planId: string;
  readonly targets: readonly Counted[];
  readonly towns: readonly string[];
  /** A run since which the registry learned nothing: what it says of the registry is taken over, and only reports are counted. */
  readonly sameRegistryAs?: string | undefined;
};

/** Counts a measure's members by town and period. */
export async function countCells(db: Db, measure: Measure, moment: Moment): Promise<Cell[]> {
  const members = await membersOf(db, measure, moment);
  if (members === undefined) return [];
  return rows<Cell>(
    db,
    sql`select coalesce(town, 'none') as town, period, sum(numerator) as numerator, sum(denominator) as denominator
        from (${members}) member group by 1, 2`,
  );
}

/** A target's values for every town and period: counted from the registry, or from what units reported. */
export async function valuesOf(
  db: Db,
  planId: string,
  { targetId, measure }: Counted,
  moment: Moment,
  towns: readonly string[],
): Promise<Value[]> {
  if (isComputed(measure)) return rollUp(measure, await countCells(db, measure, moment), towns, moment);
  return rollUpReports(measure, await findReports(db, planId, targetId, moment), towns, moment);
}

/**
 * Counts every target as of a day, as known on an instant, and keeps the values as one run.
 * A run that fails says so; values become visible all at once, when it is done.
 *
 * @returns the run's number
 */
export async function calculate(db: Db, input: RunInput): Promise<string> {
  const { district, planId, asOf, knownOn } = input;
  const run = await firstRow<{ run_id: string }>(
    db,
    sql`insert into indicators.run (district, plan_id, as_of, known_on, state)
        values (${district}, ${planId}, ${asOf}::date, ${knownOn}::timestamptz, 'running') returning run_id`,
  );
  const runId = run!.run_id;
  try {
    const taken = await findTaken(db, input);
    const targets = input.targets.filter(({ targetId }) => !taken.includes(targetId));
    const counted = await countAll(db, { ...input, targets });
    await inTransaction(db, async (tx) => {
      await takeOver(tx, input, runId, taken);
      for (const { target, values } of counted) await storeValues(tx, district, runId, target, values);
      await sql`update indicators.run set state = 'done', finished_at = clock_timestamp() where district = ${district} and run_id = ${runId}::bigint`.execute(
        tx.query,
      );
      await removeSuperseded(tx, input, runId);
    });
  } catch (error) {
    await sql`update indicators.run set state = 'failed', finished_at = clock_timestamp(), error = ${(error as Error).message}
              where district = ${district} and run_id = ${runId}::bigint`.execute(db.query);
    throw error;
  }
  return runId;
}

/** The targets whose values are those of the run before. */
async function findTaken(db: Db, { district, targets, sameRegistryAs }: RunInput): Promise<string[]> {
  if (sameRegistryAs === undefined) return [];
  const versions = await findVersions(db, district, sameRegistryAs);
  return targets
    .filter(({ targetId, version, measure }) => isComputed(measure) && versions.get(targetId) === version)
    .map(({ targetId }) => targetId);
}

async function takeOver(
  tx: Queryable,
  { district, sameRegistryAs }: RunInput,
  runId: string,
  targets: readonly string[],
): Promise<void> {
  if (targets.length === 0) return;
  const taken = await rows<{ target_id: string }>(
    tx,
    sql`insert into indicators.value (district, run_id, target_id, definition_version, town, period, value, numerator, denominator, reason)
        select district, ${runId}::bigint, target_id, definition_version, town, period, value, numerator, denominator, reason
        from indicators.value where district = ${district} and run_id = ${sameRegistryAs}::bigint and target_id = any(${targets}::text[])
        returning target_id`,
  );
  // another count has replaced it meanwhile, and whoever asks next has everything counted
  if (new Set(taken.map(({ target_id }) => target_id)).size < targets.length)
    throw new Error(`run ${sameRegistryAs} is not there any more`);
}

// Each statement keeps a core of the database busy; more at once would only wait for each other.
const statementsAtOnce = 2;

/** Counts all targets, some at once: what was known on an instant does not change while we look, so no transaction is needed. */
async function countAll(db: Db, input: RunInput): Promise<{ target: Counted; values: Value[] }[]> {
  const waiting = [...input.targets];
  const counted: { target: Counted; values: Value[] }[] = [];
  const work = async () => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      counted.push({ target, values: await valuesOf(db, input.planId, target, input, input.towns) });
    }
  };
  await Promise.all(Array.from({ length: statementsAtOnce }, work));
  return counted;
}

async function storeValues(
  tx: Queryable,
  district: string,
  runId: string,
  { targetId, version }: Counted,
  values: readonly Value[],
): Promise<void> {
  const column = <Key extends keyof Value>(key: Key) => values.map((value) => value[key]);
  await sql`
    insert into indicators.value (district, run_id, target_id, definition_version, town, period, value, numerator, denominator, reason)
    select ${district}, ${runId}::bigint, ${targetId}, ${version}::int, town, period, value, numerator, denominator, reason
    from unnest(${column('town')}::text[], ${column('period')}::text[], ${column('value')}::numeric[],
                ${column('numerator')}::numeric[], ${column('denominator')}::numeric[], ${column('reason')}::text[])
      as counted (town, period, value, numerator, denominator, reason)
  `.execute(tx.query);
}

/**
 * A newer count as of the same day replaces the older ones; they can be made again from their day and instant. One that is still counting
 * stays until it is done: its values could not be kept otherwise. What has been counting for an hour was killed.
 */
async function removeSuperseded(
  tx: Queryable,
  { district, planId, asOf }: RunInput,
  runId: string,
): Promise<void> {
  await sql`delete from indicators.run where district = ${district} and plan_id = ${planId} and as_of = ${asOf}::date and run_id < ${runId}::bigint
              and (state <> 'running' or started_at < clock_timestamp() - interval '1 hour')`.execute(
    tx.query,
  );
}
