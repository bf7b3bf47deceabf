import { getCockpit, getProgressTable } from '@miaopu/contract';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useDeferredValue } from 'react';
import { Link } from 'react-router';
import { hrefOf } from '../../../shared/client.ts';
import { EmptyState, Failure } from '../../../shared/components/notice.tsx';
import { Page } from '../../../shared/components/page.tsx';
import { formatDay, formatPercent } from '../../../shared/formats.ts';
import { decompositionPath, documentPath, tasksPath } from '../../../shared/paths.ts';
import { presentQuery } from '../../../shared/query.ts';
import { useMay, useSession } from '../../../shared/session.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useFilters } from '../../../shared/use-filters.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { RunNotice } from '../run-notice.tsx';
import { ViewFilterBones } from '../view-filter-bones.tsx';
import { CockpitBones } from './cockpit-bones.tsx';
import { StateCounts } from './state-counts.tsx';
import { TargetTable } from './target-table.tsx';
import { TownTable } from './town-table.tsx';
import { UnitTable } from './unit-table.tsx';
import { Wall } from './wall.tsx';
import './cockpit.css';

/** Calendars and lists to choose from weigh more than the numbers, which come first. */
const ViewFilters = lazy(async () => ({ default: (await import('../view-filters.tsx')).ViewFilters }));

const defaults = { asOf: '', year: '', town: '', unit: '', state: '', wall: 'off' };

/** 驾驶舱: every target of the plan with its standing, the worst first; towns and units beside. */
export function CockpitPage(): ReactNode {
  const say = useWords();
  const plan = useSession().plan;
  if (!plan) {
    return (
      <Page title={say('cockpit.title')}>
        <EmptyState title={say('plan.none')}>{say('plan.none.text')}</EmptyState>
      </Page>
    );
  }
  return <CockpitOf plan={plan} />;
}

function CockpitOf({ plan }: { plan: string }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const [filters, setFilters] = useFilters(defaults);
  const { asOf, year, town, unit } = filters;
  const reads = useMay('plan.rounds');
  const answers = useMay('plan.tasks');
  const onWall = filters.wall !== 'off';
  const input = { params: { plan }, query: presentQuery({ asOf, year, town, unit }) };
  const { data, error, refetch, isPlaceholderData } = useEndpoint(getCockpit, input, {
    keepPrevious: true,
    refetchInterval: onWall ? 60_000 : false,
  });
  // the targets are painted first, and what stands around them next
  const around = useDeferredValue(data !== undefined || error !== null, false);
  if (onWall) return <Wall plan={plan} cockpit={data} problem={error} view={filters} />;
  const aside = data && (
    <>
      {label(data.plan.title)}
      <br />
      {data.run &&
        say('cockpit.aside', {
          period: year ? say('filter.year.one', { year }) : say('filter.year.all'),
          asOf: formatDay(data.run.asOf),
        })}
      {' · '}
      {say('cockpit.elapsed', { elapsed: formatPercent(data.elapsed) })}
    </>
  );
  return (
    <Page
      title={say('cockpit.title')}
      aside={aside}
      actions={
        <>
          {reads && (
            <Link className="button-link" to={decompositionPath(plan)}>
              {say('cockpit.decomposition')}
            </Link>
          )}
          {answers && (
            <Link className="button-link" to={tasksPath(plan)}>
              {say('cockpit.tasks')}
            </Link>
          )}
          <Link className="button-link" to={documentPath(plan)}>
            {say('cockpit.document')}
          </Link>
          <Button onClick={() => setFilters({ wall: 'on' })}>{say('cockpit.wall')}</Button>
          <Button type="primary" href={hrefOf(getProgressTable, input)}>
            {say('cockpit.export')}
          </Button>
        </>
      }
    >
      {around ? (
        <Suspense fallback={<ViewFilterBones />}>
          <ViewFilters
            plan={data?.plan}
            asOf={data?.run?.asOf}
            units={data?.units.map((row) => row.unit) ?? []}
            filters={filters}
            onChange={setFilters}
          />
        </Suspense>
      ) : (
        <ViewFilterBones />
      )}
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <CockpitBones />}
      {data && <RunNotice plan={plan} asOf={asOf} run={data.run} />}
      {data?.run && (
        <div
          className={isPlaceholderData ? 'cockpit cockpit-waiting' : 'cockpit'}
          aria-busy={isPlaceholderData}
        >
          <StateCounts
            counts={data.counts}
            chosen={filters.state}
            onChoose={(state) => setFilters({ state })}
          />
          <div className="cockpit-main">
            <TargetTable
              plan={plan}
              cockpit={data}
              view={filters}
              state={filters.state}
              onClearState={() => setFilters({ state: '' })}
            />
          </div>
          <div className="cockpit-side">
            {around && (
              <>
                <TownTable
                  plan={plan}
                  cockpit={data}
                  view={filters}
                  onChoose={(code) => setFilters({ town: code })}
                />
                <UnitTable cockpit={data} chosen={unit} onChoose={(id) => setFilters({ unit: id })} />
              </>
            )}
          </div>
        </div>
      )}
    </Page>
  );
}
