import { mayTurnOff, type NotificationKind, type NotificationWay, reachesByDefault } from '@miaopu/contract';
import { people } from '../access/index.ts';
import { firstRow, type Queryable, type RawBuilder, seeingAll, sql } from '../db/index.ts';
import type { Message } from '../errors/index.ts';

/** A person who may sign in, or an address of somebody who may not yet. */
export type Recipient = { readonly person: string } | { readonly email: string };

export type Notification = {
  readonly district: string;
  readonly kind: NotificationKind;
  /** One line. */
  readonly title: Message;
  /** Plain text: what happened, and what is to be done by when. */
  readonly body: Message;
  /** A page of the app, `/g/submissions/12`. */
  readonly link?: string;
  /** The record that it is about, as the audit names it. */
  readonly record?: string;
  /** Whom to tell: named, or by a query with the column `person_id`, so that thousands are told by one statement. */
  readonly recipients: readonly Recipient[] | RawBuilder<{ person_id: string }>;
  /** Tells it only once: a second call with the same mark does nothing. For reminders, and for work that may be repeated. */
  readonly once?: string;
};

/**
 * Tells people something, in the transaction of the deed: it is in their inbox when the deed is done, and not if it is undone. What goes
 * by e-mail or to connected systems is put into the outbox, from where it leaves within seconds after the commit.
 *
 * @returns the notification's number; undefined where it was told before (`once`)
 * @example
 * await notify(tx, {
 *   district, kind: 'submission_returned', recipients: [{ person: author }], link: `/g/submissions/${id}`,
 *   title: { zh: '一季度进度表被退回', en: 'The first quarter’s progress table was returned' },
 *   body: { zh: remark, en: remark },
 * });
 */
export async function notify(tx: Queryable, notification: Notification): Promise<string | undefined> {
  // whom it is told, how they want to be told, and their addresses are not the rows of whoever acts
  return seeingAll(tx, () => tell(tx, notification));
}

async function tell(tx: Queryable, notification: Notification): Promise<string | undefined> {
  const { district, kind, title, body, link = null, record = null, once = null } = notification;
  const made = await firstRow<{ id: string }>(
    tx,
    sql`insert into platform.notification (district, kind, title, body, link, record, once)
        values (${district}, ${kind}, ${JSON.stringify(title)}::jsonb, ${JSON.stringify(body)}::jsonb, ${link}, ${record}, ${once})
        on conflict (district, once) where once is not null do nothing returning notification_id as id`,
  );
  if (made === undefined) return undefined;
  await sql`insert into platform.notification_recipient (district, notification_id, person_id, in_inbox)
            select distinct ${district}, ${made.id}::bigint, person_id, ${wants(district, kind, 'inbox')}
            from (${personsOf(notification)}) told`.execute(tx.query);
  await putIntoOutbox(tx, made.id, notification);
  return made.id;
}

function personsOf({ recipients }: Notification): RawBuilder<{ person_id: string }> {
  if (!Array.isArray(recipients)) return recipients as RawBuilder<{ person_id: string }>;
  const persons = (recipients as readonly Recipient[]).flatMap((one) =>
    'person' in one ? [one.person] : [],
  );
  return sql`select unnest(${persons}::text[]) as person_id`;
}

function addressesOf({ recipients }: Notification): string[] {
  if (!Array.isArray(recipients)) return [];
  return (recipients as readonly Recipient[]).flatMap((one) => ('email' in one ? [one.email] : []));
}

/** Whether the person of a row `told` is told of a kind by a way. */
export function wants(district: string, kind: NotificationKind, way: NotificationWay): RawBuilder<boolean> {
  if (!mayTurnOff(kind, way)) return sql.lit(true);
  return sql`coalesce(
    (select wanted from platform.notification_choice c
     where c.district = ${district} and c.person_id = told.person_id and c.kind = ${kind} and c.way = ${way}),
    ${sql.lit(reachesByDefault(kind, way))})`;
}

async function putIntoOutbox(tx: Queryable, id: string, notification: Notification): Promise<void> {
  const { district, kind } = notification;
  const addresses = addressesOf(notification);
  await sql`
    insert into platform.notification_delivery (district, notification_id, way, person_id, address, webhook_id)
    select ${district}, ${id}::bigint, 'email', told.person_id, person.email, null::bigint
    from platform.notification_recipient told join (${people}) person on person.id = told.person_id
    where told.district = ${district} and told.notification_id = ${id}::bigint and ${wants(district, kind, 'email')} and ${mailIsSet}
    union all
    select ${district}, ${id}::bigint, 'email', null, address, null from unnest(${addresses}::text[]) address where ${mailIsSet}
    union all
    select ${district}, ${id}::bigint, 'webhook', null, null, webhook_id from platform.webhook
    where district = ${district} and ended_at is null and (kinds is null or ${kind} = any(kinds))
      and exists (select from platform.notification_recipient told
                  where told.district = ${district} and told.notification_id = ${id}::bigint and ${wants(district, kind, 'webhook')})
  `.execute(tx.query);
}

const mailSetting = 'mail server is set';

/** Whether there is a mail server: without one nothing is put into the outbox that nobody would ever take out. */
export const mailIsSet: RawBuilder<boolean> = sql`exists (select from platform.setting where name = ${mailSetting} and value = 'true')`;

/** Remembers, where every transaction finds it, whether there is a mail server. */
export async function rememberMail(db: Queryable, isSet: boolean): Promise<void> {
  await sql`insert into platform.setting (name, value) values (${mailSetting}, ${JSON.stringify(isSet)}::jsonb)
            on conflict (name) do update set value = excluded.value, updated_at = now() where setting.value <> excluded.value`.execute(
    db.query,
  );
}
