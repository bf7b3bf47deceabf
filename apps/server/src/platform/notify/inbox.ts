import type { InboxItem } from '@miaopu/contract';
import type { Actor } from '../access/index.ts';
import { firstRow, type Queryable, rows, sql } from '../db/index.ts';
import type { Message } from '../errors/index.ts';

type InboxQuery = { readonly unread: boolean; readonly before?: string; readonly limit: number };
type InboxRow = {
  readonly id: string;
  readonly kind: string;
  readonly title: Message;
  readonly body: Message;
  readonly link: string | null;
  readonly at: string;
  readonly read_at: string | null;
};

/** A page of what a person was told, newest first. */
export async function listInbox(
  db: Queryable,
  reader: Actor,
  { unread, before, limit }: InboxQuery,
): Promise<{ rows: InboxItem[]; more: boolean }> {
  const found = await rows<InboxRow>(
    db,
    sql`select n.notification_id as id, n.kind, n.title, n.body, n.link, n.created_at as at, r.read_at
        from platform.notification_recipient r join platform.notification n using (district, notification_id)
        where r.district = ${reader.district} and r.person_id = ${reader.id} and r.in_inbox
          ${unread ? sql`and r.read_at is null` : sql``}
          ${before === undefined ? sql`` : sql`and r.notification_id < ${before}`}
        order by r.notification_id desc limit ${limit + 1}`,
  );
  return {
    rows: found.slice(0, limit).map(({ read_at, ...row }) => ({ ...row, readAt: read_at })),
    more: found.length > limit,
  };
}

export async function countUnread(db: Queryable, reader: Actor): Promise<number> {
  const found = await firstRow<{ unread: string }>(
    db,
    sql`select count(*) as unread from platform.notification_recipient
        where district = ${reader.district} and person_id = ${reader.id} and read_at is null and in_inbox`,
  );
  return Number(found!.unread);
}

/** Marks one as read, or all that are not newer than the newest that the person saw. Doing it again changes nothing. */
export async function markRead(
  db: Queryable,
  reader: Actor,
  what: { readonly id: string } | { readonly upTo: string },
): Promise<void> {
  await sql`update platform.notification_recipient set read_at = now()
            where district = ${reader.district} and person_id = ${reader.id} and read_at is null and in_inbox
              and ${'id' in what ? sql`notification_id = ${what.id}` : sql`notification_id <= ${what.upTo}`}`.execute(
    db.query,
  );
}
