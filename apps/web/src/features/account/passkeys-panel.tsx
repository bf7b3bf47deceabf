import { getAccount, getSignInWays, type Passkey } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { callAuth } from '../../shared/auth.ts';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { dash, formatInstant } from '../../shared/formats.ts';
import { addPasskey, passkeysWork } from '../../shared/passkeys.ts';
import { useEndpoint, useWriting } from '../../shared/use-endpoint.ts';
import { deviceOf } from './device.ts';
import { useWords } from './locale.ts';

/** The person's passkeys: with one of them no password is needed, and none can be given away. */
export function PasskeysPanel({ passkeys }: { passkeys: readonly Passkey[] }): ReactNode {
  const say = useWords();
  const { data } = useEndpoint(getSignInWays, {});
  const writing = useWriting([getAccount]);
  const [removing, setRemoving] = useState<string | null>(null);
  const works = passkeysWork(data?.passkeyHost);
  const device = deviceOf(navigator.userAgent);
  const newName = device ? `${device.browser} · ${device.system}` : say('passkeys.unnamed');

  function remove(id: string): void {
    setRemoving(id);
    writing.mutate(() => callAuth('passkey/delete-passkey', { id }), { onSettled: () => setRemoving(null) });
  }

  return (
    <Panel
      title={say('passkeys.title')}
      actions={
        works && (
          <Button
            loading={writing.isPending && removing === null}
            onClick={() => writing.mutate(() => addPasskey(newName))}
          >
            {say('passkeys.add')}
          </Button>
        )
      }
    >
      <p className="account-hint">
        {works || !data ? say('passkeys.text') : say('passkeys.not_here', { host: data.passkeyHost })}
      </p>
      <ul className="account-list">
        {passkeys.map(({ id, name, addedAt, synced }) => (
          <li key={id}>
            <p>
              {name ?? say('passkeys.unnamed')}
              <small>
                {say('passkeys.added', { at: addedAt ? formatInstant(addedAt) : dash })}
                {synced && ` · ${say('passkeys.synced')}`}
              </small>
            </p>
            <Button
              danger
              loading={removing === id}
              onClick={() => remove(id)}
              aria-label={`${say('passkeys.remove')}:${name ?? say('passkeys.unnamed')}`}
            >
              {say('passkeys.remove')}
            </Button>
          </li>
        ))}
      </ul>
      {writing.error && <Failure problem={writing.error} title={say('second.failed')} />}
    </Panel>
  );
}
