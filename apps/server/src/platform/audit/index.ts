import type { Actor } from '../access/index.ts';
import { type Queryable, sql } from '../db/index.ts';

export type AuditLine = {
  readonly actor: Actor;
  /** What was done, as a past event: `registry.entity.corrected`. */
  readonly action: string;
  /** The record it was done to. */
  readonly record: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
};

/** Writes who did what to which record, in the same transaction as the deed. The table takes inserts only. */
export async function recordAudit(tx: Queryable, line: AuditLine): Promise<void> {
  const asJson = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await sql`
    insert into platform.audit_line (district, actor_id, actor_name, actor_role, action, record, before, after, reason)
    values (${line.actor.district}, ${line.actor.id}, ${line.actor.name}, ${line.actor.role}, ${line.action}, ${line.record},
            ${asJson(line.before)}::jsonb, ${asJson(line.after)}::jsonb, ${line.reason ?? null})
  `.execute(tx.query);
}
