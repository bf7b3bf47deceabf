import { Alert, Typography } from 'antd';
import type { ReactNode } from 'react';
import { formatInstant } from '../../shared/formats.ts';
import { useWords } from './locale.ts';

export type SentInvitation = { readonly link: string; readonly mailed: boolean; readonly expiresAt: string };

/** The link of an invitation, this once: it has gone by e-mail, or whoever invited passes it on. */
export function InvitationLink({ sent, email }: { sent: SentInvitation; email: string }): ReactNode {
  const say = useWords();
  return (
    <div className="people-link">
      <Alert
        type={sent.mailed ? 'success' : 'info'}
        showIcon
        title={say(sent.mailed ? 'link.mailed' : 'link.to_pass_on', { email })}
      />
      <Typography.Paragraph copyable code>
        {sent.link}
      </Typography.Paragraph>
      <p className="people-quiet">{say('link.once', { until: formatInstant(sent.expiresAt) })}</p>
    </div>
  );
}
