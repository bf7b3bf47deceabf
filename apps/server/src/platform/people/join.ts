import { judgePassword, passwordProblems } from '@miaopu/contract';
import {
  accessFailure,
  addPerson,
  findInvitation,
  getInvitation,
  type SignedIn,
  type SignIn,
  systemActor,
  takeInvitation,
} from '../access/index.ts';
import { asSystem, firstRow, inTransaction, type Queryable, sql } from '../db/index.ts';
import { peopleFailure } from './errors.ts';
import { send } from './invite.ts';
import type { PeopleServices } from './services.ts';

// whoever holds a link is nobody yet, so all of this is the platform's own work

const hasAccount = async (db: Queryable, email: string): Promise<boolean> =>
  (await firstRow(db, sql`select from auth."user" where email = lower(${email})`)) !== undefined;

/** What a link invites to, and whether the invited person signs in to accept it. */
export async function lookAt({ db }: PeopleServices, token: string) {
  return asSystem(async () => {
    const { email, name, organisation, role, expiresAt } = await getInvitation(db, token);
    const { id, kind, name: words } = organisation ?? {};
    return {
      email,
      name,
      role,
      expiresAt,
      organisation: organisation === null ? null : { id: id!, kind: kind!, name: words! },
      known: await hasAccount(db, email),
    };
  });
}

/** Opens an account with a password, as invited: both or neither. */
export async function accept(
  { db }: PeopleServices,
  signIn: SignIn,
  token: string,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<{ email: string }> {
  return asSystem(async () => {
    const { email } = await getInvitation(db, token);
    const { problem } = await judgePassword(password, { name, email });
    if (problem) throw accessFailure('access.weak_password', { because: passwordProblems[problem] });
    const passwordHash = await signIn.hashPassword(password);
    return inTransaction(db, async (tx) => {
      const invitation = await getInvitation(tx, token);
      const person = await addPerson(tx, { email, name, district: invitation.district, passwordHash });
      if (person === undefined) throw accessFailure('access.known_already', { email });
      await takeInvitation(tx, invitation, person);
      return { email };
    });
  });
}

/** Accepts an invitation with the account that its e-mail has. */
export async function join({ db }: PeopleServices, actor: SignedIn, token: string) {
  return asSystem(() =>
    inTransaction(db, async (tx) => {
      const invitation = await getInvitation(tx, token);
      const { email, role } = invitation;
      if (email !== actor.email) throw accessFailure('access.invited_another', { email });
      await takeInvitation(tx, invitation, actor);
      return { role };
    }),
  );
}

/** So many minutes pass before an e-mail is sent to the same address again. */
const minutesBetween = 10;

/** Sends the link to an account of one's own. Says nothing of who has one: whoever does can sign in. */
export async function register(
  services: PeopleServices,
  asked: { readonly email: string; readonly name: string },
): Promise<void> {
  const { db, config } = services;
  if (config.smtpUrl === undefined) throw peopleFailure('people.no_registration');
  const email = asked.email.toLowerCase();
  await asSystem(() =>
    inTransaction(db, async (tx) => {
      if (await hasAccount(tx, email)) return;
      await sql`update access.invitation set ended = 'withdrawn', ended_at = now(), ended_by = invited_by
                where district = ${config.district} and email = ${email} and role = 'newcomer' and ended is null
                  and sent_at < now() - make_interval(mins => ${minutesBetween})`.execute(tx.query);
      if ((await findInvitation(tx, { email })) !== undefined) return;
      const actor = {
        ...systemActor(config.district),
        id: 'nobody',
        name: asked.name,
        role: 'newcomer' as const,
      };
      await send(services, tx, actor, { ...asked, email, organisation: null, role: 'newcomer' });
    }),
  );
}
