import {
  chooseNotification,
  getNotificationChoices,
  mayTurnOff,
  type NotificationKind,
  notificationKinds,
  notificationWays,
} from '@miaopu/contract';
import { Switch } from 'antd';
import type { ReactNode } from 'react';
import { Bones } from '../../shared/components/bones.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

/** By which ways each kind of message reaches the person. */
export function ChoicesPanel(): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { data, error, refetch } = useEndpoint(getNotificationChoices, {});
  const choose = useCommand(chooseNotification, [getNotificationChoices]);
  const ways = notificationWays.filter((way) => data?.ways.includes(way));
  const pending = choose.isPending ? choose.variables.body : undefined;
  const isWanted = (kind: NotificationKind, way: (typeof ways)[number]) =>
    pending?.kind === kind && pending.way === way
      ? pending.wanted
      : (data?.choices.find((one) => one.kind === kind && one.way === way)?.wanted ?? false);
  return (
    <Panel>
      <p className="choices-text">
        {say('choices.text')}
        {data && !data.ways.includes('email') && ` ${say('choices.no_email')}`}
      </p>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {choose.error && <Failure problem={choose.error} title={say('choices.failed')} />}
      {!data && !error && <Bones rows={10} height={28} />}
      {data && (
        <table className="choices" aria-label={say('inbox.part.choices')}>
          <thead>
            <tr>
              <th scope="col">{say('choices.kind')}</th>
              {ways.map((way) => (
                <th key={way} scope="col" className="choices-way">
                  {say(`choices.way.${way}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(Object.keys(notificationKinds) as NotificationKind[]).map((kind) => (
              <tr key={kind}>
                <th scope="row">
                  {label(notificationKinds[kind])}
                  {!mayTurnOff(kind, 'inbox') && <small>{say('choices.always')}</small>}
                </th>
                {ways.map((way) => (
                  <td key={way} className="choices-way">
                    <Switch
                      size="small"
                      aria-label={say('choices.one', {
                        kind: label(notificationKinds[kind]),
                        way: say(`choices.way.${way}`),
                      })}
                      checked={isWanted(kind, way)}
                      disabled={!mayTurnOff(kind, way)}
                      onChange={(wanted) => choose.mutate({ body: { kind, way, wanted } })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
