import { type Cockpit, getCockpit } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { StateShape, worstFirst } from '../../shared/components/state-mark.tsx';
import { formatDay, formatPercent } from '../../shared/formats.ts';
import { useWords as useSharedWords } from '../../shared/locale.ts';
import { cockpitPath } from '../../shared/paths.ts';
import { useMay, useSession } from '../../shared/session.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { ClaimsPanel } from './claims-panel.tsx';
import { DataPanel } from './data-panel.tsx';
import { DecompositionPanel } from './decomposition-panel.tsx';
import { ImportPanel } from './import-panel.tsx';
import { LateTargets } from './late-targets.tsx';
import { useWords } from './locale.ts';
import { MissingFigures } from './missing-figures.tsx';
import { PolicyPanel } from './policy-panel.tsx';
import { ReportsPanel } from './reports-panel.tsx';
import './today.css';

/** 今日: what is late, what waits, how fresh the data are; each leads on. */
export function TodayPage(): ReactNode {
  const say = useWords();
  const plan = useSession().plan;
  if (plan) return <TodayOf plan={plan} />;
  return (
    <Page title={say('title')}>
      <EmptyState title={say('plan.none')}>{say('plan.none.text')}</EmptyState>
    </Page>
  );
}

function TodayOf({ plan }: { plan: string }): ReactNode {
  const say = useWords();
  const mayImport = useMay('registry.import');
  const mayEdit = useMay('policy.edit');
  const mayDecide = useMay('claim.decide');
  const reports = useMay('submission.read');
  const { data, error, refetch } = useEndpoint(getCockpit, { params: { plan }, query: {} });
  const aside =
    data?.run && say('aside', { asOf: formatDay(data.run.asOf), elapsed: formatPercent(data.elapsed) });
  return (
    <Page title={say('title')} aside={aside}>
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      <div className="today">
        <div className="today-main">
          {data ? <Summary counts={data.counts} /> : !error && <Bones rows={2} height={32} />}
          {data ? (
            <LateTargets plan={plan} cockpit={data} />
          ) : (
            !error && (
              <Panel title={say('late.title')}>
                <Bones rows={8} height={48} />
              </Panel>
            )
          )}
        </div>
        <div className="today-side">
          <DecompositionPanel plan={plan} />
          {reports && <ReportsPanel plan={plan} />}
          {data && <MissingFigures plan={plan} cockpit={data} />}
          {mayEdit && <PolicyPanel />}
          {mayDecide && <ClaimsPanel />}
          {mayImport && <ImportPanel />}
          {data && <DataPanel run={data.run} />}
        </div>
      </div>
    </Page>
  );
}

/** The sentence of the morning: how many targets stand where. Each number opens its targets. */
function Summary({ counts }: { counts: Cockpit['counts'] }): ReactNode {
  const say = useWords();
  const shared = useSharedWords();
  const total = worstFirst.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return (
    <ul className="summary" aria-label={say('summary')}>
      {worstFirst
        .filter((state) => state === 'at_risk' || state === 'behind' || (counts[state] ?? 0) > 0)
        .map((state) => (
          <li key={state} className={`state-${state}`}>
            <Link to={`${cockpitPath()}?state=${state}`}>
              <b>{counts[state] ?? 0}</b>
              <span>
                <StateShape state={state} /> {shared(`state.${state}`)}
              </span>
            </Link>
          </li>
        ))}
      <li className="summary-all">
        <Link to={cockpitPath()}>{say('summary.all', { count: total })}</Link>
      </li>
    </ul>
  );
}
