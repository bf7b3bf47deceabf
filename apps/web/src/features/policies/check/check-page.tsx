import { checkEnterprise } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { AnswerOf } from '../../../shared/client.ts';
import { Bones } from '../../../shared/components/bones.tsx';
import { Failure } from '../../../shared/components/notice.tsx';
import { Page } from '../../../shared/components/page.tsx';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useWords } from '../locale.ts';
import { CodeForm } from './code-form.tsx';
import { type Answers, QuestionForm } from './question-form.tsx';
import { Standings } from './standings.tsx';
import './check.css';

/**
 * 测一测: a visitor answers one question at a time, and sees after each how the policies stand. What they answer is kept in this
 * page alone: the server stores nothing, and a reload forgets it.
 */
export function CheckPage(): ReactNode {
  const say = useWords();
  const [search] = useSearchParams();
  const policies = search.get('policies')?.split(',').filter(Boolean) ?? [];
  const [creditCode, setCreditCode] = useState<string | null>(null);
  const [given, setGiven] = useState<readonly Answers[]>([]);
  const answers = Object.assign({}, ...given) as Answers;
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
              // what is of one family may be asked again, once more of it matters
              key={JSON.stringify([data.next.path, data.next.choices])}
              question={data.next}
              progress={progressOf(data, say)}
              busy={isFetching}
              onAnswer={(answered) => setGiven([...given, answered])}
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

/** A number of questions that would frighten people away is not said: most fall away as others are answered. */
const manyQuestions = 20;

/** How many policies are decided, and how many questions may still come. */
function progressOf(
  { decided, standings, remaining: count }: AnswerOf<typeof checkEnterprise>,
  say: ReturnType<typeof useWords>,
): string {
  const key = count > manyQuestions ? 'check.progress.many' : 'check.progress';
  return say(key, { decided, all: standings.length, count });
}
