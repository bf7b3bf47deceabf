import type { goalRangeSchema } from '@miaopu/contract';
import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { type Db, firstRow, inTransaction, type Queryable, rows, sql } from '../../platform/db/index.ts';
import type { Problem } from '../../platform/errors/index.ts';
import { planFailure } from './errors.ts';
import { findTarget, getPack, type RangeRow } from './in-force.ts';

/** All versions of the range that a target is to keep within, newest first. */
export async function listRanges(
  db: Queryable,
  district: string,
  planId: string,
  targetId: string,
): Promise<z.infer<typeof goalRangeSchema>[]> {
  return rows(
    db,
    sql`select version, rows, reason, document_number as "documentNumber", decided_by as "decidedBy", decided_at as "decidedAt"
        from plan.goal_range where district = ${district} and plan_id = ${planId} and target_id = ${targetId}
        order by version desc`,
  );
}

function findProblems(given: readonly RangeRow[], first: number, last: number): Problem[] {
  const seen = new Set<number>();
  return given.flatMap(({ year, low, high }, index): Problem[] => {
    const at = (zh: string, en: string): Problem => ({ path: `rows.${index}`, message: { zh, en } });
    const twice = seen.has(year);
    seen.add(year);
    return [
      ...(year < first || year > last ? [at(`${year} 年不在计划期内`, `${year} is outside the plan`)] : []),
      ...(twice ? [at(`${year} 年重复`, `${year} stands twice`)] : []),
      ...(new Decimal(low).gt(high) ? [at('下限高于上限', 'The lower end is above the upper end')] : []),
    ];
  });
}

export type NewRange = {
  /** The version that the writer saw, 0 where there was none. */
  readonly basedOn: number;
  readonly rows: readonly RangeRow[];
  readonly reason: string;
  readonly documentNumber: string | null;
};

/** Sets the range that the text leaves open (A14), as a new version. @returns its number */
export async function decideRange(
  db: Db,
  actor: Actor,
  planId: string,
  targetId: string,
  decision: NewRange,
): Promise<number> {
  const { district } = actor;
  const pack = await getPack(db, district, planId);
  if (findTarget(pack, targetId).goal.form !== 'within')
    throw planFailure('plan.no_open_range', { id: targetId });
  const [first, last] = [pack.plan.period.start, pack.plan.period.end].map((day) => Number(day.slice(0, 4)));
  const problems = findProblems(decision.rows, first!, last!);
  if (problems.length > 0) throw planFailure('plan.bad_range', {}, problems);
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('range ' || ${district} || ${planId} || ${targetId}, 0))`.execute(
      tx.query,
    );
    const latest = await firstRow<{ version: number; decided_by: string; rows: RangeRow[] }>(
      tx,
      sql`select version, decided_by, rows from plan.goal_range
          where district = ${district} and plan_id = ${planId} and target_id = ${targetId} order by version desc limit 1`,
    );
    if ((latest?.version ?? 0) !== decision.basedOn) {
      throw planFailure('plan.range_moved_on', {
        version: latest?.version ?? 0,
        by: latest?.decided_by ?? '',
      });
    }
    const version = decision.basedOn + 1;
    const kept = [...decision.rows].sort((one, other) => one.year - other.year);
    await sql`
      insert into plan.goal_range (district, plan_id, target_id, version, rows, reason, document_number, decided_by)
      values (${district}, ${planId}, ${targetId}, ${version}, ${JSON.stringify(kept)}::jsonb, ${decision.reason}, ${decision.documentNumber}, ${actor.name})`.execute(
      tx.query,
    );
    await recordAudit(tx, {
      actor,
      action: 'plan.range.decided',
      record: `plan/${planId}/target/${targetId}`,
      before: latest?.rows,
      after: { version, rows: kept },
      reason: decision.reason,
    });
    return version;
  });
}
