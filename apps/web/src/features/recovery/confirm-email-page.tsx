import { confirmEmail } from '@miaopu/contract';
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { DoorPage } from '../../shared/components/door-page.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

/** What the link to a new e-mail opens. It is confirmed by a button: mail servers open links by themselves. */
export function ConfirmEmailPage(): ReactNode {
  const say = useWords();
  const { token = '' } = useParams();
  const confirm = useCommand(confirmEmail);
  return (
    <DoorPage title={say('confirm.title')}>
      {confirm.data ? (
        <>
          <Alert type="success" showIcon title={say('confirm.done', { email: confirm.data.email })} />
          <Link className="door-link" to="/sign-in">
            {say('sign_in')}
          </Link>
        </>
      ) : (
        <>
          <p>{say('confirm.text')}</p>
          {confirm.error && <Failure problem={confirm.error} title={say('void')} />}
          <Button
            type="primary"
            size="large"
            block
            loading={confirm.isPending}
            onClick={() => confirm.mutate({ params: { token } })}
          >
            {say('confirm.submit')}
          </Button>
        </>
      )}
    </DoorPage>
  );
}
