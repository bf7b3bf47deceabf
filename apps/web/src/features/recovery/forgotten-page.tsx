import { forgetPassword, getSignInWays } from '@miaopu/contract';
import { Alert, Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { DoorPage } from '../../shared/components/door-page.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

/** 忘记密码: asks for a link by e-mail; where none goes out from here, says whom to ask. */
export function ForgottenPage(): ReactNode {
  const say = useWords();
  const { data, error } = useEndpoint(getSignInWays, {});
  return (
    <DoorPage title={say('forgotten.title')}>
      {error && <Failure problem={error} />}
      {!data && !error && <Bones rows={3} height={40} />}
      {data && (data.mail ? <Ask /> : <WhomToAsk />)}
      <Link className="door-link" to="/sign-in">
        {say('back')}
      </Link>
    </DoorPage>
  );
}

function Ask(): ReactNode {
  const say = useWords();
  const send = useCommand(forgetPassword);
  if (send.isSuccess)
    return (
      <Alert type="success" showIcon title={say('forgotten.sent')} description={say('forgotten.none')} />
    );
  return (
    <>
      <p>{say('forgotten.text')}</p>
      <Form<{ email: string }>
        layout="vertical"
        requiredMark={false}
        disabled={send.isPending}
        onFinish={(body) => send.mutate({ body })}
      >
        <Form.Item
          name="email"
          label={say('email')}
          rules={[{ required: true, type: 'email', message: say('email.missing') }]}
        >
          <Input type="email" autoComplete="username" maxLength={200} size="large" autoFocus />
        </Form.Item>
        {send.error && <Failure problem={send.error} title={say('failed')} />}
        <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>
          {say('forgotten.send')}
        </Button>
      </Form>
    </>
  );
}

function WhomToAsk(): ReactNode {
  const say = useWords();
  return <Alert type="info" showIcon title={say('no_mail')} description={say('no_mail.text')} />;
}
