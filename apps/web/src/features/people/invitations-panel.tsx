import { type InvitationRow, listInvitations, resendInvitation, withdrawInvitation } from '@miaopu/contract';
import { Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { useRoleName } from '../../shared/roles.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { InvitationLink, type SentInvitation } from './invitation-link.tsx';
import { useWords } from './locale.ts';

/** Invitations that nobody has accepted yet; nothing where there is none. */
export function InvitationsPanel(): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(listInvitations, {});
  const waiting = data?.rows.filter(({ state }) => state === 'open' || state === 'expired') ?? [];
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (waiting.length === 0) return null;
  return (
    <Panel title={say('invitations.title')} aside={say('invitations.count', { count: waiting.length })}>
      <ul className="people-invitations">
        {waiting.map((invitation) => (
          <Row key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ invitation }: { invitation: InvitationRow }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const roleName = useRoleName();
  const [sent, setSent] = useState<SentInvitation | null>(null);
  const resend = useCommand(resendInvitation, [listInvitations]);
  const withdraw = useCommand(withdrawInvitation, [listInvitations]);
  const { id, name, email, organisation, role, state, invitedBy, expiresAt } = invitation;
  const params = { id };
  const problem = resend.error ?? withdraw.error;
  return (
    <li>
      <span className="people-name">
        <b>{name}</b>
        <small>{email}</small>
      </span>
      <span>
        {organisation ? `${labelOf(organisation.name)} · ${roleName(role)}` : say('invite.none')}
        <small className="people-quiet">
          {say('invitations.by', { by: invitedBy })} ·{' '}
          {say(state === 'expired' ? 'invitations.expired' : 'invitations.until', {
            at: formatInstant(expiresAt),
          })}
        </small>
      </span>
      <span className="people-acts">
        <Button
          size="small"
          loading={resend.isPending}
          aria-label={`${say('invitations.resend')}:${name}`}
          onClick={() => resend.mutate({ params }, { onSuccess: setSent })}
        >
          {say('invitations.resend')}
        </Button>
        <Button
          size="small"
          loading={withdraw.isPending}
          aria-label={`${say('invitations.withdraw')}:${name}`}
          onClick={() => withdraw.mutate({ params })}
        >
          {say('invitations.withdraw')}
        </Button>
      </span>
      {problem && <Failure problem={problem} title={say('failed')} />}
      <Modal
        open={sent !== null}
        title={say('invitations.resend')}
        footer={null}
        onCancel={() => setSent(null)}
      >
        {sent && <InvitationLink sent={sent} email={email} />}
      </Modal>
    </li>
  );
}
