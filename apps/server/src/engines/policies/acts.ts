import type { DraftDeed } from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { type Queryable, rows, sql, type Tx } from '../../platform/db/index.ts';

/** What was done to a policy or its draft. */
export type PolicyAct = DraftDeed & {
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly remark: string | null;
  readonly documentNumber: string | null;
  readonly version: number | null;
};

export type NewAct = {
  readonly act: DraftDeed['act'];
  readonly policyId: string;
  readonly draftId?: string;
  readonly revision?: number;
  readonly version?: number;
  /** Of a repeal: the first day on which the policy is no longer in force. */
  readonly effectiveFrom?: string;
  readonly remark?: string | null;
  readonly documentNumber?: string | null;
};

/** Records what somebody did. */
export async function recordAct(tx: Tx, actor: Actor, done: NewAct): Promise<void> {
  await sql`insert into policies.act (district, policy_id, draft_id, act, actor_id, actor_name, revision, version, effective_from, remark, document_number)
    values (${actor.district}, ${done.policyId}, ${done.draftId ?? null}::bigint, ${done.act}, ${actor.id}, ${actor.name}, ${done.revision ?? null}::int,
            ${done.version ?? null}::int, ${done.effectiveFrom ?? null}::date, ${done.remark ?? null}, ${done.documentNumber ?? null})`.execute(
    tx.query,
  );
}

/** What was done to a draft, oldest first. */
export async function listActs(db: Queryable, district: string, draftId: string): Promise<PolicyAct[]> {
  const found = await rows<{
    act: PolicyAct['act'];
    happened_at: string;
    actor_id: string;
    actor_name: string;
    remark: string | null;
    document_number: string | null;
    version: number | null;
  }>(
    db,
    sql`select act, happened_at, actor_id, actor_name, remark, document_number, version from policies.act
        where district = ${district} and draft_id = ${draftId}::bigint order by act_id`,
  );
  return found.map((row) => ({
    act: row.act,
    at: row.happened_at,
    by: { id: row.actor_id, name: row.actor_name },
    remark: row.remark,
    documentNumber: row.document_number,
    version: row.version,
  }));
}
