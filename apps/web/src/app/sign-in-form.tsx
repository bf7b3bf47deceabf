import { Alert, Button, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { refusalOf } from '../shared/auth.ts';
import { formatInstant } from '../shared/formats.ts';
import { useLabel } from '../shared/words.ts';
import type { Refusal, SignInAnswer } from './auth.ts';
import { CodeForm } from './code-form.tsx';
import { useDemoAccounts } from './demo.ts';
import { DemoAccounts } from './demo-accounts.tsx';
import { useWords } from './locale.ts';
import { SignInWays } from './sign-in-ways.tsx';

type Values = { email: string; password: string };

/** E-mail and password, then the second factor where there is one; with the demo's accounts to click where the server offers them. */
export function SignInForm({
  onSignedIn,
  over = false,
  asksCode: begun = false,
}: {
  onSignedIn: () => void;
  /** Stands over a page that must not be left. */
  over?: boolean;
  /** Begins with the second step: the first was taken elsewhere. */
  asksCode?: boolean;
}): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [asksCode, setAsksCode] = useState(begun);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const accounts = useDemoAccounts();

  async function submit({ email, password }: Values): Promise<void> {
    setBusy(true);
    setRefusal(null);
    const { signIn } = await import('./auth.ts');
    const answer: SignInAnswer = await signIn(email.trim(), password);
    setBusy(false);
    take(answer);
  }
  function take(answer: SignInAnswer): void {
    if (answer === 'in') onSignedIn();
    else if (answer === 'second_factor') setAsksCode(true);
    else setRefusal(answer);
  }
  const wordsOf = ({ answer, until }: Refusal) =>
    until === undefined
      ? labelOf(refusalOf(answer).labels)
      : say('sign_in.locked', { until: formatInstant(until) });

  if (asksCode) return <CodeForm onSignedIn={onSignedIn} onBack={() => setAsksCode(false)} />;

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
          <Alert type="error" showIcon role="alert" title={wordsOf(refusal)} style={{ marginBottom: 16 }} />
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {say('sign_in.submit')}
        </Button>
      </Form>
      {!over && (
        <Link className="sign-in-forgotten" to="/forgotten">
          {say('sign_in.forgotten')}
        </Link>
      )}
      <SignInWays stay={over} onAnswer={take} />
      {accounts.length > 0 && (
        <DemoAccounts
          accounts={accounts}
          onChoose={({ email, password }) => form.setFieldsValue({ email, password })}
        />
      )}
    </>
  );
}
