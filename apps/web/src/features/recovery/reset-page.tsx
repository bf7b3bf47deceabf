import { openPasswordLink, resetPassword } from '@miaopu/contract';
import { Alert, Button, Form } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { AnswerOf } from '../../shared/client.ts';
import { Bones } from '../../shared/components/bones.tsx';
import { DoorPage } from '../../shared/components/door-page.tsx';
import { NewPassword } from '../../shared/components/new-password.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

/** What the link of a forgotten password opens: whose it is, and a new one. */
export function ResetPage(): ReactNode {
  const say = useWords();
  const { token = '' } = useParams();
  const { data, error } = useEndpoint(openPasswordLink, { params: { token } }, { staleTime: Infinity });
  return (
    <DoorPage title={say('reset.title')}>
      {!data && !error && <Bones rows={4} height={36} />}
      {error && <Failure problem={error} title={say('void')} />}
      {error && (
        <Link className="door-link" to="/forgotten">
          {say('again')}
        </Link>
      )}
      {data && <SetPassword token={token} account={data} />}
    </DoorPage>
  );
}

function SetPassword(props: { token: string; account: AnswerOf<typeof openPasswordLink> }): ReactNode {
  const say = useWords();
  const { token, account } = props;
  const reset = useCommand(resetPassword);
  if (reset.isSuccess)
    return (
      <>
        <Alert type="success" showIcon title={say('reset.done')} description={say('reset.done.text')} />
        <Link className="door-link" to="/sign-in">
          {say('sign_in')}
        </Link>
      </>
    );
  return (
    <>
      <p className="door-quiet">
        {say('reset.for', { email: account.email, until: formatInstant(account.expiresAt) })}
      </p>
      <Form<{ password: string }>
        layout="vertical"
        requiredMark={false}
        disabled={reset.isPending}
        onFinish={(body) => reset.mutate({ params: { token }, body })}
      >
        <NewPassword label={say('reset.password')} person={account} autoFocus />
        {reset.error && <Failure problem={reset.error} title={say('failed')} />}
        <Button type="primary" htmlType="submit" size="large" block loading={reset.isPending}>
          {say('reset.submit')}
        </Button>
      </Form>
    </>
  );
}
