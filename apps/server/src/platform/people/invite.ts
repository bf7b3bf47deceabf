import type { InvitationRow, invite as inviteEndpoint } from '@miaopu/contract';
import { roleNames } from '@miaopu/contract';
import type { z } from 'zod';
import {
  type Actor,
  accessFailure,
  findOrganisation,
  hashOf,
  mayBe,
  newToken,
  type Organisation,
} from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { firstRow, inTransaction, rows, seeingAll, sql, type Tx } from '../db/index.ts';
import { notify } from '../notify/index.ts';
import { peopleFailure } from './errors.ts';
import { demandMayGive, onlyWithin } from './may-give.ts';
import type { PeopleServices } from './services.ts';

/** An invitation's link opens for so many days. */
const daysOpen = 7;

type Asked = z.output<NonNullable<(typeof inviteEndpoint)['body']>>;
type Sent = {
  readonly id: string;
  readonly link: string;
  readonly mailed: boolean;
  readonly expiresAt: string;
};
type Invitation = Pick<Asked, 'email' | 'name' | 'role'> & { readonly organisation: Organisation | null };

/** Who was invited: what waits first, then what was decided or ran out within the last month. */
export async function listInvitations({ db }: PeopleServices, actor: Actor): Promise<InvitationRow[]> {
  return rows<InvitationRow>(
    db,
    sql`
      select i.invitation_id as id, i.email, i.name, i.role, i.invited_by as "invitedBy", i.sent_at as "sentAt", i.expires_at as "expiresAt",
        coalesce(i.ended, case when i.expires_at > now() then 'open' else 'expired' end) as state,
        case when o.organisation_id is not null then
          jsonb_build_object('id', o.organisation_id, 'kind', o.kind, 'name', jsonb_build_object('zh', o.name, 'en', o.name_en)) end as organisation
      from access.invitation i left join access.organisation o using (district, organisation_id)
      where i.district = ${actor.district} and coalesce(i.ended_at, i.expires_at) > now() - interval '30 days'
      order by i.ended is not null, i.expires_at <= now(), i.invitation_id desc`,
  );
}

/** Invites somebody into an organisation, or, with none, to open an account. */
export async function invite(services: PeopleServices, actor: Actor, asked: Asked): Promise<Sent> {
  const email = asked.email.toLowerCase();
  return inTransaction(services.db, async (tx) => {
    const organisation = await demandPlace(tx, actor, asked);
    await demandNotYet(tx, actor.district, { ...asked, email, organisation });
    return send(services, tx, actor, { ...asked, email, organisation });
  });
}

async function demandPlace(
  tx: Tx,
  actor: Actor,
  { organisation: id, role }: Asked,
): Promise<Organisation | null> {
  if (id === null) {
    if (role !== 'newcomer') throw accessFailure('access.organisation_needed', { role: roleNames[role] });
    if (onlyWithin(actor) !== null)
      throw peopleFailure('people.not_yours_to_give', { role: roleNames[role] });
    return null;
  }
  const organisation = await findOrganisation(tx, actor.district, id);
  if (organisation === undefined) throw accessFailure('access.no_organisation', { organisation: id });
  if (!mayBe(organisation.kind, role))
    throw accessFailure('access.role_not_there', { organisation: organisation.name, role: roleNames[role] });
  demandMayGive(actor, organisation, role);
  return organisation;
}

async function demandNotYet(
  tx: Tx,
  district: string,
  { email, organisation, role }: Invitation,
): Promise<void> {
  const known = await seeingAll(tx, () =>
    firstRow<{ member: boolean }>(
      tx,
      sql`select exists (select from access.membership m
            where m.district = ${district} and m.person_id = u.id and m.organisation_id = ${organisation?.id ?? null}
              and m.role = ${role} and m.valid_to = 'infinity') as member
          from auth."user" u where u.email = ${email}`,
    ),
  );
  if (organisation === null && known !== undefined) throw peopleFailure('people.account_already', { email });
  if (organisation !== null && known?.member)
    throw peopleFailure('people.member_already', { email, organisation: organisation.name });
}

