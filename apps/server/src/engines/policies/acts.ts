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

type ActRow = {
  draft_id: string | null;
  act: PolicyAct['act'];
  happened_at: string;
  actor_id: string;
  actor_name: string;
  remark: string | null;
  document_number: string | null;
  version: number | null;
};
const columns = sql`draft_id, act, happened_at, actor_id, actor_name, remark, document_number, version`;

function actOf(row: ActRow): PolicyAct {
  return {
    act: row.act,
    at: row.happened_at,
    by: { id: row.actor_id, name: row.actor_name },
    remark: row.remark,
    documentNumber: row.document_number,
    version: row.version,
  };
}

/** What was done to drafts, by draft, oldest first. */
export async function listActs(
  db: Queryable,
  district: string,
  draftIds: readonly string[],
): Promise<Map<string, PolicyAct[]>> {
  const found = await rows<ActRow>(
    db,
    sql`select ${columns} from policies.act
        where district = ${district} and draft_id = any(${draftIds}::bigint[]) order by act_id`,
  );
  const acts = new Map<string, PolicyAct[]>(draftIds.map((id) => [id, []]));
  for (const row of found) acts.get(row.draft_id ?? '')?.push(actOf(row));
  return acts;
}

/** All that was done to a policy and its drafts, newest first. */
export async function listPolicyActs(
  db: Queryable,
  district: string,
  policyId: string,
): Promise<PolicyAct[]> {
  const found = await rows<ActRow>(
    db,
    sql`select ${columns} from policies.act where district = ${district} and policy_id = ${policyId} order by act_id desc`,
  );
  return found.map(actOf);
}
