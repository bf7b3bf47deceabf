import type { Actor } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { firstRow, type Queryable, rows, sql } from '../db/index.ts';
import { defineErrors } from '../errors/index.ts';
import { type RetentionKind, retentionKindNames, retentionKinds } from './kinds.ts';

export const retentionFailure = defineErrors({
  'retention.too_short': {
    status: 400,
    zh: '“{what}”至少要保存 {least} 天：{because}。',
    en: '“{what}” is kept for {least} days at least: {because}.',
  },
  'retention.no_kind': {
    status: 404,
    zh: '没有“{kind}”这类记录。',
    en: 'There is no kind of record “{kind}”.',
  },
  'retention.changed': {
    status: 409,
    zh: '保存期限刚刚由他人改为 {days} 天。请核对后再确定。',
    en: 'Somebody else has just made it {days} days. Look again, then decide.',
  },
});

export type Kept = {
  readonly kind: RetentionKind;
  readonly days: number;
  /** Who decided so; null where the default holds. */
  readonly decided: { readonly by: string; readonly at: string; readonly reason: string } | null;
};

/** How long each kind is kept in a district. */
export async function listRetention(db: Queryable, district: string): Promise<Kept[]> {
  const decided = await rows<{ kind: string; days: number; by: string; at: string; reason: string }>(
    db,
    sql`select kind, days, decided_by as by, decided_at as at, reason from platform.retention where district = ${district}`,
  );
  return retentionKindNames.map((kind) => {
    const found = decided.find((one) => one.kind === kind);
    if (found === undefined) return { kind, days: retentionKinds[kind].days, decided: null };
    const { days, by, at, reason } = found;
    return { kind, days, decided: { by, at, reason } };
  });
}

type Decision = {
  readonly kind: RetentionKind;
  readonly days: number;
  readonly reason: string;
  /** The days that whoever decides has seen; absent: whatever they are. */
  readonly before?: number;
};

/** Decides how long a kind is kept, in days. @throws retention.too_short, retention.changed */
export async function decideRetention(
  tx: Queryable,
  actor: Actor,
  { kind, days, reason, before: seen }: Decision,
): Promise<void> {
  const { least, because, zh, en } = retentionKinds[kind];
  if (days < least) throw retentionFailure('retention.too_short', { what: { zh, en }, least, because });
  const decided = await firstRow<{ days: number }>(
    tx,
    sql`select days from platform.retention where district = ${actor.district} and kind = ${kind} for update`,
  );
  const before = decided?.days ?? retentionKinds[kind].days;
  if (seen !== undefined && seen !== before) throw retentionFailure('retention.changed', { days: before });
  await sql`insert into platform.retention (district, kind, days, decided_by, reason)
            values (${actor.district}, ${kind}, ${days}, ${actor.name}, ${reason})
            on conflict (district, kind) do update
            set days = excluded.days, decided_by = excluded.decided_by, decided_at = now(), reason = excluded.reason`.execute(
    tx.query,
  );
  await recordAudit(tx, {
    actor,
    action: 'platform.retention.decided',
    record: `retention/${kind}`,
    before: { days: before },
    after: { days },
    reason,
  });
}
