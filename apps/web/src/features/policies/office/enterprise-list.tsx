import type { EntityRow } from '@miaopu/contract';
import { Segmented } from 'antd';
import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../../shared/components/bones.tsx';
import { type DataColumn, DataTable } from '../../../shared/components/data-table.tsx';
import { Filter } from '../../../shared/components/filter.tsx';
import { Failure } from '../../../shared/components/notice.tsx';
import { dash } from '../../../shared/formats.ts';
import { useWords } from '../locale.ts';
import { useRowTown } from './places.ts';

type Page = { limit: number; offset: number };

/** A page of enterprises that stand behind a number, from the asking to the table; its columns are remembered by `id`. */
export function EnterpriseList<Row extends EntityRow>(props: {
  id: string;
  found: {
    data?: { total: number; rows: readonly Row[] } | undefined;
    error: unknown;
    refetch: () => unknown;
    isPlaceholderData: boolean;
  };
  columns: readonly DataColumn<Row>[];
  page: Page;
  onPage: (page: Page) => void;
  tools?: ReactNode;
  empty: ReactNode;
}): ReactNode {
  const say = useWords();
  const { data, error, refetch, isPlaceholderData } = props.found;
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Bones rows={10} height={28} />;
  return (
    <DataTable
      id={props.id}
      key={props.id}
      label={say('list.title')}
      rows={data.rows}
      rowKey={(row) => row.id}
      columns={props.columns}
      loading={isPlaceholderData}
      tools={props.tools}
      paging={{ total: data.total, ...props.page, onChange: props.onPage }}
      empty={props.empty}
    />
  );
}

/** The columns that every list of enterprises has. */
export function useEnterpriseColumns<Row extends EntityRow>(): Record<
  'name' | 'town' | 'creditCode',
  DataColumn<Row>
> {
  const say = useWords();
  const townOf = useRowTown();
  return {
    name: {
      key: 'name',
      title: say('list.column.name'),
      width: 240,
      always: true,
      render: (row) => (
        <Link className="office-title" to={`/g/registry/${row.id}`} title={row.name}>
          {row.name}
        </Link>
      ),
    },
    town: { key: 'town', title: say('office.town'), width: 120, render: townOf },
    creditCode: {
      key: 'creditCode',
      title: say('list.column.code'),
      width: 176,
      render: (row) => <code>{row.creditCode ?? dash}</code>,
    },
  };
}

/** Which of several lists is shown. */
export function ListChoice<Value extends string>(props: {
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChange: (value: Value) => void;
}): ReactNode {
  const id = useId();
  return (
    <Filter label={props.label} id={id} group>
      <Segmented<Value>
        className="office-views"
        aria-labelledby={id}
        value={props.value}
        onChange={props.onChange}
        options={props.options}
      />
    </Filter>
  );
}
