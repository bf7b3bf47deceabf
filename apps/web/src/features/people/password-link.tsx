import { issuePasswordLink, type PersonRow } from '@miaopu/contract';
import { Alert, Button, Modal, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { formatInstant } from '../../shared/formats.ts';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';
import { ReasonDialog } from './reason-dialog.tsx';

/** For somebody who forgot the password and cannot be reached by e-mail: a link that works once, to be passed on by hand. */
export function PasswordLink({ person: { id, name } }: { person: PersonRow }): ReactNode {
  const say = useWords();
  const [asking, setAsking] = useState(false);
  const issue = useCommand(issuePasswordLink);
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)} aria-label={`${say('password_link')}:${name}`}>
        {say('password_link')}
      </Button>
      <ReasonDialog
        open={asking}
        title={say('password_link.title', { name })}
        text={say('password_link.text')}
        busy={issue.isPending}
        problem={issue.error}
        onCancel={() => setAsking(false)}
        onConfirm={(reason) =>
          issue.mutate({ params: { id }, body: { reason } }, { onSuccess: () => setAsking(false) })
        }
      />
      <Modal
        open={issue.data !== undefined}
        title={say('password_link.title', { name })}
        footer={
          <Button type="primary" onClick={() => issue.reset()}>
            {say('invite.close')}
          </Button>
        }
        onCancel={() => issue.reset()}
        destroyOnHidden
      >
        {issue.data && (
          <div className="people-link">
            <Alert type="info" showIcon title={say('password_link.pass_on', { name })} />
            <Typography.Paragraph copyable code>
              {issue.data.link}
            </Typography.Paragraph>
            <p className="people-quiet">{say('link.once', { until: formatInstant(issue.data.expiresAt) })}</p>
          </div>
        )}
      </Modal>
    </>
  );
}
