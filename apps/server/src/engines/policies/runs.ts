import type { PolicyRun } from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { type Db, firstRow, inTransaction, type Queryable, rows, sql } from '../../platform/db/index.ts';
import { AppError, type Message } from '../../platform/errors/index.ts';
import { entitiesOn, latestKnowledge, settledInstant } from '../registry/index.ts';
import { standingCounts } from './aggregate.ts';
import { policyFailure } from './errors.ts';
import { getLibrary } from './library.ts';
import { holdLock } from './lock.ts';
import type { Moment } from './rows.ts';

/** Notes a run over the district as of a day, in the caller's transaction; it begins when its turn comes. */
export async function createRun(db: Queryable, actor: Actor, asOf: string): Promise<string> {
  const row = await firstRow<{ run_id: string }>(
    db,
    sql`insert into policies.run (district, as_of, state, started_by) values (${actor.district}, ${asOf}::date, 'waiting', ${actor.name}) returning run_id`,
  );
  await recordAudit(db, {
    actor,
    action: 'policies.run.started',
    record: `policies/run/${row!.run_id}`,
    after: { asOf },
  });
  return row!.run_id;
}

const lockName = (id: string) => `policies run ${id}`;

/**
 * Matches all policies in force on the run's day with the whole district, and keeps the counts. The entities are taken in portions, so
 * that memory stays flat, progress is told and a cancelling is heard; nothing is visible until all of it is there. A run that somebody
 * cancelled, or that another process has taken up, is left alone.
 */
export async function executeRun(db: Db, district: string, id: string, signal?: AbortSignal): Promise<void> {
  const release = await holdLock(db, lockName(id));
  if (release === undefined) return;
  try {
    const claimed = await firstRow<{ as_of: string }>(
      db,
      sql`update policies.run set state = 'running', started_at = clock_timestamp(), done = 0
          where district = ${district} and run_id = ${id}::bigint and state in ('waiting', 'running') returning as_of`,
    );
    if (claimed === undefined) return;
    await sql`delete from policies.run_count where district = ${district} and run_id = ${id}::bigint`.execute(
      db.query,
    );
    await matchDistrict(db, { district, id, asOf: claimed.as_of, signal });
  } catch (error) {
    await endRun(db, district, id, error);
    if (!(error instanceof AppError)) throw error;
  } finally {
    await release();
  }
}

type Running = {
  readonly district: string;
  readonly id: string;
  readonly asOf: string;
  readonly signal: AbortSignal | undefined;
};

async function matchDistrict(db: Db, { district, id, asOf, signal }: Running): Promise<void> {
  const began = performance.now();
  const library = await getLibrary(db, district);
  const policies = library.onDay(asOf);
  const versions = policies.map(({ policy }) => library.policies.get(policy.id)!.version);
  const moment = { district, asOf, knownOn: await settledInstant(db, district) };
  const portions = await portionsOf(db, moment);
  const total = portions.reduce((sum, { count }) => sum + count, 0);
  await sql`update policies.run set known_on = ${moment.knownOn}::timestamptz, total = ${total}
            where district = ${district} and run_id = ${id}::bigint`.execute(db.query);
  for (const { first, last, count } of portions) {
    if (signal?.aborted) throw policyFailure('policies.run_interrupted');
    if (policies.length > 0) {
      const counts = standingCounts(
        policies,
        moment,
        (one) => sql`${one} between ${first}::bigint and ${last}::bigint`,
      );
      await sql`
        insert into policies.run_count (district, run_id, policy_id, version, town, division, ${countColumns})
        select ${district}, ${id}::bigint, policy_id, published.version, town, division, ${countColumns}
        from (${counts}) counted
        join unnest(${policies.map(({ policy }) => policy.id)}::text[], ${versions}::int[]) published (policy_id, version) using (policy_id)
        on conflict (district, run_id, policy_id, town, division) do update set ${added}`.execute(db.query);
    }
    if (!(await advance(db, district, id, count))) throw policyFailure('policies.run_cancelled');
  }
  await sql`update policies.run set state = 'done', finished_at = clock_timestamp(), entities = total, seconds = ${(performance.now() - began) / 1000}
            where district = ${district} and run_id = ${id}::bigint and state = 'running'`.execute(db.query);
}

const countNames = ['met', 'nearly', 'unknown', 'manual', 'not_met', 'not_applicable', 'amount', 'uncounted'];
const countColumns = sql.join(countNames.map((name) => sql.ref(name)));
const added = sql.join(
  countNames.map((name) => sql`${sql.ref(name)} = run_count.${sql.ref(name)} + excluded.${sql.ref(name)}`),
);

/** So many entities are matched at a time. */
const portionSize = 50_000;

/** The entities of a day in portions of their numbers. */
async function portionsOf(db: Queryable, moment: Moment) {
  const found = await rows<{ first: string; last: string; count: string }>(
    db,
    sql`select min(entity_id) as first, max(entity_id) as last, count(*) as count
        from (
          select entity_id, (row_number() over (order by entity_id) - 1) / ${portionSize}::int as portion
          from ${entitiesOn(moment.asOf, moment, { titles: [] })} where status = 'active'
        ) e group by portion order by portion`,
  );
  return found.map(({ first, last, count }) => ({ first, last, count: Number(count) }));
}

