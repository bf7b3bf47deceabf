import { listSimulated } from '@miaopu/contract';
import { type ReactNode, useState } from 'react';
import type { AnswerOf } from '../../../../shared/client.ts';
import type { DataColumn } from '../../../../shared/components/data-table.tsx';
import { EmptyState } from '../../../../shared/components/notice.tsx';
import { Panel } from '../../../../shared/components/page.tsx';
import { formatTenThousand } from '../../../../shared/formats.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useWords } from '../../locale.ts';
import { EnterpriseList, ListChoice, useEnterpriseColumns } from '../enterprise-list.tsx';
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
  const { policy, change, effect } = props;
  const [page, setPage] = useState({ effect, limit: 20, offset: 0 });
  const { limit, offset } = page.effect === effect ? page : { limit: page.limit, offset: 0 };
  const found = useEndpoint(
    listSimulated,
    { params: { policy }, body: { ...change, effect, limit, offset } },
    { keepPrevious: true, staleTime: 60_000 },
  );
  const columns = useChangedColumns(props.hasAmount);
  return (
    <Panel title={say('list.title')}>
      <EnterpriseList
        id="policy-simulated"
        found={found}
        columns={columns}
        page={{ limit, offset }}
        onPage={(next) => setPage({ effect, ...next })}
        tools={
          <ListChoice<EffectKind>
            label={say('list.standing')}
            value={effect}
            onChange={props.onEffect}
            options={effects.map((value) => ({
              value,
              label: `${say(`simulation.${value}`)} ${props.counts[value] ?? ''}`,
            }))}
          />
        }
        empty={<EmptyState>{say('simulation.list.none')}</EmptyState>}
      />
    </Panel>
  );
}

function useChangedColumns(hasAmount: boolean): DataColumn<Row>[] {
  const say = useWords();
  const common = useEnterpriseColumns<Row>();
  const amount = (key: 'before' | 'after'): DataColumn<Row> => ({
    key,
    title: say(`simulation.amount.${key}`),
    align: 'end',
    width: 168,
    render: (row) => formatTenThousand(row[key]),
  });
  return [
    common.name,
    ...(hasAmount ? [amount('before'), amount('after')] : []),
    common.town,
    common.creditCode,
  ];
}
