import { checkEnterprise } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';
import { Bones } from '../../../shared/components/bones.tsx';
import { Failure } from '../../../shared/components/notice.tsx';
import { Page } from '../../../shared/components/page.tsx';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useWords } from '../locale.ts';
import { CodeForm } from './code-form.tsx';
import { type Answer, QuestionForm } from './question-form.tsx';
import { Standings } from './standings.tsx';
import './check.css';

type Given = { readonly path: string; readonly value: Answer };

/**
 * 测一测: a visitor answers one question at a time, and sees after each how the policies stand. What they answer is kept in this
 * page alone: the server stores nothing, and a reload forgets it.
 */
export function CheckPage(): ReactNode {
  const say = useWords();
  const [search] = useSearchParams();
  const policies = search.get('policies')?.split(',').filter(Boolean) ?? [];
  const [creditCode, setCreditCode] = useState<string | null>(null);
  const [given, setGiven] = useState<readonly Given[]>([]);
  const answers = Object.fromEntries(given.map(({ path, value }) => [path, value]));
  const body = { policies, answers, ...(creditCode ? { creditCode } : {}) };
  const { data, error, isFetching, refetch } = useEndpoint(
    checkEnterprise,
    { body },
    { keepPrevious: true, enabled: creditCode !== null, staleTime: Number.POSITIVE_INFINITY },
  );
  return (
    <Page title={say('check.title')} narrow>
      <p className="check-promise">{say('check.promise')}</p>
      {creditCode === null && <CodeForm onStart={setCreditCode} />}
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {creditCode !== null && !data && !error && <Bones rows={4} height={40} />}
      {data && (
        <>
          {data.name && <p className="check-name">{data.name}</p>}
          {data.next ? (
            <QuestionForm
              key={data.next.path}
              question={data.next}
              remaining={data.remaining}
              busy={isFetching}
              onAnswer={(value) => setGiven([...given, { path: data.next!.path, value }])}
              onBack={given.length > 0 ? () => setGiven(given.slice(0, -1)) : undefined}
            />
          ) : (
            <p className="check-done" role="status">
              {say('check.done')}
            </p>
          )}
          <Standings standings={data.standings} final={data.next === null} />
          <Button
            onClick={() => {
              setGiven([]);
              setCreditCode(null);
            }}
          >
            {say('check.again')}
          </Button>
        </>
      )}
    </Page>
  );
}
