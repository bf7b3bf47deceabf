import type { InvitationRow, PersonRow, Role } from '@miaopu/contract';
import type { Asking, Deeds } from './asking.ts';

/** Accounts, invitations, and who belongs where. */
export function peopleDeeds({ ask, post }: Asking): Deeds {
  let invited = 0;
  // whoever accepts is called like a role, since the lines are looked through for those names
  async function inviteSomebody(email = `invited-${++invited}@test.example`, role: Role = 'office') {
    const { link, id } = await post<{ link: string; id: string }>(
      '/api/people/invitations',
      { email, name: 'office', organisation: 'leading-group-office', role },
      'administrator',
    );
    return { id, token: link.split('/').at(-1)!, email };
  }
  async function acceptOne(): Promise<string> {
    const { token, email } = await inviteSomebody();
    await post(`/api/invitations/${token}/accept`, { name: 'office', password: 'seven-loud-lamps' });
    return email;
  }
  async function acceptedPerson(): Promise<PersonRow> {
    const email = await acceptOne();
    const { rows } = await ask<{ rows: PersonRow[] }>('GET', `/api/people?q=${email}`);
    return rows[0]!;
  }
  async function passwordLink(): Promise<string> {
    const { id } = await acceptedPerson();
    const { link } = await post<{ link: string }>(
      `/api/people/${id}/password-link`,
      because,
      'administrator',
    );
    return link.split('/').at(-1)!;
  }
  const accepting = [
    'access.invitation.sent',
    'access.person.added',
    'access.invitation.accepted',
    'access.membership.granted',
  ] as const;
  const because = { reason: '测试' };
  return {
    'POST /api/people/invitations': [() => inviteSomebody(), 'access.invitation.sent'],
    'POST /api/people/invitations/:id/resend': [
      async () => post(`/api/people/invitations/${(await inviteSomebody()).id}/resend`, {}, 'administrator'),
      'access.invitation.sent',
      'access.invitation.sent_again',
    ],
    'POST /api/people/invitations/:id/withdraw': [
      async () => {
        const { rows } = await ask<{ rows: InvitationRow[] }>('GET', '/api/people/invitations');
        const open = rows.find(({ state }) => state === 'open')!;
        await post(`/api/people/invitations/${open.id}/withdraw`, {}, 'administrator');
      },
      'access.invitation.withdrawn',
    ],
    'POST /api/invitations/:token/accept': [acceptOne, ...accepting],
    'POST /api/account/invitations/:token': [
      async () => {
        const { token } = await inviteSomebody('office@test.example', 'auditor');
        await post(`/api/account/invitations/${token}`);
      },
      'access.invitation.sent',
      'access.invitation.accepted',
      'access.membership.granted',
    ],
    'POST /api/people/:id/lock': [
      async () => post(`/api/people/${(await acceptedPerson()).id}/lock`, because, 'administrator'),
      ...accepting,
      'access.person.locked',
    ],
    'POST /api/people/:id/unlock': [
      async () => post(`/api/people/${(await acceptedPerson()).id}/unlock`, {}, 'administrator'),
      ...accepting,
      'access.person.unlocked',
    ],
    'POST /api/people/:id/second-factor/reset': [
      async () =>
        post(`/api/people/${(await acceptedPerson()).id}/second-factor/reset`, because, 'administrator'),
      ...accepting,
      'access.second_factor.reset',
    ],
    'POST /api/people/:id/name': [
      async () => {
        const { id } = await acceptedPerson();
        await post(`/api/people/${id}/name`, { name: '改名', ...because }, 'administrator');
      },
      ...accepting,
      'access.person.renamed',
    ],
    'POST /api/people/:id/password-link': [
      async () => passwordLink(),
      ...accepting,
      'access.password.link_issued',
    ],
    'POST /api/passwords/links/:token': [
      async () => post(`/api/passwords/links/${await passwordLink()}`, { password: 'eight-quiet-lamps' }),
      ...accepting,
      'access.password.link_issued',
      'access.password.reset',
    ],
    'PUT /api/account/name': [
      async () => {
        for (const name of ['administrator', 'auditor'])
          await ask('PUT', '/api/account/name', { as: 'auditor', body: { name } });
      },
      'access.person.renamed',
      'access.person.renamed',
    ],
    'POST /api/people/memberships/:id/end': [
      async () => {
        const [membership] = (await acceptedPerson()).memberships;
        const end = { lastDay: '2020-01-01', ...because, items: 0 };
        await post(`/api/people/memberships/${membership!.id}/end`, end, 'administrator');
      },
      ...accepting,
      'access.membership.ended',
    ],
    'POST /api/account/sessions/end-others': [() => post('/api/account/sessions/end-others', {}, 'auditor')],
  };
}
