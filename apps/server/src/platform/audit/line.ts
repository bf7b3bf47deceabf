import type { AuditAction } from '@miaopu/contract';
import type { Actor } from '../access/index.ts';
import { type Queryable, sql } from '../db/index.ts';
import { findOrigin } from '../origin/index.ts';

export type AuditLine = {
  readonly actor: Actor;
  /** What was done, as a past event: `registry.entity.corrected`. */
  readonly action: AuditAction;
  /** The record it was done to: `registry/entity/12`. */
  readonly record: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
};

/**
 * Writes who did what to which record, and as whom they acted, in the same transaction as the deed, with where the call came from. The table takes inserts only;
 * the line is chained to the one before it when the transaction commits.
 */
export async function recordAudit(tx: Queryable, line: AuditLine): Promise<void> {
  const asJson = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  const { actor } = line;
  const origin = findOrigin();
  await sql`
    insert into platform.audit_line
      (district, actor_id, actor_name, actor_role, membership_id, organisation_id, action, record, before, after, reason, address, request_id)
    values (${actor.district}, ${actor.id}, ${actor.name}, ${actor.role}, ${actor.membership}, ${actor.organisation?.id ?? null},
            ${line.action}, ${line.record}, ${asJson(line.before)}::jsonb, ${asJson(line.after)}::jsonb, ${line.reason ?? null},
            ${origin?.address ?? null}, ${origin?.requestId ?? null})
  `.execute(tx.query);
}
