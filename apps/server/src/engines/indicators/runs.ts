import type { runSchema } from '@miaopu/contract';
import type { z } from 'zod';
import { firstRow, type Queryable, rows, sql } from '../../platform/db/index.ts';
import { latestPublication } from '../policies/index.ts';
import { latestKnowledge } from '../registry/index.ts';
import type { NoValue } from './roll-up.ts';

export type Run = z.infer<typeof runSchema>;

/** A value as a run kept it. */
export type StoredValue = {
  readonly target_id: string;
  readonly town: string;
  readonly period: string;
  readonly value: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly reason: NoValue | null;
};

/** The latest run as of a day that is done, with whether anything was learned since. */
export async function findRun(
  db: Queryable,
  district: string,
  planId: string,
  asOf: string,
): Promise<Run | undefined> {
  const found = await firstRow<{ run_id: string; as_of: string; known_on: string; finished_at: string }>(
    db,
    sql`select run_id, as_of, known_on, finished_at from indicators.run
        where district = ${district} and plan_id = ${planId} and as_of = ${asOf}::date and state = 'done' order by run_id desc limit 1`,
  );
  if (found === undefined) return undefined;
  const { ofRegistry, ofUnits } = await findLearned(db, district, planId);
  return {
    id: found.run_id,
    asOf: found.as_of,
    knownOn: found.known_on,
    finishedAt: found.finished_at,
    stale: Math.max(ofRegistry, ofUnits) > Date.parse(found.known_on),
  };
}

/** When something was last learned that a count depends on, in milliseconds since 1970: by the registry or a policy, and from units' reports. */
export async function findLearned(
  db: Queryable,
  district: string,
  planId: string,
): Promise<{ readonly ofRegistry: number; readonly ofUnits: number }> {
  const reported = await firstRow<{ at: string | null }>(
    db,
    sql`select max(recorded_from) as at from indicators.reported_value where district = ${district} and plan_id = ${planId}`,
  );
  const instant = (at: string | null | undefined) => (at == null ? 0 : Date.parse(at));
  const [knowledge, publication] = [
    await latestKnowledge(db, district),
    await latestPublication(db, district),
  ];
  return { ofRegistry: Math.max(instant(knowledge), instant(publication)), ofUnits: instant(reported?.at) };
}

/**
 * Values of a run: all periods of the district and of a chosen town, and of the other towns only the period that is shown.
 *
 * @param targets all of them when absent
 */
export async function findValues(
  db: Queryable,
  district: string,
  runId: string,
  {
    period,
    town = '',
    targets,
    everyPeriod = false,
  }: { period: string; town?: string; targets?: readonly string[]; everyPeriod?: boolean },
): Promise<StoredValue[]> {
  return rows<StoredValue>(
    db,
    sql`select target_id, town, period, trim_scale(value) as value, trim_scale(numerator) as numerator, trim_scale(denominator) as denominator, reason
        from indicators.value
        where district = ${district} and run_id = ${runId}::bigint
          and (${everyPeriod} or town = ${town} or period = ${period})
          and (${targets === undefined} or target_id = any(${[...(targets ?? [])]}::text[]))`,
  );
}

/** The version of each target's definition that a run counted by. */
export async function findVersions(
  db: Queryable,
  district: string,
  runId: string,
): Promise<Map<string, number>> {
  const found = await rows<{ target_id: string; definition_version: number }>(
    db,
    sql`select target_id, definition_version from indicators.value
        where district = ${district} and run_id = ${runId}::bigint and town = '' and period = 'total'`,
  );
  return new Map(found.map((row) => [row.target_id, row.definition_version]));
}

/** A target's value in each town at the end of the first quarter, as the latest run as of a day counted it: weights for a split. */
export async function findTownWeights(
  db: Queryable,
  district: string,
  planId: string,
  asOf: string,
  targetId: string,
): Promise<{ town: string; weight: number }[]> {
  const found = await rows<{ town: string; value: string }>(
    db,
    sql`select town, value from indicators.value counted
        where district = ${district} and target_id = ${targetId} and town not in ('', 'none') and period = (
            select min(period) from indicators.value one
            where one.district = counted.district and one.run_id = counted.run_id and one.target_id = counted.target_id and one.period like '____Q_')
          and run_id = (select max(run_id) from indicators.run where district = ${district} and plan_id = ${planId} and as_of = ${asOf}::date and state = 'done')
        order by town`,
  );
  return found.map(({ town, value }) => ({ town, weight: Number(value) }));
}