/** Writes an invitation down and sends it; whoever sends it has been found to be allowed to. */
export async function send(
  services: PeopleServices,
  tx: Tx,
  actor: Actor,
  { email, name, organisation, role }: Invitation,
): Promise<Sent> {
  const token = newToken();
  const made = await firstRow<{ id: string; expiresAt: string }>(
    tx,
    sql`insert into access.invitation (district, email, name, organisation_id, role, token_hash, invited_by_id, invited_by, expires_at)
        values (${actor.district}, ${email}, ${name}, ${organisation?.id ?? null}, ${role}, ${hashOf(token)}, ${actor.id}, ${actor.name},
                now() + make_interval(days => ${daysOpen}))
        on conflict do nothing returning invitation_id as id, expires_at as "expiresAt"`,
  );
  if (made === undefined) throw peopleFailure('people.invited_already', { email });
  await recordAudit(tx, {
    actor,
    action: 'access.invitation.sent',
    record: `invitation/${made.id}`,
    after: { email, organisation: organisation?.id ?? null, role },
  });
  return { ...made, ...(await mail(services, tx, actor, { email, organisation, role }, token)) };
}

/** Makes a new link, also where the former one has run out; that one is void from now on. */
export async function resendInvitation(services: PeopleServices, actor: Actor, id: string): Promise<Sent> {
  const token = newToken();
  return inTransaction(services.db, async (tx) => {
    const found = await firstRow<{
      email: string;
      role: Asked['role'];
      organisation_id: string | null;
      expiresAt: string;
    }>(
      tx,
      sql`update access.invitation set token_hash = ${hashOf(token)}, sent_at = now(), expires_at = now() + make_interval(days => ${daysOpen})
          where district = ${actor.district} and invitation_id = ${id} and ended is null
          returning email, role, organisation_id, expires_at as "expiresAt"`,
    );
    if (found === undefined) throw peopleFailure('people.no_invitation');
    const { email, role, organisation_id, expiresAt } = found;
    const organisation = await demandPlace(tx, actor, {
      email,
      name: email,
      role,
      organisation: organisation_id,
    });
    await recordAudit(tx, { actor, action: 'access.invitation.sent_again', record: `invitation/${id}` });
    return { id, expiresAt, ...(await mail(services, tx, actor, { email, organisation, role }, token)) };
  });
}

export async function withdrawInvitation({ db }: PeopleServices, actor: Actor, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const ended = await firstRow(
      tx,
      sql`update access.invitation set ended = 'withdrawn', ended_at = now(), ended_by = ${actor.name}
          where district = ${actor.district} and invitation_id = ${id} and ended is null returning invitation_id`,
    );
    if (ended === undefined) throw peopleFailure('people.no_invitation');
    await recordAudit(tx, { actor, action: 'access.invitation.withdrawn', record: `invitation/${id}` });
  });
}

async function mail(
  { config }: PeopleServices,
  tx: Tx,
  actor: Actor,
  { email, organisation, role }: Pick<Invitation, 'email' | 'organisation' | 'role'>,
  token: string,
): Promise<Pick<Sent, 'link' | 'mailed'>> {
  const link = `/invitation/${token}`;
  const of = organisation?.name;
  await notify(tx, {
    district: actor.district,
    kind: 'account',
    recipients: [{ email }],
    link,
    title: of
      ? { zh: `邀请您加入${of.zh}`, en: `You are invited to join ${of.en}` }
      : { zh: '开通苗圃账号', en: 'Open your Miaopu account' },
    body: of
      ? {
          zh: `${actor.name}邀请您以“${roleNames[role].zh}”身份加入${of.zh}。请在 ${daysOpen} 天内打开下面的链接,设置登录方式。链接只能用一次。`,
          en: `${actor.name} invites you to join ${of.en} as “${roleNames[role].en}”. Open the link below within ${daysOpen} days to set up how you sign in. It works once.`,
        }
      : {
          zh: `请在 ${daysOpen} 天内打开下面的链接,设置登录方式,之后可申请认领企业。链接只能用一次。不是您本人所为的话,不必理会。`,
          en: `Open the link below within ${daysOpen} days to set up how you sign in; then you can claim your enterprise. It works once. If it was not you, do nothing.`,
        },
  });
  return { link: `${config.publicUrl}${link}`, mailed: config.smtpUrl !== undefined };
}
