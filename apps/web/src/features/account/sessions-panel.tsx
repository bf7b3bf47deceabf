import { endOtherSessions, endSession, listSessions, type SessionRow } from '@miaopu/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Bones } from '../../shared/components/bones.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { deviceOf } from './device.ts';
import { useWords } from './locale.ts';

/** Where the person is signed in: what they don't know, they end. */
export function SessionsPanel(): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(listSessions, {});
  const end = useCommand(endSession, [listSessions]);
  const endOthers = useCommand(endOtherSessions, [listSessions]);
  const problem = end.error ?? endOthers.error;
  return (
    <Panel
      title={say('sessions.title')}
      aside={say('sessions.hint')}
      actions={
        data &&
        data.rows.length > 1 && (
          <Button loading={endOthers.isPending} onClick={() => endOthers.mutate({})}>
            {say('sessions.end_others')}
          </Button>
        )
      }
    >
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={2} height={40} />}
      <ul className="account-list">
        {data?.rows.map((one) => (
          <Row
            key={one.id}
            session={one}
            busy={end.isPending && end.variables.params.id === one.id}
            onEnd={() => end.mutate({ params: { id: one.id } })}
          />
        ))}
      </ul>
      {problem && <Failure problem={problem} title={say('sessions.failed')} />}
    </Panel>
  );
}

function Row(props: { session: SessionRow; busy: boolean; onEnd: () => void }): ReactNode {
  const say = useWords();
  const { userAgent, address, signedInAt, current } = props.session;
  const device = deviceOf(userAgent);
  const name = device ? `${device.browser} · ${device.system}` : say('sessions.unknown');
  return (
    <li>
      <p>
        {name}
        <small>
          {say('sessions.since', { at: formatInstant(signedInAt) })}
          {address && ` · ${say('sessions.address', { address })}`}
        </small>
      </p>
      {current ? (
        <b>{say('sessions.current')}</b>
      ) : (
        <Button loading={props.busy} onClick={props.onEnd} aria-label={`${say('sessions.end')}:${name}`}>
          {say('sessions.end')}
        </Button>
      )}
    </li>
  );
}
