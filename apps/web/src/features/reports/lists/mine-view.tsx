import { listMySubmissions, type SubmissionHead } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { formatInstant, formatPeriod } from '../../../shared/formats.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { Due, SubmissionMark, useStepName } from '../marks.tsx';
import { reportPath } from '../paths.ts';

/** What my unit owes now, late first; what opens next; what is done. */
export function MineView({ plan }: { plan: string }): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(listMySubmissions, { params: { plan } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Panel title={say('mine.owed')}>
        <Bones rows={4} height={48} />
      </Panel>
    );
  }
  return (
    <>
      <Panel title={say('mine.owed')} aside={data.owed.length > 0 && say('mine.owed.hint')} flush>
        {data.owed.length === 0 ? (
          <EmptyState title={say('mine.none')}>{say('mine.none.text')}</EmptyState>
        ) : (
          <HeadList heads={data.owed} />
        )}
      </Panel>
      {data.ahead.length > 0 && (
        <Panel title={say('mine.ahead')} flush>
          <HeadList heads={data.ahead} quiet />
        </Panel>
      )}
      {data.done.length > 0 && (
        <Panel title={say('mine.done')} flush>
          <HeadList heads={data.done} quiet />
        </Panel>
      )}
    </>
  );
}

function HeadList({ heads, quiet }: { heads: readonly SubmissionHead[]; quiet?: boolean }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const stepName = useStepName();
  return (
    <ul className={quiet ? 'report-list report-list-quiet' : 'report-list'}>
      {heads.map((head) => (
        <li key={reportPath(head)}>
          <SubmissionMark state={head.state} phase={head.timing.phase} />
          <div className="report-name">
            <Link to={reportPath(head)}>
              {formatPeriod(head.period, language)} {label(head.title)}
            </Link>
            <small>
              {label(head.unitName)}
              {head.waitsFor && ` · ${say('form.waits', { who: stepName(head.waitsFor) })}`}
            </small>
          </div>
          <div className="report-due">
            {head.submittedAt === null || head.state === 'returned' ? (
              <Due timing={head.timing} />
            ) : (
              say('mine.submitted', { at: formatInstant(head.submittedAt) })
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
