import type { Passkey, SessionRow } from '@miaopu/contract';
import { recordAudit } from '../audit/index.ts';
import {
  asSystem,
  type Db,
  firstRow,
  inTransaction,
  type Queryable,
  type RawBuilder,
  rows,
  sql,
  type Tx,
} from '../db/index.ts';
import type { SignedIn } from './actor.ts';

// sessions and keys are sign-in's own, nobody's rows: what is asked here names whose they are

/** Where a person is signed in, the session that asks first. */
export async function listSessions(db: Db, { id, session }: SignedIn): Promise<SessionRow[]> {
  return asSystem(() =>
    rows(
      db,
      sql<SessionRow>`
        select id, id = ${session} as current, nullif("userAgent", '') as "userAgent", nullif("ipAddress", '') as address,
          "createdAt" as "signedInAt", "expiresAt"
        from auth.session where "userId" = ${id} and "expiresAt" > now()
        order by id = ${session} desc, "createdAt" desc`,
    ),
  );
}

/** Ends one of a person's sessions, or all but the one that asks. Ending it again changes nothing. */
export async function endSessions(
  db: Db,
  actor: SignedIn,
  which: { readonly id: string } | 'others',
): Promise<number> {
  const condition =
    which === 'others' ? sql<boolean>`id <> ${actor.session}` : sql<boolean>`id = ${which.id}`;
  return asSystem(() =>
    inTransaction(db, async (tx) => {
      const ended = await deleteSessions(tx, actor.id, condition);
      if (ended > 0)
        await recordAudit(tx, {
          actor,
          action: 'access.session.ended',
          record: `person/${actor.id}`,
          after: { sessions: ended, which: which === 'others' ? 'others' : 'one' },
        });
      return ended;
    }),
  );
}

/** Every device of a person is asked for the second factor again. */
export async function distrustDevices(tx: Tx, person: string): Promise<void> {
  await sql`delete from auth.verification where identifier like 'trust-device-%' and value = ${person}`.execute(
    tx.query,
  );
}

/** Ends sessions of a person, by default all. */
export async function deleteSessions(
  tx: Tx,
  person: string,
  condition: RawBuilder<boolean> = sql`true`,
): Promise<number> {
  const ended = await rows(
    tx,
    sql`delete from auth.session where "userId" = ${person} and ${condition} returning id`,
  );
  return ended.length;
}

type Ways = { readonly hasPassword: boolean; readonly singleSignOn: boolean; readonly enabled: boolean };

/** By which ways a person signs in. */
export async function findWays(db: Db, person: string): Promise<Ways & { passkeys: Passkey[] }> {
  return asSystem(async () => ({
    ...(await firstRow<Ways>(
      db,
      sql`
        select "twoFactorEnabled" as enabled,
          exists (select from auth.account where "userId" = u.id and "providerId" = 'credential' and password is not null) as "hasPassword",
          exists (select from auth.account where "userId" = u.id and "providerId" <> 'credential') as "singleSignOn"
        from auth."user" u where id = ${person}`,
    ))!,
    passkeys: await listPasskeys(db, person),
  }));
}

async function listPasskeys(db: Queryable, person: string): Promise<Passkey[]> {
  return rows(
    db,
    sql<Passkey>`select id, name, "createdAt" as "addedAt", "backedUp" as synced from auth.passkey where "userId" = ${person} order by "createdAt"`,
  );
}
