import { listSessions } from '@miaopu/contract';
import { App, Button, Checkbox, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { callAuth } from '../../shared/auth.ts';
import { NewPassword } from '../../shared/components/new-password.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { useSession } from '../../shared/session.ts';
import { useWriting } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

type Values = { current: string; password: string; endOthers: boolean };

/** Changes the password; those who only sign in elsewhere have none. */
export function PasswordPanel({ hasPassword }: { hasPassword: boolean }): ReactNode {
  const say = useWords();
  const { user } = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const change = useWriting([listSessions]);

  async function submit({ current, password, endOthers }: Values): Promise<void> {
    await change.mutateAsync(() =>
      callAuth('change-password', {
        currentPassword: current,
        newPassword: password,
        revokeOtherSessions: endOthers,
      }),
    );
    form.resetFields();
    void message.success(say('password.changed'));
  }

  if (!hasPassword)
    return (
      <Panel title={say('password.title')}>
        <p className="account-hint">{say('password.none')}</p>
      </Panel>
    );
  return (
    <Panel title={say('password.title')}>
      <Form<Values>
        form={form}
        name="change-password"
        layout="vertical"
        requiredMark={false}
        className="account-form"
        disabled={change.isPending}
        initialValues={{ endOthers: true }}
        onFinish={(values) => void submit(values).catch(() => {})}
      >
        <Form.Item
          name="current"
          label={say('password.current')}
          rules={[{ required: true, message: say('password.current.missing') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <NewPassword label={say('password.new')} person={user} />
        <Form.Item name="endOthers" valuePropName="checked">
          <Checkbox>{say('password.end_others')}</Checkbox>
        </Form.Item>
        {change.error && <Failure problem={change.error} title={say('password.failed')} />}
        <Button htmlType="submit" loading={change.isPending}>
          {say('password.submit')}
        </Button>
      </Form>
    </Panel>
  );
}
