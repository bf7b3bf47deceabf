import type { AuditLineRow } from '@miaopu/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Bones } from '../components/bones.tsx';
import { EmptyState, Failure } from '../components/notice.tsx';
import { formatInstant } from '../formats.ts';
import { LineChanges, LineOrigin, RecordName, useActionText, useActorText } from './line-parts.tsx';
import { useWords } from './locale.ts';

/** What was done, newest first: who, as whom, when and why, with what changed to be opened. */
export function HistoryLines(props: {
  rows: readonly AuditLineRow[] | undefined;
  problem: unknown;
  onRetry: () => void;
  onMore: (() => void) | undefined;
}): ReactNode {
  const say = useWords();
  if (props.problem) return <Failure problem={props.problem} onRetry={props.onRetry} />;
  if (!props.rows) return <Bones rows={8} height={32} />;
  if (props.rows.length === 0) return <EmptyState title={say('none')}>{say('none.text')}</EmptyState>;
  return (
    <>
      <ol className="deeds">
        {props.rows.map((line) => (
          <HistoryLine key={line.id} line={line} />
        ))}
      </ol>
      {props.onMore && <Button onClick={props.onMore}>{say('older')}</Button>}
    </>
  );
}

function HistoryLine({ line }: { line: AuditLineRow }): ReactNode {
  const say = useWords();
  const actionText = useActionText();
  const actorText = useActorText();
  return (
    <li>
      <div className="deeds-what">
        <b>{actionText(line.action)}</b>
        <time dateTime={line.happenedAt}>{formatInstant(line.happenedAt)}</time>
      </div>
      <div className="deeds-who">
        {actorText(line)} · <RecordName line={line} />
      </div>
      {line.reason && <p className="deeds-why">{say('reason', { reason: line.reason })}</p>}
      <details>
        <summary>{say('changes')}</summary>
        <LineChanges line={line} />
        <LineOrigin line={line} />
      </details>
    </li>
  );
}
