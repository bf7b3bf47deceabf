import { Alert, Button, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { formatInstant } from '../shared/formats.ts';
import type { SignInAnswer } from './auth.ts';
import { useDemoAccounts } from './demo.ts';
import { DemoAccounts } from './demo-accounts.tsx';
import { useWords } from './locale.ts';

type Values = { email: string; password: string };
type Refusal = Extract<SignInAnswer, { ok: false }>;

/** E-mail and password, with the demo's accounts to click where the server offers them. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }): ReactNode {
  const say = useWords();
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const accounts = useDemoAccounts();

  async function submit({ email, password }: Values): Promise<void> {
    setBusy(true);
    setRefusal(null);
    const { signIn } = await import('./auth.ts');
    const answer: SignInAnswer = await signIn(email.trim(), password);
    setBusy(false);
    if (answer.ok) onSignedIn();
    else setRefusal(answer);
  }

  return (
    <>
      <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={submit} disabled={busy}>
        <Form.Item
          name="email"
          label={say('sign_in.email')}
          rules={[{ required: true, whitespace: true, message: say('sign_in.email.missing') }]}
        >
          <Input type="email" autoComplete="username" autoFocus size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={say('sign_in.password')}
          rules={[{ required: true, message: say('sign_in.password.missing') }]}
        >
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        {refusal !== null && (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={refusalOf(refusal, say)}
            style={{ marginBottom: 16 }}
          />
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {say('sign_in.submit')}
        </Button>
      </Form>
      {accounts.length > 0 && (
        <DemoAccounts
          accounts={accounts}
          onChoose={({ email, password }) => form.setFieldsValue({ email, password })}
        />
      )}
    </>
  );
}

function refusalOf({ status, until }: Refusal, say: ReturnType<typeof useWords>): string {
  if (until !== undefined) return say('sign_in.locked', { until: formatInstant(until) });
  if (status === 0) return say('sign_in.unreachable');
  if (status === 429) return say('sign_in.too_many');
  if (status === 401 || status === 400) return say('sign_in.refused');
  return say('sign_in.failed', { status });
}
