import type { PolicyKind } from '@miaopu/policies';
import { Decimal } from 'decimal.js';
import { type Db, firstRow, type Queryable, type RawBuilder, rows, sql } from '../../platform/db/index.ts';
import { type EntityLike, joinEntity, type Knowledge } from '../registry/index.ts';
import { type CoverageOf, coverageRows, lastDayOfYear } from './coverage-rows.ts';
import { libraryKnownOn } from './library.ts';

type Fragment = RawBuilder<unknown>;

/** How many were eligible for a policy in a year, and how many of them enjoyed it; `share` is a fraction of one. */
export type Coverage = {
  readonly eligible: number;
  readonly enjoyed: number;
  readonly enjoyedOnly: number;
  readonly share: string | null;
  /** Support received, in yuan. */
  readonly amount: string;
};
export type CoveredPolicy = { readonly policyId: string; readonly coverage: Coverage };

/** Which rows a list shows. */
export type CoveragePart = 'enjoyed' | 'not_enjoyed' | 'enjoyed_only';

export type CoverageRow = EntityLike & {
  readonly estimated: string | null;
  readonly enjoyed: string | null;
  readonly decided_on: string | null;
  readonly department: string | null;
  readonly evidence: string | null;
};

/**
 * Policies whose coverage of a year is asked: those of a kind (all kinds when absent), or a single one.
 *
 * Those in force on the year's last day count eligible; those that were over by then can still have been enjoyed.
 */
export async function coverageOf(
  db: Db,
  knowledge: Knowledge,
  year: number,
  asked: { readonly kind?: PolicyKind | undefined; readonly policy?: string | undefined },
): Promise<CoverageOf> {
  const { district, knownOn } = knowledge;
  const library = await libraryKnownOn(db, district, knownOn);
  const wanted = ({ id, kind }: { id: string; kind: PolicyKind }) =>
    (asked.policy === undefined || id === asked.policy) && (asked.kind === undefined || kind === asked.kind);
  return {
    district,
    knownOn,
    year,
    inForce: library.onDay(lastDayOfYear(year)).filter(({ policy }) => wanted(policy)),
    policies: [...library.policies.values()]
      .map(({ policy }) => policy)
      .filter(wanted)
      .map(({ id }) => id),
  };
}

function inTown(town: string | undefined): Fragment {
  if (town === undefined) return sql`true`;
  return town === 'none' ? sql`row.town is null` : sql`row.town = ${town}`;
}

/** Counts by policy, in the order of their ids. A policy in force that nobody was eligible for is there with noughts. */
export async function countCoverage(db: Queryable, of: CoverageOf, town?: string): Promise<CoveredPolicy[]> {
  const found = await rows<{
    policy_id: string;
    eligible: string;
    enjoyed: string;
    enjoyed_only: string;
    amount: string;
  }>(
    db,
    sql`select row.policy_id, count(*) filter (where row.fits) as eligible, count(*) filter (where row.fits and row.enjoyed) as enjoyed,
               count(*) filter (where not row.fits) as enjoyed_only, trim_scale(coalesce(sum(row.amount), 0)) as amount
        from (${coverageRows(of)}) row where ${inTown(town)} group by row.policy_id`,
  );
  const byPolicy = new Map(
    found.map((row) => [
      row.policy_id,
      coverage(Number(row.eligible), Number(row.enjoyed), Number(row.enjoyed_only), row.amount),
    ]),
  );
  const ids = new Set([...of.inForce.map(({ policy }) => policy.id), ...byPolicy.keys()]);
  return [...ids]
    .sort()
    .map((policyId) => ({ policyId, coverage: byPolicy.get(policyId) ?? coverage(0, 0, 0, '0') }));
}

function coverage(eligible: number, enjoyed: number, enjoyedOnly: number, amount: string): Coverage {
  const share = eligible === 0 ? null : new Decimal(enjoyed).div(eligible).toSignificantDigits(12).toFixed();
  return { eligible, enjoyed, enjoyedOnly, share, amount };
}

