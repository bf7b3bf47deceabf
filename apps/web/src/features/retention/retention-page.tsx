import { type KeptKind, listRetention } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Bones } from '../../shared/components/bones.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { dash, formatCount, formatInstant } from '../../shared/formats.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { DecideDialog } from './decide-dialog.tsx';
import { useWords } from './locale.ts';
import './retention.css';

/** 保存期限: how long each kind of record is kept, by which law and whose word, and what was let go last. */
export function RetentionPage(): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(listRetention, {});
  const [deciding, setDeciding] = useState<KeptKind | null>(null);
  return (
    <Page title={say('title')} aside={say('aside')} narrow>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={6} height={96} />}
      {data?.rows.map((kept) => (
        <Kept key={kept.kind} kept={kept} onDecide={() => setDeciding(kept)} />
      ))}
      {deciding && <DecideDialog kept={deciding} onClose={() => setDeciding(null)} />}
    </Page>
  );
}

function Kept({ kept, onDecide }: { kept: KeptKind; onDecide: () => void }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const { name, days, usual, least, because, law, toConfirm, decided, letGo } = kept;
  return (
    <Panel
      title={<span className="kept-name">{labelOf(name)}</span>}
      actions={
        <Button onClick={onDecide} aria-label={`${say('change')}:${labelOf(name)}`}>
          {say('change')}
        </Button>
      }
    >
      <div className="kept">
        <p className="kept-days">
          <b>{formatCount(days)}</b> {say('days')}
          <small>{say('bounds', { usual: formatCount(usual), least: formatCount(least) })}</small>
        </p>
        <dl>
          <div>
            <dt>{say('because')}</dt>
            <dd>{labelOf(because)}</dd>
          </div>
          {law && (
            <div>
              <dt>{say('law')}</dt>
              <dd>
                {labelOf(law)}
                {toConfirm && <span className="kept-mark">{say('to_confirm')}</span>}
              </dd>
            </div>
          )}
          <div>
            <dt>{say('decided')}</dt>
            <dd>
              {decided
                ? say('decided.by', { by: decided.by, at: formatInstant(decided.at), reason: decided.reason })
                : say('decided.never')}
            </dd>
          </div>
          <div>
            <dt>{say('let_go')}</dt>
            <dd>
              {letGo
                ? say('let_go.last', { at: formatInstant(letGo.at), count: formatCount(letGo.records) })
                : dash}
            </dd>
          </div>
        </dl>
      </div>
    </Panel>
  );
}
