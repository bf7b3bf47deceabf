import type { Actor, SignedIn } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { asSystem, firstRow, inTransaction, sql, type Tx } from '../db/index.ts';
import { notify } from '../notify/index.ts';
import { peopleFailure } from './errors.ts';
import { issueLink, themselves, useLink, wasIssued } from './links.ts';
import { toAccount } from './lock.ts';
import type { PeopleServices } from './services.ts';

const purpose = 'email';
/** A link to confirm an e-mail opens for a day. */
const minutes = 24 * 60;
/** None is sent again before so many minutes: nobody fills a stranger's letter-box from here. */
const between = 2;

/** Changes what somebody is called; the same name again changes nothing. What they did before stays under the name that they had. */
async function rename(tx: Tx, actor: Actor, person: string, name: string, reason?: string): Promise<void> {
  const before = await firstRow<{ name: string }>(
    tx,
    sql`select name from auth."user" where id = ${person} and district = ${actor.district} for update`,
  );
  if (before === undefined || before.name === name) return;
  await sql`update auth."user" set name = ${name}, "updatedAt" = now() where id = ${person}`.execute(
    tx.query,
  );
  await recordAudit(tx, {
    actor,
    action: 'access.person.renamed',
    record: `person/${person}`,
    before,
    after: { name },
    ...(reason && { reason }),
  });
}

/** Changes the own name. */
export async function renameSelf({ db }: PeopleServices, actor: SignedIn, name: string): Promise<void> {
  await asSystem(() => inTransaction(db, (tx) => rename(tx, actor, actor.id, name)));
}

/** Corrects somebody's name. */
export async function renamePerson(
  { db }: PeopleServices,
  actor: Actor,
  person: string,
  { name, reason }: { readonly name: string; readonly reason: string },
): Promise<void> {
  await toAccount(db, actor, person, (tx) => rename(tx, actor, person, name, reason));
}

/**
 * Sends a link to a new e-mail, which is signed in with once it is confirmed; the former one is told. One that has an account already is
 * sent nothing, and whoever asks is answered alike.
 *
 * @throws people.no_mail, people.sign_in_anew: whoever finds an open session does not make the account theirs
 */
export async function changeEmail(
  { db, config }: PeopleServices,
  actor: SignedIn,
  asked: string,
): Promise<void> {
  if (config.smtpUrl === undefined) throw peopleFailure('people.no_mail');
  const email = asked.toLowerCase();
  const { id: person, name, district } = actor;
  await asSystem(() =>
    inTransaction(db, async (tx) => {
      const fresh = await firstRow(
        tx,
        sql`select from auth.session where id = ${actor.session} and "createdAt" > now() - interval '1 day'`,
      );
      if (fresh === undefined) throw peopleFailure('people.sign_in_anew');
      await sql`select from auth."user" where id = ${person} for update`.execute(tx.query);
      if (await wasIssued(tx, { district, person, purpose }, between)) return;
      await recordAudit(tx, {
        actor,
        action: 'access.email.change_asked',
        record: `person/${person}`,
        after: { email },
      });
      const taken = await firstRow(tx, sql`select from auth."user" where email = ${email}`);
      if (taken !== undefined) return;
      const { token } = await issueLink(tx, { district, person, purpose, email, by: name, minutes });
      await notify(tx, {
        district,
        kind: 'account',
        recipients: [{ email }],
        link: `/confirm-email/${token}`,
        title: { zh: '确认新的登录邮箱', en: 'Confirm your new e-mail' },
        body: {
          zh: `${name}申请用这个邮箱登录苗圃。请在一天内打开下面的链接确认。不是您本人申请的话，不必理会。`,
          en: `${name} asks to sign in to Miaopu with this e-mail. Open the link below within a day to confirm it. If it was not you, do nothing.`,
        },
      });
      await notify(tx, {
        district,
        kind: 'account',
        recipients: [{ person }],
        link: '/account',
        title: { zh: '您的账号申请更换登录邮箱', en: 'Another e-mail was asked for on your account' },
        body: {
          zh: `新邮箱：${email}。对方确认之后，将用新邮箱登录。如非本人所为，请立即修改密码并联系管理员。`,
          en: `The new one is ${email}; once it is confirmed, it is signed in with. If it was not you, change your password and tell the administrator at once.`,
        },
      });
    }),
  );
}

/** Confirms a new e-mail by the link that went there. @throws people.link_void, also where it has an account meanwhile */
export async function confirmEmail({ db }: PeopleServices, token: string): Promise<{ email: string }> {
  return asSystem(() =>
    inTransaction(db, async (tx) => {
      const link = await useLink(tx, token, purpose);
      const { person, district, email } = link;
      const before = await firstRow<{ email: string }>(
        tx,
        sql`select email from auth."user" where id = ${person} for update`,
      );
      const changed = await firstRow(
        tx,
        sql`update auth."user" set email = ${email}, "emailVerified" = true, "updatedAt" = now()
            where id = ${person} and not exists (select from auth."user" where email = ${email}) returning id`,
      );
      if (changed === undefined) throw peopleFailure('people.link_void');
      await recordAudit(tx, {
        actor: themselves(link),
        action: 'access.email.changed',
        record: `person/${person}`,
        before,
        after: { email },
      });
      await notify(tx, {
        district,
        kind: 'account',
        recipients: [{ person }, { email: before!.email }],
        link: '/account',
        title: { zh: '登录邮箱已更换', en: 'The e-mail to sign in with was changed' },
        body: {
          zh: `今后请用 ${email} 登录。如非本人所为，请立即联系管理员。`,
          en: `From now on sign in with ${email}. If it was not you, tell the administrator at once.`,
        },
      });
      return { email };
    }),
  );
}
