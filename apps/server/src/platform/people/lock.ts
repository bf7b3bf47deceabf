import type { OrganisationKind, Role } from '@miaopu/contract';
import { roleNames } from '@miaopu/contract';
import { type Actor, deleteSessions, distrustDevices } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { asSystem, type Db, firstRow, inTransaction, rows, sql, type Tx } from '../db/index.ts';
import { notify } from '../notify/index.ts';
import { peopleFailure } from './errors.ts';
import { demandMayGive } from './may-give.ts';

// accounts are sign-in's own rows: who may is looked at here

/** Does something to another person's account, to whom one may give each of the roles that they have. */
export async function toAccount<T>(
  db: Db,
  actor: Actor,
  person: string,
  work: (tx: Tx, account: { readonly district: string; readonly email: string }) => Promise<T>,
): Promise<T> {
  if (person === actor.id) throw peopleFailure('people.not_yourself');
  return asSystem(() =>
    inTransaction(db, async (tx) => {
      const known = await firstRow<{ district: string; email: string }>(
        tx,
        sql`select district, email from auth."user" where id = ${person} and district = ${actor.district} for update`,
      );
      if (known === undefined) throw peopleFailure('people.no_person');
      const held = await rows<{ id: string; kind: OrganisationKind; role: Role }>(
        tx,
        sql`select o.organisation_id as id, o.kind, m.role from access.membership m join access.organisation o using (district, organisation_id)
            where m.district = ${actor.district} and m.person_id = ${person} and m.valid_to > current_date`,
      );
      for (const { role, ...organisation } of held) demandMayGive(actor, organisation, role);
      return work(tx, known);
    }),
  );
}

/** Keeps a person from signing in, and ends their sessions. Locking again changes nothing. */
export async function lockPerson(db: Db, actor: Actor, person: string, reason: string): Promise<void> {
  await toAccount(db, actor, person, async (tx) => {
    const locked = await firstRow(
      tx,
      sql`update auth."user" set "lockedAt" = now(), "lockedBy" = ${actor.name}, "lockReason" = ${reason}
          where id = ${person} and "lockedAt" is null returning id`,
    );
    if (locked === undefined) return;
    const sessions = await deleteSessions(tx, person);
    await recordAudit(tx, {
      actor,
      action: 'access.person.locked',
      record: `person/${person}`,
      after: { sessionsEnded: sessions },
      reason,
    });
  });
}

/** Lets a person in again: also where too many wrong passwords locked the account, since its line begins the count anew. */
export async function unlockPerson(db: Db, actor: Actor, person: string): Promise<void> {
  await toAccount(db, actor, person, async (tx) => {
    await sql`update auth."user" set "lockedAt" = null, "lockedBy" = null, "lockReason" = null where id = ${person}`.execute(
      tx.query,
    );
    await recordAudit(tx, { actor, action: 'access.person.unlocked', record: `person/${person}` });
  });
}

/** Takes the second factor off an account whose device was lost. The person is told: had they not asked, they would know. */
export async function resetSecondFactor(db: Db, actor: Actor, person: string, reason: string): Promise<void> {
  await toAccount(db, actor, person, async (tx, { district }) => {
    await sql`update auth."user" set "twoFactorEnabled" = false where id = ${person}`.execute(tx.query);
    await sql`delete from auth."twoFactor" where "userId" = ${person}`.execute(tx.query);
    await distrustDevices(tx, person);
    await deleteSessions(tx, person);
    await recordAudit(tx, {
      actor,
      action: 'access.second_factor.reset',
      record: `person/${person}`,
      reason,
    });
    await notify(tx, {
      district,
      kind: 'account',
      recipients: [{ person }],
      link: '/account',
      title: { zh: '您的第二重验证已解除', en: 'Your second factor was reset' },
      body: {
        zh: `${actor.name}(${roleNames[actor.role].zh})解除了您账号的第二重验证,原因:${reason}。请登录后重新绑定;如非您要求,请立即联系管理员。`,
        en: `${actor.name} (${roleNames[actor.role].en}) reset your account’s second factor: ${reason}. Sign in and set it up again; if you did not ask for it, tell the administrator at once.`,
      },
    });
  });
}
