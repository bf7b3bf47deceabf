import { type ClaimRow, claimStateNames, listClaims } from '@miaopu/contract';
import { Segmented } from 'antd';
import { type ReactNode, useId } from 'react';
import { Bones } from '../../shared/components/bones.tsx';
import { type DataColumn, DataTable } from '../../shared/components/data-table.tsx';
import { Filter, Filters } from '../../shared/components/filter.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { dash, formatInstant } from '../../shared/formats.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useFilters } from '../../shared/use-filters.ts';
import { useLabel } from '../../shared/words.ts';
import { ClaimDrawer } from './claim-drawer.tsx';
import { useWords } from './locale.ts';
import './claims.css';

/** 企业认领: what waits for the office's word, the longest waiting first. */
export function ClaimsPage(): ReactNode {
  const say = useWords();
  const view = useId();
  const [filters, setFilters] = useFilters({ view: 'waiting', claim: '', offset: '0', limit: '50' });
  const decided = filters.view === 'decided';
  const page = { limit: Number(filters.limit), offset: Number(filters.offset) };
  const { data, error, refetch } = useEndpoint(
    listClaims,
    { query: { decided: decided ? 'true' : 'false', ...page } },
    { keepPrevious: true, refetchInterval: 60_000 },
  );
  const columns = useColumns(decided, (id) => setFilters({ claim: id }));
  return (
    <Page title={say('office.title')} aside={data && say('office.waiting', { count: data.waiting })}>
      <Panel>
        <Filters label={say('office.filters')}>
          <Filter label={say('office.view')} id={view} group>
            <Segmented
              aria-labelledby={view}
              value={decided ? 'decided' : 'waiting'}
              onChange={(value) => setFilters({ view: value, offset: '0' })}
              options={[
                { value: 'waiting', label: say('office.view.waiting') },
                { value: 'decided', label: say('office.view.decided') },
              ]}
            />
          </Filter>
        </Filters>
        {error && <Failure problem={error} onRetry={() => void refetch()} />}
        {!data && !error && <Bones rows={8} height={24} />}
        {data && (
          <DataTable
            id={decided ? 'claims-decided' : 'claims-waiting'}
            label={say('office.title')}
            rows={data.rows}
            rowKey={({ id }) => id}
            columns={columns}
            empty={
              <EmptyState title={say(decided ? 'office.none_decided' : 'office.none')}>
                {say('office.none.text')}
              </EmptyState>
            }
            paging={{
              total: data.total,
              ...page,
              onChange: (next) => setFilters({ offset: String(next.offset), limit: String(next.limit) }),
            }}
          />
        )}
      </Panel>
      <ClaimDrawer id={filters.claim || null} onClose={() => setFilters({ claim: '' })} />
    </Page>
  );
}

function useColumns(decided: boolean, onOpen: (id: string) => void): DataColumn<ClaimRow>[] {
  const say = useWords();
  const labelOf = useLabel();
  return [
    {
      key: 'entity',
      title: say('column.entity'),
      width: 280,
      always: true,
      render: ({ id, entityName }) => (
        <button type="button" className="link-button claims-name" onClick={() => onOpen(id)}>
          {entityName}
        </button>
      ),
    },
    { key: 'code', title: say('column.code'), width: 190, render: ({ creditCode }) => creditCode },
    {
      key: 'claimant',
      title: say('column.claimant'),
      width: 240,
      render: ({ claimant }) => `${claimant.name} · ${claimant.email}`,
    },
    { key: 'at', title: say('column.at'), width: 150, render: ({ claimedAt }) => formatInstant(claimedAt) },
    ...(decided
      ? [
          {
            key: 'state',
            title: say('column.state'),
            width: 100,
            render: ({ state }: ClaimRow) => labelOf(claimStateNames[state]),
          },
          {
            key: 'by',
            title: say('column.by'),
            width: 220,
            render: ({ decidedBy, decidedAt }: ClaimRow) =>
              decidedBy ? `${decidedBy} · ${formatInstant(decidedAt)}` : dash,
          },
          {
            key: 'reason',
            title: say('column.reason'),
            width: 240,
            render: ({ reason }: ClaimRow) => reason ?? dash,
          },
        ]
      : []),
  ];
}
