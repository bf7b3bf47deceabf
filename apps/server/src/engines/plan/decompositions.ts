import type { decompositionSchema } from '@miaopu/contract';
import { type PlanPack, type Reconciliation, reconcile, type Target } from '@miaopu/plan';
import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { type Db, firstRow, inTransaction, type Queryable, rows, sql } from '../../platform/db/index.ts';
import type { Problem } from '../../platform/errors/index.ts';
import { planFailure } from './errors.ts';
import { districtUnits, findTarget, getPack, type SplitRow } from './in-force.ts';

export type DecompositionPage = z.infer<typeof decompositionSchema>;

/** Rows in one order, so that the same split is the same text. */
export function normaliseRows(given: readonly SplitRow[]): SplitRow[] {
  return given
    .map(({ unit, year, value }) => ({ unit, year, value: new Decimal(value).toFixed() }))
    .sort((one, other) => one.unit.localeCompare(other.unit) || one.year - other.year);
}

function held(pack: PlanPack, target: Target, given: readonly SplitRow[]): Reconciliation {
  return reconcile(target, given, districtUnits(pack));
}

type Row = {
  version: number;
  rows: SplitRow[];
  differs_because: string | null;
  reason: string;
  document_number: string | null;
  decided_by: string;
  decided_at: string;
};

/** All versions of a target's decomposition, newest first. */
export async function listDecompositions(
  db: Queryable,
  district: string,
  planId: string,
  targetId: string,
): Promise<DecompositionPage[]> {
  const pack = await getPack(db, district, planId);
  const target = findTarget(pack, targetId);
  const found = await rows<Row>(
    db,
    sql`select version, rows, differs_because, reason, document_number, decided_by, decided_at from plan.decomposition
        where district = ${district} and plan_id = ${planId} and target_id = ${targetId} order by version desc`,
  );
  return found.map((row) => {
    const { total, whole } = held(pack, target, row.rows);
    return {
      version: row.version,
      rows: row.rows,
      total,
      whole,
      differsBecause: row.differs_because,
      reason: row.reason,
      documentNumber: row.document_number,
      decidedBy: row.decided_by,
      decidedAt: row.decided_at,
    };
  });
}

function checkRows(pack: PlanPack, target: Target, given: readonly SplitRow[]): void {
  const [first, last] = [pack.plan.period.start, pack.plan.period.end].map((day) =>
    Number(day.slice(0, 4)),
  ) as [number, number];
  const seen = new Set<string>();
  const problems = given.flatMap(({ unit, year, value }, index): Problem[] => {
    const at = (message: Problem['message']): Problem => ({ path: `rows.${index}`, message });
    const key = `${unit} ${year}`;
    const twice = seen.has(key);
    seen.add(key);
    return [
      ...(pack.units.some((one) => one.id === unit)
        ? []
        : [at({ zh: `计划中没有单位“${unit}”`, en: `The plan has no unit “${unit}”` })]),
      ...(year < first || year > last
        ? [at({ zh: `${year} 年不在计划期内`, en: `${year} is outside the plan` })]
        : []),
      ...(new Decimal(value).isNegative()
        ? [at({ zh: '目标不能为负', en: 'A goal cannot be negative' })]
        : []),
      ...(twice ? [at({ zh: `${unit} ${year} 年重复`, en: `${unit} ${year} stands twice` })] : []),
    ];
  });
  if (target.goal.value === undefined && given.length > 0)
    problems.push({
      path: 'rows',
      message: { zh: '该目标没有可分解的总数', en: 'This target has no whole to be split' },
    });
  if (problems.length > 0) throw planFailure('plan.bad_decomposition', {}, problems);
}

/** Parts that do not come to their whole need a reason. @throws plan.does_not_add_up with each difference */
function refuseDifferences({ differences }: Reconciliation, differsBecause: string | null): void {
  if (differences.length === 0 || (differsBecause !== null && differsBecause.trim() !== '')) return;
  throw planFailure(
    'plan.does_not_add_up',
    {},
    differences.map((message) => ({ path: 'rows', message })),
  );
}

export type NewDecomposition = {
  /** The version that the writer saw, 0 where there was none. */
  readonly basedOn: number;
  readonly rows: readonly SplitRow[];
  readonly differsBecause: string | null;
  readonly reason: string;
  readonly documentNumber: string | null;
};

/** Issues a new split of a target. Parts that do not add up are refused unless it is said why. Returns the new version's number. */
export async function decideDecomposition(
  db: Db,
  actor: Actor,
  planId: string,
  targetId: string,
  decision: NewDecomposition,
): Promise<number> {
  const { district } = actor;
  const pack = await getPack(db, district, planId);
  const target = findTarget(pack, targetId);
  checkRows(pack, target, decision.rows);
  refuseDifferences(held(pack, target, decision.rows), decision.differsBecause);
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('decomposition ' || ${district} || ${planId} || ${targetId}, 0))`.execute(
      tx.query,
    );
    const latest = await firstRow<{ version: number; decided_by: string; rows: SplitRow[] }>(
      tx,
      sql`select version, decided_by, rows from plan.decomposition
          where district = ${district} and plan_id = ${planId} and target_id = ${targetId} order by version desc limit 1`,
    );
    if ((latest?.version ?? 0) !== decision.basedOn)
      throw planFailure('plan.decomposition_moved_on', {
        version: latest?.version ?? 0,
        by: latest?.decided_by ?? '',
      });
    const version = decision.basedOn + 1;
    const kept = normaliseRows(decision.rows);
    await sql`
      insert into plan.decomposition (district, plan_id, target_id, version, rows, differs_because, reason, document_number, decided_by)
      values (${district}, ${planId}, ${targetId}, ${version}, ${JSON.stringify(kept)}::jsonb, ${decision.differsBecause}, ${decision.reason}, ${decision.documentNumber}, ${actor.name})`.execute(
      tx.query,
    );
    await recordAudit(tx, {
      actor,
      action: 'plan.decomposition.decided',
      record: `plan/${planId}/target/${targetId}`,
      before: latest?.rows,
      after: { version, rows: kept },
      reason: decision.reason,
    });
    return version;
  });
}
