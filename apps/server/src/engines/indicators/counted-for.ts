import { firstRow, type Queryable, sql } from '../../platform/db/index.ts';
import type { Jobs } from '../../platform/jobs/index.ts';
import { findRun, findValues, type StoredValue } from './runs.ts';

export const countQueue = 'indicators-count';

/** What is counted of targets for a place and a period, by the newest count that covers it. */
export type CountedFor = {
  readonly asOf: string;
  /** Something was learned since. */
  readonly stale: boolean;
  /** By target; a target without a value of that period is absent. */
  readonly values: ReadonlyMap<string, StoredValue>;
};

/**
 * What a finished count says of a period that is over, without counting anew; undefined where no count reaches its end yet.
 *
 * @param asked `town`: '' for the whole district; `until`: the period's last day
 */
export async function findCountedFor(
  db: Queryable,
  district: string,
  planId: string,
  {
    targets,
    town,
    period,
    until,
  }: {
    readonly targets: readonly string[];
    readonly town: string;
    readonly period: string;
    readonly until: string;
  },
): Promise<CountedFor | undefined> {
  const newest = await firstRow<{ as_of: string }>(
    db,
    sql`select as_of from indicators.run where district = ${district} and plan_id = ${planId} and as_of >= ${until}::date and state = 'done'
        order by run_id desc limit 1`,
  );
  if (newest === undefined) return undefined;
  const run = (await findRun(db, district, planId, newest.as_of))!;
  const values =
    targets.length === 0 ? [] : await findValues(db, district, run.id, { period, town, targets });
  return {
    asOf: run.asOf,
    stale: run.stale,
    values: new Map(
      values
        .filter((one) => one.town === town && one.period === period && one.value !== null)
        .map((one) => [one.target_id, one]),
    ),
  };
}

type Count = { readonly district: string; readonly planId: string; readonly asOf: string };

/** Has a plan counted again behind everybody's back, where something was learned since the last count. */
export async function countSoon(jobs: Jobs, what: Count): Promise<void> {
  await jobs.send(countQueue, what);
}

/** So many milliseconds pass before readers ask for the same count again: until it is done, each of them finds it wanting. */
const patience = 2_000;
const askedLately = new WeakMap<Jobs, Map<string, number>>();

/** As `countSoon`, for whoever reads what is out of date. */
export async function countForReaders(jobs: Jobs, what: Count): Promise<void> {
  const asked = askedLately.get(jobs) ?? new Map<string, number>();
  askedLately.set(jobs, asked);
  const [key, now] = [JSON.stringify(what), performance.now()];
  if (now - (asked.get(key) ?? Number.NEGATIVE_INFINITY) < patience) return;
  asked.set(key, now);
  await countSoon(jobs, what);
}
