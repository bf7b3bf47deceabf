import type { Actor } from '../../platform/access/index.ts';
import { firstRow, type Queryable, rows, sql } from '../../platform/db/index.ts';

export type Notice = {
  readonly notice_id: string;
  readonly policy_id: string;
  readonly amount: string | null;
  readonly written_at: string;
  readonly read_at: string | null;
};

const mostListed = 200;

/** What an entity was told of policies that newly fit it, newest first. */
export async function listNotices(db: Queryable, district: string, entityId: string): Promise<Notice[]> {
  return rows(
    db,
    sql`select notice_id, policy_id, trim_scale(amount)::text as amount, written_at, read_at from policies.notice
        where district = ${district} and entity_id = ${entityId}::bigint order by notice_id desc limit ${mostListed}`,
  );
}

/** How many notices of an entity nobody has read. */
export async function countUnread(db: Queryable, district: string, entityId: string): Promise<number> {
  const found = await firstRow<{ count: number }>(
    db,
    sql`select count(*)::int as count from policies.notice where district = ${district} and entity_id = ${entityId}::bigint and read_at is null`,
  );
  return found!.count;
}

/** Notes that notices of an entity have been read; those that were, and those of others, stay as they are. */
export async function readNotices(
  db: Queryable,
  actor: Actor,
  entityId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`update policies.notice set read_at = clock_timestamp(), read_by = ${actor.name}
            where district = ${actor.district} and entity_id = ${entityId}::bigint and notice_id = any(${[...ids]}::bigint[]) and read_at is null`.execute(
    db.query,
  );
}
