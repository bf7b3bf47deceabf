import { listSimulated } from '@miaopu/contract';
import { Segmented } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../../../../shared/client.ts';
import { Bones } from '../../../../shared/components/bones.tsx';
import { type DataColumn, DataTable } from '../../../../shared/components/data-table.tsx';
import { Filter } from '../../../../shared/components/filter.tsx';
import { EmptyState, Failure } from '../../../../shared/components/notice.tsx';
import { Panel } from '../../../../shared/components/page.tsx';
import { dash, formatTenThousand } from '../../../../shared/formats.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useWords } from '../../locale.ts';
import { useRowTown } from '../places.ts';
import { type Change, type Effect, type EffectKind, effects } from './simulation-result.tsx';

type Row = AnswerOf<typeof listSimulated>['rows'][number];

/** The enterprises that would gain, lose or get another amount, those with the largest difference first. */
export function ChangedList(props: {
  policy: string;
  change: Change;
  effect: EffectKind;
  counts: Effect;
  hasAmount: boolean;
  onEffect: (effect: EffectKind) => void;
}): ReactNode {
  const say = useWords();
  const group = useId();
  const { policy, change, effect } = props;
  const [page, setPage] = useState({ effect, limit: 20, offset: 0 });
  const { limit, offset } = page.effect === effect ? page : { limit: page.limit, offset: 0 };
  const { data, error, refetch, isPlaceholderData } = useEndpoint(
    listSimulated,
    { params: { policy }, body: { ...change, effect, limit, offset } },
    { keepPrevious: true, staleTime: 60_000 },
  );
  const columns = useChangedColumns(props.hasAmount);
  return (
    <Panel title={say('list.title')}>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={10} height={28} />}
      {data && !error && (
        <DataTable
          id="policy-simulated"
          label={say('list.title')}
          rows={data.rows}
          rowKey={(row) => row.id}
          columns={columns}
          loading={isPlaceholderData}
          tools={
            <Filter label={say('list.standing')} id={group} group>
              <Segmented<EffectKind>
                className="office-views"
                aria-labelledby={group}
                value={effect}
                onChange={props.onEffect}
                options={effects.map((value) => ({
                  value,
                  label: `${say(`simulation.${value}`)} ${props.counts[value] ?? ''}`,
                }))}
              />
            </Filter>
          }
          paging={{
            total: data.total,
            limit,
            offset,
            onChange: (next) => setPage({ effect, ...next }),
          }}
          empty={<EmptyState>{say('simulation.list.none')}</EmptyState>}
        />
      )}
    </Panel>
  );
}

function useChangedColumns(hasAmount: boolean): DataColumn<Row>[] {
  const say = useWords();
  const townOf = useRowTown();
  const amount = (key: 'before' | 'after'): DataColumn<Row> => ({
    key,
    title: say(`simulation.amount.${key}`),
    align: 'end',
    width: 168,
    render: (row) => formatTenThousand(row[key]),
  });
  return [
    {
      key: 'name',
      title: say('list.column.name'),
      width: 280,
      always: true,
      render: (row) => (
        <Link className="office-title" to={`/g/registry/${row.id}`} title={row.name}>
          {row.name}
        </Link>
      ),
    },
    ...(hasAmount ? [amount('before'), amount('after')] : []),
    { key: 'town', title: say('office.town'), width: 120, render: townOf },
    {
      key: 'creditCode',
      title: say('list.column.code'),
      width: 176,
      render: (row) => <code>{row.creditCode ?? dash}</code>,
    },
  ];
}
