import type { decompositionSchema } from '@miaopu/contract';
import type { PlanPack, Target } from '@miaopu/plan';
import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { type Db, firstRow, inTransaction, type Queryable, rows, sql } from '../../platform/db/index.ts';
import type { Problem } from '../../platform/errors/index.ts';
import { planFailure } from './errors.ts';
import { getPack, type SplitRow } from './in-force.ts';

export type DecompositionPage = z.infer<typeof decompositionSchema>;

/** The unit whose rows are the district's own split over the years. */
export const wholeDistrict = 'district';

/** Rows in one order, so that the same split is the same text. */
export function normaliseRows(given: readonly SplitRow[]): SplitRow[] {
  return given
    .map(({ unit, year, value }) => ({ unit, year, value: new Decimal(value).toFixed() }))
    .sort((one, other) => one.unit.localeCompare(other.unit) || one.year - other.year);
}

function sumOf(given: readonly SplitRow[]): Decimal {
  return given.reduce((sum, { value }) => sum.plus(value), new Decimal(0));
}

/** What the parts add up to: the units' where the target is split over units, else the district's own years. */
function totalOf(given: readonly SplitRow[]): Decimal {
  const units = given.filter((row) => row.unit !== wholeDistrict);
  return sumOf(units.length > 0 ? units : given);
}

/** Where a split does not add up to what it splits: over the whole period, and over each year where years are split. */
export function findGaps(
  given: readonly SplitRow[],
  whole: string | undefined,
): { readonly what: 'units' | 'years' | number; readonly total: string; readonly whole: string }[] {
  const district = given.filter((row) => row.unit === wholeDistrict);
  const units = given.filter((row) => row.unit !== wholeDistrict);
  const gaps: { what: 'units' | 'years' | number; total: string; whole: string }[] = [];
  const hold = (what: 'units' | 'years' | number, total: Decimal, against: Decimal.Value) => {
    if (!total.eq(against))
      gaps.push({ what, total: total.toFixed(), whole: new Decimal(against).toFixed() });
  };
  if (whole !== undefined && district.length > 0) hold('years', sumOf(district), whole);
  if (whole !== undefined && units.length > 0) hold('units', sumOf(units), whole);
  for (const row of district) {
    const parts = units.filter((unit) => unit.year === row.year);
    if (parts.length > 0) hold(row.year, sumOf(parts), row.value);
  }
  return gaps;
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
  const whole = pack.targets.find((target) => target.id === targetId)?.goal.value ?? null;
  const found = await rows<Row>(
    db,
    sql`select version, rows, differs_because, reason, document_number, decided_by, decided_at from plan.decomposition
        where district = ${district} and plan_id = ${planId} and target_id = ${targetId} order by version desc`,
  );
  return found.map((row) => ({
    version: row.version,
    rows: row.rows,
    total: totalOf(row.rows).toFixed(),
    whole,
    differsBecause: row.differs_because,
    reason: row.reason,
    documentNumber: row.document_number,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  }));
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
  const target = pack.targets.find((one) => one.id === targetId);
  if (target === undefined) throw planFailure('plan.no_such_target', { id: targetId });
  checkRows(pack, target, decision.rows);
  const gap = findGaps(decision.rows, target.goal.value)[0];
  if (gap !== undefined && decision.differsBecause === null)
    throw planFailure('plan.does_not_add_up', { total: gap.total, whole: gap.whole });
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
      record: `${planId}/${targetId}`,
      before: latest?.rows,
      after: { version, rows: kept },
      reason: decision.reason,
    });
    return version;
  });
}
