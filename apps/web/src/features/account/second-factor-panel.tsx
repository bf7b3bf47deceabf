import { getAccount, getSession, listSessions } from '@miaopu/contract';
import { App, Button, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { callAuth } from '../../shared/auth.ts';
import type { AnswerOf } from '../../shared/client.ts';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { useWriting } from '../../shared/use-endpoint.ts';
import { Enrolment, type Secret } from './enrolment.tsx';
import { useWords } from './locale.ts';
import { SpareCodes } from './spare-codes.tsx';

type Act = 'enable' | 'disable' | 'renew';
const paths = {
  enable: 'two-factor/enable',
  disable: 'two-factor/disable',
  renew: 'two-factor/generate-backup-codes',
} as const satisfies Record<Act, string>;

/** The second factor: set up with a code to photograph, spare codes renewed, taken off; each after the password. */
export function SecondFactorPanel({ account }: { account: AnswerOf<typeof getAccount> }): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const { enabled, required } = account.secondFactor;
  const [act, setAct] = useState<Act | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const [spare, setSpare] = useState<readonly string[] | null>(null);
  const writing = useWriting([getAccount, getSession, listSessions]);

  async function confirm(password: string | undefined): Promise<void> {
    if (act === null) return;
    let answer: Record<string, unknown> = {};
    await writing.mutateAsync(async () => {
      answer = await callAuth(paths[act], password === undefined ? {} : { password });
    });
    setAct(null);
    if (act === 'enable') setSecret({ uri: String(answer.totpURI), spare: answer.backupCodes as string[] });
    if (act === 'renew') setSpare(answer.backupCodes as string[]);
    if (act === 'disable') void message.success(say('second.disabled'));
  }

  return (
    <Panel title={say('second.title')} aside={say(enabled ? 'second.on' : 'second.off')}>
      {secret !== null && !enabled && (
        <Enrolment
          secret={secret}
          onDone={() => {
            setSpare(secret.spare);
            setSecret(null);
          }}
        />
      )}
      {spare !== null && <SpareCodes codes={spare} onKept={() => setSpare(null)} />}
      {secret === null && spare === null && act === null && (
        <>
          <p>{say(enabled ? 'second.on.text' : 'second.off.text')}</p>
          <div className="account-actions">
            {!enabled && (
              <Button type="primary" onClick={() => setAct('enable')}>
                {say('second.enable')}
              </Button>
            )}
            {enabled && <Button onClick={() => setAct('renew')}>{say('second.renew')}</Button>}
            {enabled && !required && (
              <Button danger onClick={() => setAct('disable')}>
                {say('second.disable')}
              </Button>
            )}
          </div>
        </>
      )}
      {act !== null && (
        <Form<{ password?: string }>
          name="second-factor"
          layout="vertical"
          requiredMark={false}
          className="account-form"
          disabled={writing.isPending}
          onFinish={({ password }) => void confirm(password).catch(() => {})}
        >
          <p>{say(`second.${act}.confirm`)}</p>
          {account.hasPassword && (
            <Form.Item
              name="password"
              label={say('password.current')}
              rules={[{ required: true, message: say('password.current.missing') }]}
            >
              <Input.Password autoFocus autoComplete="current-password" />
            </Form.Item>
          )}
          {writing.error && <Failure problem={writing.error} title={say('second.failed')} />}
          <div className="account-actions">
            <Button type="primary" htmlType="submit" danger={act === 'disable'} loading={writing.isPending}>
              {say('second.go_on')}
            </Button>
            <Button onClick={() => setAct(null)}>{say('cancel')}</Button>
          </div>
        </Form>
      )}
    </Panel>
  );
}