/** Tells progress; hears by the same statement whether somebody cancelled. */
async function advance(db: Queryable, district: string, id: string, count: number): Promise<boolean> {
  const found = await firstRow<{ state: string }>(
    db,
    sql`update policies.run set done = done + ${count} where district = ${district} and run_id = ${id}::bigint returning state`,
  );
  return found?.state === 'running';
}

async function endRun(db: Db, district: string, id: string, error: unknown): Promise<void> {
  const cancelled = error instanceof AppError && error.code === 'policies.run_cancelled';
  const words: Message =
    error instanceof AppError
      ? error.words
      : {
          zh: `匹配出现故障:${(error as Error).message}`,
          en: `The matching failed: ${(error as Error).message}`,
        };
  await sql`update policies.run set state = ${cancelled ? 'cancelled' : 'failed'}, error = ${JSON.stringify(words)}::jsonb, finished_at = clock_timestamp()
            where district = ${district} and run_id = ${id}::bigint and state in ('running', 'cancelled')`.execute(
    db.query,
  );
  await sql`delete from policies.run_count where district = ${district} and run_id = ${id}::bigint`.execute(
    db.query,
  );
}

/**
 * Asks a run to stop; one that is at work hears it at the end of its portion.
 *
 * @throws policies.no_run, policies.run_over
 */
export async function cancelRun(db: Db, actor: Actor, id: string): Promise<PolicyRun> {
  const run = await getRun(db, actor.district, id);
  await inTransaction(db, async (tx) => {
    const stopped = await firstRow(
      tx,
      sql`update policies.run set state = 'cancelled', error = ${JSON.stringify(policyFailure('policies.run_cancelled').words)}::jsonb, finished_at = clock_timestamp()
          where district = ${actor.district} and run_id = ${id}::bigint and state in ('waiting', 'running') returning run_id`,
    );
    if (stopped === undefined) throw policyFailure('policies.run_over', { id, state: run.state });
    await recordAudit(tx, { actor, action: 'policies.run.cancelled', record: `policies/run/${id}` });
  });
  return getRun(db, actor.district, id);
}

/** After a start: the runs that still wait or whose process died, to be sent on again. */
export async function openRuns(db: Queryable): Promise<{ district: string; id: string }[]> {
  return rows(
    db,
    sql`select district, run_id as id from policies.run where state in ('waiting', 'running') order by run_id`,
  );
}

type RunRow = {
  readonly run_id: string;
  readonly as_of: string;
  readonly known_on: string | null;
  readonly state: PolicyRun['state'];
  readonly done: number;
  readonly total: number;
  readonly entities: string | null;
  readonly seconds: string | null;
  readonly error: Message | null;
  readonly started_at: string;
  readonly started_by: string;
  readonly finished_at: string | null;
  readonly learned: string | null;
  readonly republished: boolean;
};

/** A run's own columns, and whether something has changed since: the registry's knowledge, or a version that it counted by. */
const runColumns = sql`run_id, as_of, known_on, state, done, total, entities, seconds, error, started_at, started_by, finished_at, exists (
    select from policies.act act where act.district = run.district and act.act in ('published', 'repealed') and act.happened_at > run.started_at
  ) as republished`;

function runOf(row: RunRow, learned: string | undefined): PolicyRun {
  return {
    id: row.run_id,
    asOf: row.as_of,
    knownOn: row.known_on ?? row.started_at,
    state: row.state,
    progress: { done: row.done, total: row.total },
    startedAt: row.started_at,
    startedBy: row.started_by,
    finishedAt: row.finished_at,
    seconds: row.seconds === null ? null : Number(row.seconds),
    entities: row.entities === null ? null : Number(row.entities),
    error: row.error,
    stale:
      row.state === 'done' &&
      (row.republished || (learned !== undefined && Date.parse(learned) > Date.parse(row.known_on!))),
  };
}

const mostListed = 100;

/** Runs of a district, newest first. */
export async function listRuns(db: Queryable, district: string): Promise<PolicyRun[]> {
  const [found, learned] = [
    await rows<RunRow>(
      db,
      sql`select ${runColumns} from policies.run run where district = ${district} order by run_id desc limit ${mostListed}`,
    ),
    await latestKnowledge(db, district),
  ];
  return found.map((row) => runOf(row, learned));
}

/** @throws policies.no_run */
export async function getRun(db: Queryable, district: string, id: string): Promise<PolicyRun> {
  const row = await firstRow<RunRow>(
    db,
    sql`select ${runColumns} from policies.run run where district = ${district} and run_id = ${id}::bigint`,
  );
  if (row === undefined) throw policyFailure('policies.no_run', { id });
  return runOf(row, await latestKnowledge(db, district));
}

/** The newest run that is done; undefined where there is none. */
export async function findLatestRun(db: Queryable, district: string): Promise<PolicyRun | undefined> {
  const row = await firstRow<RunRow>(
    db,
    sql`select ${runColumns} from policies.run run where district = ${district} and state = 'done' order by run_id desc limit 1`,
  );
  return row === undefined ? undefined : runOf(row, await latestKnowledge(db, district));
}
