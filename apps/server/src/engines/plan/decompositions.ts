import { countWords, type decompositionSchema, unitWordsOf } from '@miaopu/contract';
import { type PlanPack, type Reconciliation, reconcile, type Target } from '@miaopu/plan';
import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import {
  type Db,
  firstRow,
  inTransaction,
  type Queryable,
  rows,
  sql,
  type Tx,
} from '../../platform/db/index.ts';
import type { Problem } from '../../platform/errors/index.ts';
import { planFailure } from './errors.ts';
import { districtUnits, findTarget, getPack, type SplitRow, type SplitVersion } from './in-force.ts';
import { listTargetActs } from './rounds/acts.ts';

export type DecompositionPage = z.infer<typeof decompositionSchema>;

/** Rows in one order, so that the same split is the same text. */
export function normaliseRows(given: readonly SplitRow[]): SplitRow[] {
  return given
    .map(({ unit, year, value }) => ({ unit, year, value: new Decimal(value).toFixed() }))
    .sort((one, other) => one.unit.localeCompare(other.unit) || one.year - other.year);
}

/** A target's split against its whole. */
export function held(pack: PlanPack, target: Target, given: readonly SplitRow[]): Reconciliation {
  return reconcile(target, given, districtUnits(pack));
}

type Row = SplitVersion & {
  readonly differsBecause: string | null;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly round: string | null;
};

/** All versions of a target's decomposition, newest first, each with what units said of it in its round. */
export async function listDecompositions(
  db: Queryable,
  district: string,
  planId: string,
  targetId: string,
): Promise<DecompositionPage[]> {
  const pack = await getPack(db, district, planId);
  const target = findTarget(pack, targetId);
  const [found, acts] = await Promise.all([
    rows<Row>(
      db,
      sql`select version, rows, differs_because as "differsBecause", effective_from as "effectiveFrom", reason, document_number as "documentNumber",
                 decided_by as "decidedBy", decided_at as "decidedAt", round_id as round
          from plan.decomposition
          where district = ${district} and plan_id = ${planId} and target_id = ${targetId} order by version desc`,
    ),
    listTargetActs(db, district, planId, targetId),
  ]);
  return found.map(({ round, ...version }) => {
    const { total, whole } = held(pack, target, version.rows);
    const words = unitWordsOf(acts.filter((act) => act.round === round));
    return {
      ...version,
      rows: [...version.rows],
      total,
      whole,
      words: words.length === 0 ? null : countWords(words),
    };
  });
}

/** What cannot be in a split of a target: units and years that the plan has not, numbers below nothing, a cell twice. */
export function findRowProblems(pack: PlanPack, target: Target, given: readonly SplitRow[]): Problem[] {
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
  return problems;
}

/**
 * Holds a split to the plan: its rows can be, and parts that do not come to their whole need a reason.
 *
 * @throws plan.bad_decomposition, plan.does_not_add_up with each problem
 */
function demandSound(
  pack: PlanPack,
  target: Target,
  given: readonly SplitRow[],
  differsBecause: string | null,
): void {
  const problems = findRowProblems(pack, target, given);
  if (problems.length > 0) throw planFailure('plan.bad_decomposition', {}, problems);
  const { differences } = held(pack, target, given);
  if (differences.length === 0 || (differsBecause !== null && differsBecause.trim() !== '')) return;
  throw planFailure(
    'plan.does_not_add_up',
    {},
    differences.map((message) => ({ path: 'rows', message })),
  );
}

export type NewVersion = {
  readonly rows: readonly SplitRow[];
  readonly differsBecause: string | null;
  readonly reason: string;
  readonly documentNumber: string | null;
  /** The first day on which it is in force. */
  readonly effectiveFrom: string;
  /** The round that was signed off. */
  readonly round?: string;
};

/** Adds a version of a target's split. Returns its number. */
export async function addVersion(
  tx: Tx,
  actor: Actor,
  planId: string,
  targetId: string,
  { rows: given, differsBecause, reason, documentNumber, effectiveFrom, round }: NewVersion,
): Promise<number> {
  const { district } = actor;
  const latest = await lockLatest(tx, district, planId, targetId);
  const version = (latest?.version ?? 0) + 1;
  const kept = normaliseRows(given);
  await sql`
    insert into plan.decomposition (district, plan_id, target_id, version, rows, differs_because, effective_from, round_id, reason, document_number, decided_by)
    values (${district}, ${planId}, ${targetId}, ${version}, ${JSON.stringify(kept)}::jsonb, ${differsBecause}, ${effectiveFrom}::date, ${round ?? null}::bigint,
            ${reason}, ${documentNumber}, ${actor.name})`.execute(tx.query);
  await recordAudit(tx, {
    actor,
    action: 'plan.decomposition.decided',
    record: `plan/${planId}/target/${targetId}`,
    before: latest?.rows,
    after: { version, effectiveFrom, rows: kept },
    reason,
  });
  return version;
}

type Latest = { readonly version: number; readonly by: string; readonly rows: SplitRow[] };

/** A target's latest version, which stays that until the transaction ends. */
async function lockLatest(
  tx: Tx,
  district: string,
  planId: string,
  targetId: string,
): Promise<Latest | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended('decomposition ' || ${district} || ${planId} || ${targetId}, 0))`.execute(
    tx.query,
  );
  return firstRow<Latest>(
    tx,
    sql`select version, decided_by as by, rows from plan.decomposition
        where district = ${district} and plan_id = ${planId} and target_id = ${targetId} order by version desc limit 1`,
  );
}

export type NewDecomposition = Omit<NewVersion, 'round'> & {
  /** The version that the writer saw, 0 where there was none. */
  readonly basedOn: number;
};

/**
 * Takes over a target's split that was decided outside of any round, before the district used this platform. Parts that do not add up are
 * refused unless it is said why. Returns the new version's number.
 *
 * @throws plan.bad_decomposition, plan.does_not_add_up, plan.decomposition_moved_on
 */
export async function takeOverDecomposition(
  db: Db,
  actor: Actor,
  planId: string,
  targetId: string,
  { basedOn, ...decision }: NewDecomposition,
): Promise<number> {
  const { district } = actor;
  const pack = await getPack(db, district, planId);
  demandSound(pack, findTarget(pack, targetId), decision.rows, decision.differsBecause);
  return inTransaction(db, async (tx) => {
    const latest = await lockLatest(tx, district, planId, targetId);
    if ((latest?.version ?? 0) !== basedOn)
      throw planFailure('plan.decomposition_moved_on', {
        version: latest?.version ?? 0,
        by: latest?.by ?? '',
      });
    return addVersion(tx, actor, planId, targetId, decision);
  });
}
