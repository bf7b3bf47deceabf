import { listPolicyLibrary } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../../shared/client.ts';
import { Bones } from '../../shared/components/bones.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

type Row = AnswerOf<typeof listPolicyLibrary>['rows'][number];
type Turn = 'review' | 'returned' | 'draft';
const urgency: readonly Turn[] = ['review', 'returned', 'draft'];

/** What the reader is asked to do with a draft: to review it, or as its author to go on. Nothing where it is others' turn. */
function turnOf({ draft }: Row): Turn | null {
  if (!draft) return null;
  if (draft.state === 'submitted') return draft.mayDo.includes('return') ? 'review' : null;
  if (!draft.isMine) return null;
  return draft.state === 'returned' ? 'returned' : 'draft';
}

/** The policies' drafts that wait for the reader, reviews first. */
export function PolicyPanel(): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(listPolicyLibrary, { query: {} });
  const waiting = urgency.flatMap((turn) =>
    (data?.rows ?? []).filter((row) => turnOf(row) === turn).map((row) => ({ row, turn })),
  );
  return (
    <Panel
      title={say('policy.title')}
      actions={data && <Link to="/g/policies?view=waiting">{say('policy.go')}</Link>}
    >
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={2} />}
      {data && waiting.length === 0 && say('policy.none')}
      {waiting.length > 0 && (
        <ul className="waiting">
          {waiting.map(({ row, turn }) => (
            <WaitingDraft key={row.id} row={row} turn={turn} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function WaitingDraft({ row, turn }: { row: Row; turn: Turn }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { draft } = row;
  if (!draft) return null;
  return (
    <li>
      <Link to={`/g/policies/drafts/${draft.id}`}>{draft.title ? label(draft.title) : row.id}</Link>
      <small>
        {say(`policy.${turn}`)} ·{' '}
        {say('policy.saved', { name: draft.savedBy, at: formatInstant(draft.savedAt) })}
      </small>
    </li>
  );
}
