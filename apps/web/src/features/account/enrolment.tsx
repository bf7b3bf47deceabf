import { getAccount, getSession, listSessions } from '@miaopu/contract';
import { Button, Form, Input } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { encode } from 'uqr';
import { callAuth } from '../../shared/auth.ts';
import { Failure } from '../../shared/components/notice.tsx';
import { useWriting } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

/** What the authenticator is given, and the spare codes for when it is lost. */
export type Secret = { readonly uri: string; readonly spare: readonly string[] };

/** Gives the secret to the person's authenticator and has its first code prove that it arrived. */
export function Enrolment({ secret, onDone }: { secret: Secret; onDone: () => void }): ReactNode {
  const say = useWords();
  const verify = useWriting([getAccount, getSession, listSessions]);
  const key = new URL(secret.uri).searchParams.get('secret') ?? '';

  async function submit({ code }: { code: string }): Promise<void> {
    const digits = code.replaceAll(/\s/g, '');
    await verify.mutateAsync(() => callAuth('two-factor/verify-totp', { code: digits }).then(onDone));
  }

  return (
    <div className="account-enrol">
      <QrCode text={secret.uri} label={say('enrol.qr')} />
      <div>
        <ol>
          <li>{say('enrol.step.app')}</li>
          <li>{say('enrol.step.scan')}</li>
          <li>{say('enrol.step.code')}</li>
        </ol>
        <p className="account-hint">
          {say('enrol.key')} <code>{key.match(/.{1,4}/g)?.join(' ')}</code>
        </p>
        <Form<{ code: string }>
          name="enrolment"
          layout="vertical"
          requiredMark={false}
          className="account-form"
          disabled={verify.isPending}
          onFinish={(values) => void submit(values).catch(() => {})}
        >
          <Form.Item
            name="code"
            label={say('enrol.code')}
            rules={[{ required: true, pattern: /^\s*(\d\s*){6}$/, message: say('enrol.code.missing') }]}
          >
            <Input autoComplete="one-time-code" inputMode="numeric" maxLength={10} />
          </Form.Item>
          {verify.error && <Failure problem={verify.error} title={say('second.failed')} />}
          <Button type="primary" htmlType="submit" loading={verify.isPending}>
            {say('enrol.submit')}
          </Button>
        </Form>
      </div>
    </div>
  );
}

/** Drawn here: the secret goes to no other server. Black on white in the dark too, since cameras want it so. */
function QrCode({ text, label }: { text: string; label: string }): ReactNode {
  const { size, data } = useMemo(() => encode(text, { ecc: 'M', border: 2 }), [text]);
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <div className="account-code">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <path d={path} fill="#000" />
      </svg>
    </div>
  );
}
