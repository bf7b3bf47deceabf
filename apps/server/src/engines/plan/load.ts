import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { PlanPack } from '@miaopu/plan';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { type Db, firstRow, inTransaction, sql, type Tx } from '../../platform/db/index.ts';
import { normaliseRows } from './decompositions.ts';
import { storedDefinition } from './definitions.ts';

export type Loaded = {
  readonly changed: boolean;
  readonly newDefinitions: number;
  readonly newDecompositions: number;
};

/**
 * Loads a checked pack for a district. The same pack again changes nothing; a changed one replaces the pack and adds a version of each
 * definition and decomposition that the pack itself changed. What the office decided later stays in force until then, and nothing is deleted.
 */
export async function loadPlan(db: Db, actor: Actor, pack: PlanPack): Promise<Loaded> {
  const text = JSON.stringify(pack);
  const hash = createHash('sha256').update(text).digest('hex');
  const { district } = actor;
  const { id, title, period } = pack.plan;
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('plan ' || ${district} || ${id}, 0))`.execute(
      tx.query,
    );
    const before = await firstRow<{ pack: PlanPack; pack_sha256: string }>(
      tx,
      sql`select pack, pack_sha256 from plan.plan where district = ${district} and plan_id = ${id}`,
    );
    if (before?.pack_sha256 === hash) return { changed: false, newDefinitions: 0, newDecompositions: 0 };
    await sql`
      insert into plan.plan (district, plan_id, title, period_start, period_end, pack, pack_sha256)
      values (${district}, ${id}, ${title.zh}, ${period.start}::date, ${period.end}::date, ${text}::jsonb, ${hash})
      on conflict (district, plan_id) do update
      set title = excluded.title, period_start = excluded.period_start, period_end = excluded.period_end, pack = excluded.pack,
          pack_sha256 = excluded.pack_sha256, loaded_at = now()`.execute(tx.query);
    const newDefinitions = await addDefinitions(tx, district, pack, before?.pack);
    const newDecompositions = await addDecompositions(tx, district, pack, before?.pack);
    await recordAudit(tx, {
      actor,
      action: 'plan.loaded',
      record: `plan/${id}`,
      after: { hash, newDefinitions, newDecompositions },
    });
    return { changed: true, newDefinitions, newDecompositions };
  });
}

const fromPack = '计划包 plan pack';

/** The old pack comes back from jsonb, which keeps its keys in another order. */
function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(plain(one), plain(other));
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

async function addDefinitions(
  tx: Tx,
  district: string,
  pack: PlanPack,
  before: PlanPack | undefined,
): Promise<number> {
  const changed = pack.targets.filter((target) => {
    const old = before?.targets.find((one) => one.id === target.id);
    return old === undefined || !same(storedDefinition(old), storedDefinition(target));
  });
  for (const target of changed) {
    await sql`
      insert into plan.target_definition (district, plan_id, target_id, version, definition, reason, decided_by)
      select ${district}, ${pack.plan.id}, ${target.id}, coalesce(max(version), 0) + 1, ${JSON.stringify(storedDefinition(target))}::jsonb, ${fromPack}, ${fromPack}
      from plan.target_definition where district = ${district} and plan_id = ${pack.plan.id} and target_id = ${target.id}`.execute(
      tx.query,
    );
  }
  return changed.length;
}

async function addDecompositions(
  tx: Tx,
  district: string,
  pack: PlanPack,
  before: PlanPack | undefined,
): Promise<number> {
  const changed = pack.decompositions.filter((split) => {
    const old = before?.decompositions.find((one) => one.target === split.target);
    return old === undefined || !same(old, split);
  });
  for (const split of changed) {
    await sql`
      insert into plan.decomposition (district, plan_id, target_id, version, rows, differs_because, effective_from, reason, decided_by)
      select ${district}, ${pack.plan.id}, ${split.target}, coalesce(max(version), 0) + 1, ${JSON.stringify(normaliseRows(split.rows))}::jsonb,
             ${split.differs_because}, ${pack.plan.period.start}::date, ${split.origin.zh}, ${fromPack}
      from plan.decomposition where district = ${district} and plan_id = ${pack.plan.id} and target_id = ${split.target}`.execute(
      tx.query,
    );
  }
  return changed.length;
}
