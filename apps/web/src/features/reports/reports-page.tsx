import { getReportTasks, may, scopeOf } from '@miaopu/contract';
import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { EmptyState } from '../../shared/components/notice.tsx';
import { Page } from '../../shared/components/page.tsx';
import { useAbility, useSession } from '../../shared/session.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useFilters } from '../../shared/use-filters.ts';
import { useLabel } from '../../shared/words.ts';
import { MineView } from './lists/mine-view.tsx';
import { WaitingView } from './lists/waiting-view.tsx';
import { useWords } from './locale.ts';
import { DisputesView } from './office/disputes-view.tsx';
import { OverviewView } from './office/overview-view.tsx';
import './reports.css';

export type ReportsView = 'mine' | 'waiting' | 'district' | 'disputes';

/** 报送: what I owe, what waits for my signature, who in the district is late; each to whom it concerns. */
export function ReportsPage(): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { plan, acting } = useSession();
  const [filters, setFilters] = useFilters({ view: '' });
  const tasks = useEndpoint(
    getReportTasks,
    { params: { plan: plan ?? '' } },
    { enabled: plan !== null, refetchInterval: 60_000 },
  );
  const views = useViews(tasks.data?.waiting ?? 0);
  const view = views.find((one) => one === filters.view) ?? views[0];
  const counts: Record<ReportsView, number | undefined> = {
    mine: tasks.data?.due,
    waiting: tasks.data?.waiting,
    district: undefined,
    disputes: tasks.data?.disputes,
  };
  return (
    <Page title={say('title')} aside={acting && label(acting.organisation.name)}>
      {plan === null && <EmptyState title={say('plan.none')}>{say('plan.none.text')}</EmptyState>}
      {plan !== null && views.length > 1 && (
        <div className="reports-views">
          <Segmented<ReportsView>
            aria-label={say('view')}
            value={view}
            onChange={(next) => setFilters({ view: next })}
            options={views.map((value) => ({
              value,
              label: counts[value] ? `${say(`view.${value}`)} ${counts[value]}` : say(`view.${value}`),
            }))}
          />
        </div>
      )}
      {plan !== null && view && <View plan={plan} view={view} />}
    </Page>
  );
}

function View({ plan, view }: { plan: string; view: ReportsView }): ReactNode {
  switch (view) {
    case 'mine':
      return <MineView plan={plan} />;
    case 'waiting':
      return <WaitingView plan={plan} />;
    case 'district':
      return <OverviewView plan={plan} />;
    case 'disputes':
      return <DisputesView plan={plan} />;
  }
}

/** The views that concern a person, the one they come for first. */
function useViews(waiting: number): ReportsView[] {
  const ability = useAbility();
  const { user } = useSession();
  const all = scopeOf(user.role, 'submission.read') === 'district';
  const fills = may(ability, 'submission.fill');
  const signs = may(ability, 'submission.sign');
  const leads = may(ability, 'submission.approve');
  return [
    ...(all ? (['district'] as const) : []),
    ...(leads ? (['waiting'] as const) : []),
    ...(fills ? (['mine'] as const) : []),
    // a clerk has something to sign only where a form says so
    ...(signs && !leads && waiting > 0 ? (['waiting'] as const) : []),
    'disputes',
  ];
}
