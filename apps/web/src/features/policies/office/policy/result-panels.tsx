import {
  getPolicyRun,
  getPolicyRunPlaces,
  type PolicyPage as Policy,
  type PolicyCounts,
  type PolicyRun,
} from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../../../shared/components/notice.tsx';
import { Panel } from '../../../../shared/components/page.tsx';
import { formatAmount, formatCount, formatInstant, formatLongDay } from '../../../../shared/formats.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useFilters } from '../../../../shared/use-filters.ts';
import { useLabel, useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { useCostText } from '../cost-text.ts';
import { libraryPath } from '../paths.ts';
import { FittingPanel } from './fitting-panel.tsx';
import { PlacePanel } from './place-panel.tsx';

/** What the latest run found of one policy: the counts, the places, and the list behind them as of the same moment. */
export function ResultPanels({ policy }: { policy: Policy }): ReactNode {
  const say = useWords();
  const latest = useEndpoint(getPolicyRun, { params: { run: 'latest' }, query: {} });
  const run = latest.data?.run;
  const counted = latest.data?.policies.find((one) => one.policy.id === policy.card.id);
  if (latest.error) return <Failure problem={latest.error} onRetry={() => void latest.refetch()} />;
  if (!latest.data) return <Bones rows={8} height={32} />;
  if (!run || !counted)
    return (
      <>
        <Panel>
          <EmptyState
            title={say(run ? 'result.none' : 'run.none')}
            action={<Link to={libraryPath}>{say('result.to_run')}</Link>}
          >
            {say('result.none.text')}
          </EmptyState>
        </Panel>
        <FittingPanel policy={policy} moment={{}} />
      </>
    );
  return (
    <>
      <Counts run={run} counts={counted.counts} hasAmount={policy.card.hasAmount} />
      <Places run={run.id} policy={policy} />
      <FittingPanel
        policy={policy}
        moment={{ asOf: run.asOf, knownOn: run.knownOn, version: counted.policy.version }}
      />
    </>
  );
}

const others = ['nearly', 'unknown', 'manual'] as const;

/** The number that matters largest, the others beside it; each opens its list. */
function Counts(props: { run: PolicyRun; counts: PolicyCounts; hasAmount: boolean }): ReactNode {
  const { run, counts } = props;
  const say = useWords();
  const language = useLanguage();
  const [, setFilters] = useFilters({ standing: 'met', offset: '0' });
  const label = useLabel();
  const costText = useCostText();
  const open = (standing: string) => setFilters({ standing, offset: '0' });
  return (
    <section className="result" aria-label={say('office.part.result')}>
      <p className="result-main">
        <button type="button" className="link-button" onClick={() => open('met')}>
          <b>{formatCount(counts.met)}</b>
        </button>
        <span>{say('result.met')}</span>
      </p>
      <dl className="result-others">
        <div>
          <dt>{say('result.cost')}</dt>
          <dd>
            {props.hasAmount
              ? costText(counts, (amount) => formatAmount(amount, language))
              : say('result.no_amount')}
          </dd>
        </div>
        {others.map((standing) => (
          <div key={standing}>
            <dt>{say(`standing.${standing}`)}</dt>
            <dd>
              <button type="button" className="link-button" onClick={() => open(standing)}>
                {formatCount(counts[standing])}
              </button>
            </dd>
          </div>
        ))}
        <div>
          <dt>{say('standing.not_met')}</dt>
          <dd>{formatCount(counts.notMet)}</dd>
        </div>
        <div>
          <dt>{say('result.not_applicable')}</dt>
          <dd>{formatCount(counts.notApplicable)}</dd>
        </div>
      </dl>
      {counts.uncounted && <p className="result-when">{label(counts.uncounted.because)}</p>}
      <p className="result-when">
        {say('result.when', {
          day: formatLongDay(run.asOf, language),
          at: formatInstant(run.knownOn),
        })}
        {run.stale && <span className="run-stale">{say('run.stale')}</span>}
      </p>
    </section>
  );
}

function Places({ run, policy }: { run: string; policy: Policy }): ReactNode {
  const say = useWords();
  const { id, hasAmount } = policy.card;
  const { data, error, refetch } = useEndpoint(getPolicyRunPlaces, { params: { run, policy: id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Bones rows={10} height={24} />;
  return (
    <div className="result-places">
      <PlacePanel title={say('result.towns')} places={data.towns} filter="town" hasAmount={hasAmount} />
      <PlacePanel
        title={say('result.industries')}
        places={data.industries}
        filter="industry"
        hasAmount={hasAmount}
      />
    </div>
  );
}
