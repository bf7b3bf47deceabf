import { getProgressTable, getTarget, type TargetPage as TargetAnswer } from '@miaopu/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { hrefOf } from '../../../shared/client.ts';
import { HowMark } from '../../../shared/components/how-mark.tsx';
import { Failure } from '../../../shared/components/notice.tsx';
import { Page } from '../../../shared/components/page.tsx';
import { cockpitPath } from '../../../shared/paths.ts';
import { presentQuery } from '../../../shared/query.ts';
import { useTownName } from '../../../shared/session.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useFilters } from '../../../shared/use-filters.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { RunNotice } from '../run-notice.tsx';
import { ViewFilters } from '../view-filters.tsx';
import { BehindPanel } from './behind-panel.tsx';
import { CompanionsPanel } from './companions-panel.tsx';
import { DefinitionPanel } from './definition-panel.tsx';
import { RangePanel } from './range-panel.tsx';
import { SplitPanel } from './split-panel.tsx';
import { StandingPanel } from './standing-panel.tsx';
import { TargetBones } from './target-bones.tsx';
import { TownCompare } from './town-compare.tsx';
import { TrendPanel } from './trend-panel.tsx';
import { YearsPanel } from './years-panel.tsx';
import './target.css';

/** One target: its number, how it got there, who pulls it down, the enterprises behind it, and how it is counted. */
export function TargetPage(): ReactNode {
  const { plan = '', target = '' } = useParams();
  const say = useWords();
  const label = useLabel();
  const townName = useTownName();
  const [view, setView] = useFilters({ asOf: '', year: '', town: '' });
  const query = presentQuery(view);
  const { data, error, refetch, isPlaceholderData } = useEndpoint(
    getTarget,
    { params: { plan, target }, query },
    { keepPrevious: true },
  );
  const shown = data?.card.id === target ? data : undefined;
  const place = townName(view.town);
  return (
    <Page
      title={shown ? label(shown.card.title) : say('target.noun')}
      trail={[{ label: say('cockpit.title'), to: cockpitPath(view) }]}
      aside={shown && <Aside page={shown} place={place} />}
      actions={
        <Button href={hrefOf(getProgressTable, { params: { plan }, query })}>
          {say('target.export.progress')}
        </Button>
      }
    >
      <ViewFilters
        plan={shown?.plan}
        asOf={shown?.run?.asOf}
        filters={view}
        onChange={({ asOf, year, town }) =>
          setView({
            ...(asOf === undefined ? {} : { asOf }),
            ...(year === undefined ? {} : { year }),
            ...(town === undefined ? {} : { town }),
          })
        }
      />
      {error && !shown && <Failure problem={error} onRetry={() => void refetch()} />}
      {!shown && !error && <TargetBones />}
      {shown && (
        <>
          <RunNotice plan={plan} asOf={view.asOf} run={shown.run} />
          <div
            className={isPlaceholderData ? 'target target-waiting' : 'target'}
            aria-busy={isPlaceholderData}
          >
            <StandingPanel page={shown} />
            <TrendPanel page={shown} year={view.year} />
            <TownCompare page={shown} chosen={view.town} onChoose={(town) => setView({ town })} />
            <CompanionsPanel page={shown} />
            <BehindPanel page={shown} view={view} />
            <DefinitionPanel page={shown} />
            <RangePanel page={shown} />
            <SplitPanel page={shown} />
            <YearsPanel page={shown} />
          </div>
        </>
      )}
    </Page>
  );
}

function Aside({ page, place }: { page: TargetAnswer; place: string | null }): ReactNode {
  const say = useWords();
  const label = useLabel();
  return (
    <span className="target-aside">
      <HowMark how={page.card.how} />
      {place && <b>{place}</b>}
      <span>{say('target.clause', { clause: page.card.clause })}</span>
      <span>{say('target.lead', { unit: label(page.card.lead.name) })}</span>
      {page.supporting.length > 0 && (
        <span>
          {say('target.supporting', {
            units: page.supporting.map((unit) => label(unit.name)).join(say('list.comma')),
          })}
        </span>
      )}
    </span>
  );
}
