import { createHmac, randomBytes } from 'node:crypto';
import type { NotificationKind } from '@miaopu/contract';
import type { Actor } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { firstRow, type Queryable, rows, sql } from '../db/index.ts';
import { notifyFailure } from './errors.ts';

export type Webhook = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly kinds: string[] | null;
  readonly addedAt: string;
  readonly addedBy: string;
};

const columns = sql`webhook_id as id, name, url, kinds, added_at as "addedAt", added_by as "addedBy"`;

export async function listWebhooks(db: Queryable, district: string): Promise<Webhook[]> {
  return rows<Webhook>(
    db,
    sql`select ${columns} from platform.webhook where district = ${district} and ended_at is null order by webhook_id`,
  );
}

/** Connects a system. Its secret is given back this once; it signs what the system is sent. */
export async function addWebhook(
  tx: Queryable,
  actor: Actor,
  wanted: {
    readonly name: string;
    readonly url: string;
    readonly kinds: readonly NotificationKind[] | null;
  },
): Promise<Webhook & { secret: string }> {
  const { username, password } = new URL(wanted.url);
  if (username !== '' || password !== '') throw notifyFailure('notify.bad_url');
  const secret = randomBytes(32).toString('base64url');
  const added = (await firstRow<Webhook>(
    tx,
    sql`insert into platform.webhook (district, name, url, secret, kinds, added_by)
        values (${actor.district}, ${wanted.name}, ${wanted.url}, ${secret}, ${wanted.kinds}::text[], ${actor.name}) returning ${columns}`,
  ))!;
  await recordAudit(tx, {
    actor,
    action: 'notify.webhook.added',
    record: `webhook/${added.id}`,
    after: wanted,
  });
  return { ...added, secret };
}

/** Disconnects a system. What waits for it is given up. @throws notify.no_webhook */
export async function endWebhook(tx: Queryable, actor: Actor, id: string): Promise<void> {
  const ended = await firstRow<{ name: string; url: string }>(
    tx,
    sql`update platform.webhook set ended_at = now()
        where district = ${actor.district} and webhook_id = ${id} and ended_at is null returning name, url`,
  );
  if (ended === undefined) throw notifyFailure('notify.no_webhook', { id });
  await sql`update platform.notification_delivery set state = 'given_up', ended_at = now(), last_error = 'disconnected'
            where district = ${actor.district} and webhook_id = ${id} and state = 'waiting'`.execute(
    tx.query,
  );
  await recordAudit(tx, { actor, action: 'notify.webhook.ended', record: `webhook/${id}`, before: ended });
}

/**
 * The signature of a body, for the header `x-miaopu-signature`: HMAC-SHA256 over the time (seconds since 1970, as in
 * `x-miaopu-timestamp`), a full stop and the body. A receiver makes it again, compares, and refuses what is older than five minutes.
 */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

const patience = 10_000;

/** Sends a body to a connected system. Anything but a 2xx answer is a failure; no redirection is followed. */
export async function postSigned(
  { url, secret, delivery }: { readonly url: string; readonly secret: string; readonly delivery: string },
  payload: unknown,
  now: Date,
): Promise<void> {
  const body = JSON.stringify(payload);
  const timestamp = Math.floor(now.getTime() / 1000);
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'miaopu',
      'x-miaopu-delivery': delivery,
      'x-miaopu-timestamp': String(timestamp),
      'x-miaopu-signature': signatureOf(secret, timestamp, body),
    },
    body,
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`it answered ${answer.status}`);
}