/** The policies' coverage together: their sums, and the ratio of the sums. */
export function totalCoverage(covered: readonly CoveredPolicy[]): Coverage {
  const sum = (of: (one: Coverage) => number) => covered.reduce((total, one) => total + of(one.coverage), 0);
  const amount = covered.reduce((total, one) => total.plus(one.coverage.amount), new Decimal(0));
  return coverage(
    sum((one) => one.eligible),
    sum((one) => one.enjoyed),
    sum((one) => one.enjoyedOnly),
    amount.toFixed(),
  );
}

const parts: Readonly<Record<CoveragePart, Fragment>> = {
  enjoyed: sql`row.fits and row.enjoyed`,
  not_enjoyed: sql`row.fits and not row.enjoyed`,
  enjoyed_only: sql`not row.fits`,
};

/** How many rows a list has: the number that `countCoverage` gives. */
export async function countCovered(
  db: Queryable,
  of: CoverageOf,
  part: CoveragePart,
  town?: string,
): Promise<number> {
  const found = await firstRow<{ total: string }>(
    db,
    sql`select count(*) as total from (${coverageRows(of)}) row where ${parts[part]} and ${inTown(town)}`,
  );
  return Number(found!.total);
}

/** A page of a policy's rows, those first who received or could have most, as the entities were on the year's last day. */
export async function listCovered(
  db: Queryable,
  of: CoverageOf,
  { part, town }: { readonly part: CoveragePart; readonly town?: string | undefined },
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<CoverageRow[]> {
  return rows<CoverageRow>(
    db,
    sql`select c.*, trim_scale(chosen.estimated) as estimated, trim_scale(chosen.amount) as enjoyed, chosen.decided_on, chosen.department, chosen.evidence
        from (
          select * from (${coverageRows(of, true)}) row where ${parts[part]} and ${inTown(town)}
          order by coalesce(row.amount, row.estimated) desc nulls last, row.entity_id limit ${limit} offset ${offset}
        ) chosen
        ${joinEntity('c', sql`chosen.entity_id`, sql`${lastDayOfYear(of.year)}::date`, of, { titles: [] })}
        order by coalesce(chosen.amount, chosen.estimated) desc nulls last, chosen.entity_id`,
  );
}

/** The years of which support was recorded, latest first. */
export async function yearsEnjoyed(db: Queryable, district: string): Promise<number[]> {
  const found = await rows<{ year: number }>(
    db,
    sql`select distinct year from policies.enjoyment where district = ${district} and recorded_to = 'infinity' order by year desc`,
  );
  return found.map(({ year }) => year);
}

/**
 * Whom policies of a kind reached, as the members of a target (docs/decisions/0001): one row an entity and policy of those who were
 * eligible on the last day of each of the years, in the numerator where it enjoyed the policy for that year. With `policy_id` beside.
 */
export async function coverageMembers(
  db: Db,
  knowledge: Knowledge,
  kind: PolicyKind,
  years: readonly number[],
): Promise<Fragment> {
  const each: Fragment[] = [];
  for (const year of years) {
    const of = await coverageOf(db, knowledge, year, { kind });
    each.push(sql`
      select row.entity_id, row.policy_id, ${lastDayOfYear(year)}::date as day, row.town, ${String(year)}::text as period,
             row.enjoyed as in_numerator, row.enjoyed::int::numeric as numerator, 1::numeric as denominator, row.source_id, row.evidence
      from (${coverageRows(of)}) row where row.fits`);
  }
  if (each.length === 0)
    return sql`select null::bigint as entity_id, null::text as policy_id, null::date as day, null::text as town, null::text as period, true as in_numerator,
      null::numeric as numerator, null::numeric as denominator, null::bigint as source_id, null::text as evidence where false`;
  return sql.join(each, sql` union all `);
}
