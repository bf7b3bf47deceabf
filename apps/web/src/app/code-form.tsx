import { Alert, Button, Checkbox, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { refusalOf } from '../shared/auth.ts';
import { useLabel } from '../shared/words.ts';
import type { Refusal, SignInAnswer } from './auth.ts';
import { useWords } from './locale.ts';

type Values = { code: string; trustDevice: boolean };

/** The second step of signing in: the code of the person's device, or a spare one where the device is lost. */
export function CodeForm(props: { onSignedIn: () => void; onBack: () => void }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const [busy, setBusy] = useState(false);
  const [spare, setSpare] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  async function submit({ code, trustDevice }: Values): Promise<void> {
    setBusy(true);
    setRefusal(null);
    const { enterCode } = await import('./auth.ts');
    const answer: SignInAnswer = await enterCode(code, { spare, trustDevice });
    setBusy(false);
    if (answer === 'in') props.onSignedIn();
    else if (answer !== 'second_factor') setRefusal(answer);
  }

  return (
    <Form<Values>
      layout="vertical"
      requiredMark={false}
      disabled={busy}
      initialValues={{ code: '', trustDevice: false }}
      onFinish={(values) => void submit(values)}
    >
      <p>{say(spare ? 'code.spare.text' : 'code.text')}</p>
      <Form.Item
        name="code"
        label={say(spare ? 'code.spare.label' : 'code.label')}
        rules={[{ required: true, whitespace: true, message: say('code.missing') }]}
      >
        <Input
          key={String(spare)}
          autoFocus
          size="large"
          autoComplete="one-time-code"
          inputMode={spare ? 'text' : 'numeric'}
          maxLength={20}
        />
      </Form.Item>
      <Form.Item name="trustDevice" valuePropName="checked" extra={say('code.trust.hint')}>
        <Checkbox>{say('code.trust')}</Checkbox>
      </Form.Item>
      {refusal !== null && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={labelOf(refusalOf(refusal.answer).labels)}
          style={{ marginBottom: 16 }}
        />
      )}
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {say('sign_in.submit')}
      </Button>
      <div className="sign-in-ways">
        <Button type="link" onClick={() => setSpare(!spare)}>
          {say(spare ? 'code.use_device' : 'code.use_spare')}
        </Button>
        <Button type="link" onClick={props.onBack}>
          {say('code.back')}
        </Button>
      </div>
    </Form>
  );
}
