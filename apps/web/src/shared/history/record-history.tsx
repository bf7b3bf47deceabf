import { getRecordHistory } from '@miaopu/contract';
import { Button, Drawer } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Bones } from '../components/bones.tsx';
import { useMay } from '../session.ts';
import { useEndpoint } from '../use-endpoint.ts';
import { useWords } from './locale.ts';

const HistoryLines = lazy(() =>
  import('./history-lines.tsx').then((file) => ({ default: file.HistoryLines })),
);

/** 记录: opens what was done to a record and all below it, for those who may see that. */
export function RecordHistory({ record }: { record: string }): ReactNode {
  const say = useWords();
  const mayRead = useMay('audit.history');
  const [open, setOpen] = useState(false);
  if (!mayRead) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('open')}</Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={say('title')} size={640} destroyOnHidden>
        <Suspense fallback={<Bones rows={6} height={32} />}>
          <History record={record} />
        </Suspense>
      </Drawer>
    </>
  );
}

const step = 30;

function History({ record }: { record: string }): ReactNode {
  const [limit, setLimit] = useState(step);
  const answer = useEndpoint(getRecordHistory, { query: { record, limit } }, { keepPrevious: true });
  return (
    <HistoryLines
      rows={answer.data?.rows}
      problem={answer.error}
      onRetry={() => void answer.refetch()}
      onMore={answer.data?.more && limit < 200 ? () => setLimit(Math.min(200, limit + step)) : undefined}
    />
  );
}
