import type { PolicyCounts } from '@miaopu/contract';
import { type Queryable, type RawBuilder, rows, sql } from '../../platform/db/index.ts';
import type { CountedAmount } from './cost.ts';

/** The counts with what they say of money (cost.ts). */
export type RunCounts = Omit<PolicyCounts, 'cost' | 'uncounted'> & CountedAmount;

export type CountedPolicy = {
  readonly policyId: string;
  readonly version: number;
  readonly counts: RunCounts;
};
export type CountedPlace = { readonly code: string; readonly counts: RunCounts };

export type Place = {
  /** A town's code, `none` for unknown. */
  readonly town?: string;
  readonly industry?: string;
};

type Row = {
  readonly key: string;
  readonly version: number;
  readonly met: string;
  readonly nearly: string;
  readonly unknown: string;
  readonly manual: string;
  readonly not_met: string;
  readonly not_applicable: string;
  readonly amount: string;
  readonly uncounted: string;
};

function countsOf(row: Row): RunCounts {
  return {
    met: Number(row.met),
    nearly: Number(row.nearly),
    unknown: Number(row.unknown),
    manual: Number(row.manual),
    notMet: Number(row.not_met),
    notApplicable: Number(row.not_applicable),
    amount: row.amount,
    uncounted: Number(row.uncounted),
  };
}

function sums(db: Queryable, key: RawBuilder<unknown>, where: RawBuilder<unknown>): Promise<Row[]> {
  return rows<Row>(
    db,
    sql`select ${key} as key, max(version) as version, sum(met) as met, sum(nearly) as nearly, sum(unknown) as unknown, sum(manual) as manual,
               sum(not_met) as not_met, sum(not_applicable) as not_applicable, trim_scale(sum(amount)) as amount, sum(uncounted) as uncounted
        from policies.run_count where ${where} group by 1 order by 1`,
  );
}

function inPlace({ town, industry }: Place): RawBuilder<unknown> {
  return sql`${town === undefined ? sql`true` : sql`town = ${town}`} and ${industry === undefined ? sql`true` : sql`division = ${industry}`}`;
}

/** A run's counts by policy, of the district or a part of it. */
export async function countsByPolicy(
  db: Queryable,
  district: string,
  runId: string,
  place: Place,
): Promise<CountedPolicy[]> {
  const found = await sums(
    db,
    sql`policy_id`,
    sql`district = ${district} and run_id = ${runId}::bigint and ${inPlace(place)}`,
  );
  return found.map((row) => ({ policyId: row.key, version: row.version, counts: countsOf(row) }));
}

/** A run's counts of one policy by town or by industry division. */
export async function countsByPlace(
  db: Queryable,
  district: string,
  runId: string,
  policyId: string,
  by: 'town' | 'division',
  place: Place,
): Promise<CountedPlace[]> {
  const found = await sums(
    db,
    sql.ref(by),
    sql`district = ${district} and run_id = ${runId}::bigint and policy_id = ${policyId} and ${inPlace(place)}`,
  );
  return found.map((row) => ({ code: row.key, counts: countsOf(row) }));
}
