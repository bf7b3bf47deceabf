import type { deliverySchema } from '@miaopu/contract';
import type { z } from 'zod';
import type { Actor } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { firstRow, type Queryable, rows, sql } from '../db/index.ts';
import type { Message } from '../errors/index.ts';
import { notifyFailure } from './errors.ts';

type Page = { readonly before?: string; readonly limit: number };
type Row = {
  readonly id: string;
  readonly way: 'email' | 'webhook';
  readonly address: string | null;
  readonly webhook: string | null;
  readonly title: Message;
  readonly kind: string;
  readonly at: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly endedAt: string | null;
};

/** How much waits in the outbox, and how much was given up: of a district, or of all. */
export async function countDeliveries(
  db: Queryable,
  district?: string,
): Promise<{ waiting: number; givenUp: number }> {
  const counted = await firstRow<{ waiting: number; given_up: number }>(
    db,
    sql`select count(*) filter (where state = 'waiting')::integer as waiting, count(*) filter (where state = 'given_up')::integer as given_up
        from platform.notification_delivery
        where state in ('waiting', 'given_up') ${district === undefined ? sql`` : sql`and district = ${district}`}`,
  );
  return { waiting: counted!.waiting, givenUp: counted!.given_up };
}

/** What could not be delivered, newest first, and how much there is of it and of what still waits. */
export async function listGivenUp(db: Queryable, district: string, { before, limit }: Page) {
  const { waiting, givenUp } = await countDeliveries(db, district);
  const found = await rows<Row>(
    db,
    sql`select d.delivery_id as id, d.way, d.address, w.name as webhook, n.title, n.kind, n.created_at as at, d.attempts, d.last_error as error,
          d.ended_at as "endedAt"
        from platform.notification_delivery d
        join platform.notification n using (district, notification_id)
        left join platform.webhook w using (district, webhook_id)
        where d.district = ${district} and d.state = 'given_up' ${before === undefined ? sql`` : sql`and d.delivery_id < ${before}`}
        order by d.delivery_id desc limit ${limit + 1}`,
  );
  return {
    total: givenUp,
    waiting,
    rows: found.slice(0, limit).map(shown),
    more: found.length > limit,
  };
}

function shown({ address, webhook, ...row }: Row): z.infer<typeof deliverySchema> {
  return { ...row, to: address === null ? (webhook ?? '') : maskEmail(address) };
}

/** `w***@example.cn`: enough to know the account by, not enough to write to. */
export function maskEmail(email: string): string {
  return email.replace(/^(.)[^@]*/, '$1***');
}

/** Decides that one need not be delivered any more: it leaves the list, and the audit says why. @throws notify.no_delivery */
export async function discardDelivery(
  tx: Queryable,
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  const discarded = await firstRow(
    tx,
    sql`update platform.notification_delivery set state = 'discarded', ended_at = now()
        where district = ${actor.district} and delivery_id = ${id} and state = 'given_up' returning delivery_id`,
  );
  if (discarded === undefined) throw notifyFailure('notify.no_delivery', { id });
  await recordAudit(tx, { actor, action: 'notify.delivery.discarded', record: `delivery/${id}`, reason });
}

/** Puts one back into the outbox. @throws notify.no_delivery */
export async function retryDelivery(tx: Queryable, actor: Actor, id: string): Promise<void> {
  const retried = await firstRow(
    tx,
    sql`update platform.notification_delivery set state = 'waiting', handed_over_at = null, ended_at = null
        where district = ${actor.district} and delivery_id = ${id} and state = 'given_up' returning delivery_id`,
  );
  if (retried === undefined) throw notifyFailure('notify.no_delivery', { id });
  await recordAudit(tx, { actor, action: 'notify.delivery.retried', record: `delivery/${id}` });
}
