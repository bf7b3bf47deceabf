import { judgePassword, passwordProblems, roleNames } from '@miaopu/contract';
import {
  type Actor,
  accessFailure,
  deleteSessions,
  distrustDevices,
  type SignIn,
  setPasswordHash,
} from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { asSystem, firstRow, inTransaction, sql } from '../db/index.ts';
import { notify } from '../notify/index.ts';
import { peopleFailure } from './errors.ts';
import { getLink, issueLink, themselves, useLink, wasIssued } from './links.ts';
import { toAccount } from './lock.ts';
import type { PeopleServices } from './services.ts';

// whoever forgot a password is nobody yet, so all of this is the platform's own work

const purpose = 'password';
const pathOf = (token: string) => `/reset/${token}`;

/** By e-mail a link opens for so many minutes, and none is sent again to the same account before so many. */
const mailed = { minutes: 30, between: 10 } as const;
/** Passed on by hand it opens for a day. */
const passedOn = { minutes: 24 * 60 } as const;

type Account = {
  readonly person: string;
  readonly name: string;
  readonly email: string;
  readonly district: string;
};

/** Sends the link to a new password. Says nothing of who has an account: whoever asks is answered alike. */
export async function forgetPassword({ db, config }: PeopleServices, asked: string): Promise<void> {
  if (config.smtpUrl === undefined) throw peopleFailure('people.no_mail');
  await asSystem(() =>
    inTransaction(db, async (tx) => {
      // locked until the end, so that of two that ask at once one is sent a link
      const account = await firstRow<Account>(
        tx,
        sql`select id as person, name, email, district from auth."user"
            where email = lower(${asked}) and district = ${config.district} and "lockedAt" is null for update`,
      );
      if (account === undefined) return;
      const { person, name, email, district } = account;
      if (await wasIssued(tx, { district, person, purpose }, mailed.between)) return;
      const { token } = await issueLink(tx, { ...account, purpose, by: name, minutes: mailed.minutes });
      await recordAudit(tx, {
        actor: themselves(account),
        action: 'access.password.link_asked',
        record: `person/${person}`,
      });
      await notify(tx, {
        district,
        kind: 'account',
        recipients: [{ email }],
        link: pathOf(token),
        title: { zh: '重设苗圃密码', en: 'Set a new Miaopu password' },
        body: {
          zh: `请在 ${mailed.minutes} 分钟内打开下面的链接，设置新密码。链接只能用一次。不是您本人申请的话，不必理会，密码不会改变。`,
          en: `Open the link below within ${mailed.minutes} minutes to set a new password. It works once. If you did not ask for it, do nothing: your password stays.`,
        },
      });
    }),
  );
}

/** Makes a link for somebody who cannot be reached by e-mail, to be passed on by hand. The person is told. */
export async function issuePasswordLink(
  { db, config }: PeopleServices,
  actor: Actor,
  person: string,
  reason: string,
): Promise<{ link: string; expiresAt: string }> {
  return toAccount(db, actor, person, async (tx, { district, email }) => {
    const { token, expiresAt } = await issueLink(tx, {
      district,
      person,
      purpose,
      email,
      by: actor.name,
      minutes: passedOn.minutes,
    });
    await recordAudit(tx, {
      actor,
      action: 'access.password.link_issued',
      record: `person/${person}`,
      reason,
    });
    const role = roleNames[actor.role];
    await notify(tx, {
      district,
      kind: 'account',
      recipients: [{ person }],
      link: '/account',
      title: { zh: '已为您签发重设密码的链接', en: 'A link to set a new password was made for you' },
      body: {
        zh: `${actor.name}(${role.zh})为您的账号签发了重设密码的链接,原因:${reason}。如非您要求,请立即联系管理员。`,
        en: `${actor.name} (${role.en}) made a link to set a new password for your account: ${reason}. If you did not ask for it, tell the administrator at once.`,
      },
    });
    return { link: `${config.publicUrl}${pathOf(token)}`, expiresAt };
  });
}

/** Whose password a link sets anew. @throws people.link_void */
export async function openPasswordLink({ db }: PeopleServices, token: string) {
  return asSystem(async () => {
    const { name, email, expiresAt } = await getLink(db, token, purpose);
    return { name, email, expiresAt };
  });
}

/**
 * Sets a new password by a link, once. Whoever had the former one is out: all sessions end and no device is trusted any more. The second
 * factor stays.
 *
 * @throws people.link_void, access.weak_password
 */
export async function resetPassword(
  { db }: PeopleServices,
  signIn: SignIn,
  token: string,
  password: string,
): Promise<{ email: string }> {
  return asSystem(async () => {
    const open = await getLink(db, token, purpose);
    const { problem } = await judgePassword(password, open);
    if (problem) throw accessFailure('access.weak_password', { because: passwordProblems[problem] });
    const hash = await signIn.hashPassword(password);
    return inTransaction(db, async (tx) => {
      const link = await useLink(tx, token, purpose);
      const { person, district, email } = link;
      await setPasswordHash(tx, person, hash);
      const sessionsEnded = await deleteSessions(tx, person);
      await distrustDevices(tx, person);
      await recordAudit(tx, {
        actor: themselves(link),
        action: 'access.password.reset',
        record: `person/${person}`,
        after: { sessionsEnded },
      });
      await notify(tx, {
        district,
        kind: 'account',
        recipients: [{ person }],
        link: '/account',
        title: { zh: '您的密码已重设', en: 'Your password was set anew' },
        body: {
          zh: '您的密码刚刚凭链接重设，各处的登录都已退出。如非本人所为，请立即联系管理员。',
          en: 'Your password was just set anew by a link, and you were signed out everywhere. If it was not you, tell the administrator at once.',
        },
      });
      return { email };
    });
  });
}
