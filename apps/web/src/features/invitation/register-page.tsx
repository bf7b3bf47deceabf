import { getSignInWays, register } from '@miaopu/contract';
import { Alert, Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { DoorPage } from '../../shared/components/door-page.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

/** For enterprises: an account of one's own by e-mail, with which the enterprise is claimed. */
export function RegisterPage(): ReactNode {
  const say = useWords();
  const { data } = useEndpoint(getSignInWays, {});
  const send = useCommand(register);
  return (
    <DoorPage title={say('register.title')}>
      <p>{say('register.text')}</p>
      {data?.mail === false && <Alert type="info" showIcon title={say('register.closed')} />}
      {send.isSuccess && <Alert type="success" showIcon title={say('register.sent')} />}
      {data?.mail && !send.isSuccess && (
        <Form<{ name: string; email: string }>
          layout="vertical"
          requiredMark={false}
          disabled={send.isPending}
          onFinish={(body) => send.mutate({ body })}
        >
          <Form.Item
            name="name"
            label={say('name')}
            rules={[{ required: true, whitespace: true, message: say('name.missing') }]}
          >
            <Input autoComplete="name" maxLength={50} size="large" />
          </Form.Item>
          <Form.Item
            name="email"
            label={say('email')}
            rules={[{ required: true, type: 'email', message: say('email.missing') }]}
          >
            <Input type="email" autoComplete="email" maxLength={200} size="large" />
          </Form.Item>
          {send.error && <Failure problem={send.error} title={say('failed')} />}
          <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>
            {say('register.send')}
          </Button>
        </Form>
      )}
    </DoorPage>
  );
}
