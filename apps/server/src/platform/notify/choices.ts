import {
  mayTurnOff,
  type NotificationKind,
  type NotificationWay,
  notificationKindNames,
  notificationWays,
  reachesByDefault,
} from '@miaopu/contract';
import type { Actor } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { firstRow, type Queryable, rows, seeingAll, sql } from '../db/index.ts';
import { notifyFailure } from './errors.ts';
import { mailIsSet } from './notify.ts';

export type Choice = {
  readonly kind: NotificationKind;
  readonly way: NotificationWay;
  readonly wanted: boolean;
};

/** The ways by which a notification can leave here. */
export async function listWays(db: Queryable, district: string): Promise<NotificationWay[]> {
  const found = await seeingAll(db, () =>
    firstRow<Record<NotificationWay, boolean>>(
      db,
      sql`select true as inbox, ${mailIsSet} as email,
            exists (select from platform.webhook where district = ${district} and ended_at is null) as webhook`,
    ),
  );
  return notificationWays.filter((way) => found![way]);
}

/** What reaches a person by which way: what they chose, else each kind's default. */
export async function listChoices(db: Queryable, person: Actor): Promise<Choice[]> {
  const chosen = await rows<Choice>(
    db,
    sql`select kind, way, wanted from platform.notification_choice where district = ${person.district} and person_id = ${person.id}`,
  );
  return notificationKindNames.flatMap((kind) =>
    notificationWays.map((way) => ({
      kind,
      way,
      wanted:
        !mayTurnOff(kind, way) ||
        (chosen.find((one) => one.kind === kind && one.way === way)?.wanted ?? reachesByDefault(kind, way)),
    })),
  );
}

/** @throws notify.always for what must be known */
export async function choose(tx: Queryable, person: Actor, choice: Choice): Promise<Choice> {
  const { kind, way, wanted } = choice;
  if (!wanted && !mayTurnOff(kind, way)) throw notifyFailure('notify.always');
  await sql`insert into platform.notification_choice (district, person_id, kind, way, wanted)
            values (${person.district}, ${person.id}, ${kind}, ${way}, ${wanted})
            on conflict (district, person_id, kind, way) do update set wanted = excluded.wanted`.execute(
    tx.query,
  );
  await recordAudit(tx, {
    actor: person,
    action: 'notify.choice.made',
    record: `person/${person.id}`,
    after: choice,
  });
  return choice;
}
