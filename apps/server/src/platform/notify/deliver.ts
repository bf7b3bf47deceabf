import type { NotificationKind } from '@miaopu/contract';
import { people } from '../access/index.ts';
import type { Clock } from '../clock/index.ts';
import { type Db, firstRow, type Queryable, rows, sql } from '../db/index.ts';
import type { Message } from '../errors/index.ts';
import { isRefused, type Mailer, type MailSettings, openMailer } from './mail.ts';
import { wants } from './notify.ts';
import { postSigned } from './webhooks.ts';

export type Out = {
  readonly db: Db;
  readonly clock: Clock;
  /** Absent: there is no mail server. */
  readonly mail: MailSettings | undefined;
};

type Sending = Out & { readonly mailer: Mailer | undefined };
/** Some of a district's outbox: what one job of the queue sends. */
export type Parcel = { readonly district: string; readonly deliveries: readonly string[] };

type Delivery = {
  readonly id: string;
  readonly notification: string;
  readonly way: 'email' | 'webhook';
  readonly address: string | null;
  readonly webhook: string | null;
  readonly kind: NotificationKind;
  readonly title: Message;
  readonly body: Message;
  readonly link: string | null;
  readonly record: string | null;
  readonly at: string;
};

/**
 * Sends what still waits of a parcel, each to its address. What fails is left waiting, and the whole fails at the end, so that the queue
 * comes back to it; what arrived is not sent again. A process that dies between sending and noting it sends one of them twice, under the
 * same number.
 */
export async function deliver(out: Out, parcel: Parcel, signal?: AbortSignal): Promise<void> {
  const mailer = out.mail && openMailer(out.mail);
  let failed = 0;
  try {
    for (const id of parcel.deliveries) {
      signal?.throwIfAborted();
      if (!(await deliverOne({ ...out, mailer }, parcel.district, id))) failed++;
    }
  } finally {
    mailer?.close();
  }
  if (failed > 0) throw new Error(`${failed} of ${parcel.deliveries.length} deliveries failed`);
}

/** Whether it is out of the way: sent, or refused for good. */
async function deliverOne(out: Sending, district: string, id: string): Promise<boolean> {
  const delivery = await begin(out.db, district, id);
  if (delivery === undefined) return true;
  try {
    await send(out, district, delivery);
    await end(out.db, district, id, 'sent', null);
    return true;
  } catch (error) {
    const words = (error as Error).message.slice(0, 500);
    const refused = isRefused(error);
    await (refused ? end(out.db, district, id, 'given_up', words) : note(out.db, district, id, words));
    return refused;
  }
}

/** Counts the attempt; nothing where it was sent already, or given up. */
async function begin(db: Queryable, district: string, id: string): Promise<Delivery | undefined> {
  return firstRow<Delivery>(
    db,
    sql`update platform.notification_delivery d set attempts = attempts + 1
        from platform.notification n
        where d.district = ${district} and d.delivery_id = ${id} and d.state = 'waiting'
          and n.district = d.district and n.notification_id = d.notification_id
        returning d.delivery_id as id, d.notification_id as notification, d.way, d.address, d.webhook_id as webhook,
          n.kind, n.title, n.body, n.link, n.record, n.created_at as at`,
  );
}

async function send(out: Sending, district: string, delivery: Delivery): Promise<void> {
  const { id, way, address, title, body, link } = delivery;
  const number = `${district}-${id}`;
  if (way === 'webhook') return tellSystem(out, district, delivery, number);
  if (out.mailer === undefined) throw new Error('there is no mail server');
  return out.mailer.send({ to: address!, id: number, title, body, link });
}

async function tellSystem(out: Out, district: string, delivery: Delivery, number: string): Promise<void> {
  const { notification, kind, title, body, link, record, at } = delivery;
  const webhook = await firstRow<{ url: string; secret: string }>(
    out.db,
    sql`select url, secret from platform.webhook where district = ${district} and webhook_id = ${delivery.webhook} and ended_at is null`,
  );
  if (webhook === undefined) throw new Error('the system was disconnected');
  const recipients = await rows<{ id: string; name: string; email: string }>(
    out.db,
    sql`select person.id, person.name, person.email
        from platform.notification_recipient told join (${people}) person on person.id = told.person_id
        where told.district = ${district} and told.notification_id = ${notification} and ${wants(district, kind, 'webhook')}
        order by person.id`,
  );
  const payload = { id: notification, district, kind, title, body, link, record, at, recipients };
  return postSigned({ ...webhook, delivery: number }, payload, out.clock.now());
}

async function end(
  db: Queryable,
  district: string,
  id: string,
  state: 'sent' | 'given_up',
  error: string | null,
): Promise<void> {
  await sql`update platform.notification_delivery set state = ${state}, last_error = ${error}, ended_at = now()
            where district = ${district} and delivery_id = ${id} and state = 'waiting'`.execute(db.query);
}

async function note(db: Queryable, district: string, id: string, error: string): Promise<void> {
  await sql`update platform.notification_delivery set last_error = ${error}
            where district = ${district} and delivery_id = ${id}`.execute(db.query);
}

/** The queue tried as often as it does: what still waits is put on the list of what could not be delivered. */
export async function giveUp(db: Queryable, { district, deliveries }: Parcel): Promise<void> {
  await sql`update platform.notification_delivery set state = 'given_up', ended_at = now()
            where district = ${district} and delivery_id = any(${[...deliveries]}::bigint[]) and state = 'waiting'`.execute(
    db.query,
  );
}
