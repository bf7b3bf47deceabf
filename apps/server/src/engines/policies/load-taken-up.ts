import type { PolicyKind } from '@miaopu/policies';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { type Db, firstRow, inTransaction, type RawBuilder, rows, sql } from '../../platform/db/index.ts';
import { settledInstant } from '../registry/index.ts';
import { coverageOf } from './coverage.ts';
import { coverageRows } from './coverage-rows.ts';
import { type Enjoyment, lockEnjoyments, recordEnjoyments } from './enjoyments.ts';

export type TakenUp = {
  /** The name that makes loading idempotent, of a simulated district. */
  readonly source: string;
  readonly kind: PolicyKind;
  readonly years: readonly number[];
  readonly department: string;
};

/**
 * Of a simulated district: lets those who are eligible by the policies' own rules take them up, as most do in life, where the simulation
 * did not say so already. In the end 93 to 98 of a hundred enjoyed a policy in a year, another share for each; who is left out is always
 * the same. Loading the same name again does nothing.
 *
 * @returns how many records were added
 */
export async function loadTakenUp(
  db: Db,
  actor: Actor,
  { source, kind, years, department }: TakenUp,
): Promise<number> {
  const { district } = actor;
  const name = `${source} taken up`;
  const known = await firstRow(
    db,
    sql`select from registry.source where district = ${district} and kind = 'simulator' and name = ${name} limit 1`,
  );
  if (known !== undefined) return 0;
  const found: Enjoyment[] = [];
  for (const year of years) found.push(...(await takersOf(db, district, kind, year, department)));
  return inTransaction(db, async (tx) => {
    await lockEnjoyments(tx, district);
    const { recorded } = await recordEnjoyments(tx, actor, { kind: 'simulator', name, department }, found);
    if (recorded > 0)
      await recordAudit(tx, {
        actor,
        action: 'policies.enjoyments.imported',
        record: `policies/enjoyments/${name}`,
        after: { recorded },
      });
    return recorded;
  });
}

type Taker = Pick<Enjoyment, 'entityId' | 'policyId' | 'amount' | 'decidedOn' | 'knownFrom'>;

async function takersOf(
  db: Db,
  district: string,
  kind: PolicyKind,
  year: number,
  department: string,
): Promise<Enjoyment[]> {
  const of = await coverageOf(db, { district, knownOn: await settledInstant(db, district) }, year, { kind });
  // with the yearly settlement, which ends in May; the office hears of it within some weeks
  const decided = sql`make_date(${year + 1}::int, 3, 1) + floor(${luck(sql`entity_id || ' day ' || policy_id`)} * 90)::int`;
  const takers = await rows<Taker>(
    db,
    sql`
      select entity_id as "entityId", policy_id as "policyId", amount, decided_on as "decidedOn", decided_on::timestamptz + interval '20 days' as "knownFrom"
      from (
        select entity_id, policy_id, trim_scale(estimated)::text as amount, ${decided} as decided_on
        from (
          select row.*, 0.93 + 0.05 * ${luck(sql`policy_id || ${` share ${year}`}`)} as wanted,
                 avg(enjoyed::int) over (partition by policy_id) as enjoyed_already
          from (${coverageRows(of, true)}) row where row.fits
        ) eligible
        where not enjoyed and ${luck(sql`entity_id || ' took ' || policy_id || ${` ${year}`}`)} * (1 - enjoyed_already) < wanted - enjoyed_already
      ) taker order by entity_id, policy_id`,
  );
  return takers.map((one) => ({ ...one, year, department, evidence: null }));
}

/** A fraction from 0 to 1 that depends on nothing but a text. */
function luck(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`((hashtextextended(${text}, 0) & 2147483647) / 2147483648.0)`;
}
