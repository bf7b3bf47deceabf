import { Button, Checkbox, Dropdown, Table, type TableColumnType } from 'antd';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../formats.ts';
import { useWords } from '../locale.ts';
import { readSetting, writeSetting } from '../settings.ts';
import './data-table.css';

export type DataColumn<Row> = {
  key: string;
  title: string;
  render: (row: Row) => ReactNode;
  /** `end` for figures: right-aligned and tabular. */
  align?: 'start' | 'end';
  width?: number;
  /** The server can sort by this key. */
  sortable?: boolean;
  /** Not shown until chosen. */
  hidden?: boolean;
  /** Cannot be taken away: the column that names the row. */
  always?: boolean;
};

export type Paging = {
  total: number;
  limit: number;
  offset: number;
  onChange: (page: { limit: number; offset: number }) => void;
};

export type Sorting = {
  by: string;
  order: 'asc' | 'desc';
  onChange: (by: string, order: 'asc' | 'desc') => void;
};

export type Selection = { keys: string[]; onChange: (keys: string[]) => void };

function useColumns<Row>(id: string, columns: readonly DataColumn<Row>[]) {
  const setting = `columns.${id}`;
  const defaults = columns.filter((column) => !column.hidden).map((column) => column.key);
  const [shown, setShown] = useState<string[]>(() => {
    const kept = readSetting(setting)?.split(',') ?? defaults;
    const known = kept.filter((key) => columns.some((column) => column.key === key));
    return known.length > 0 ? known : defaults;
  });
  return {
    shown: columns.filter((column) => column.always || shown.includes(column.key)),
    choose(keys: string[]) {
      setShown(keys);
      writeSetting(setting, keys.join(','));
    },
    reset() {
      setShown(defaults);
      writeSetting(setting, defaults.join(','));
    },
  };
}

function ColumnChooser<Row>(props: {
  columns: readonly DataColumn<Row>[];
  shown: readonly DataColumn<Row>[];
  onChoose: (keys: string[]) => void;
  onReset: () => void;
}): ReactNode {
  const say = useWords();
  return (
    <Dropdown
      trigger={['click']}
      popupRender={() => (
        <div className="table-chooser">
          <Checkbox.Group
            value={props.shown.map((column) => column.key)}
            onChange={props.onChoose}
            options={props.columns.map((column) => ({
              value: column.key,
              label: column.title,
              disabled: column.always,
            }))}
          />
          <Button type="link" size="small" onClick={props.onReset}>
            {say('table.reset')}
          </Button>
        </div>
      )}
    >
      <Button size="small">{say('table.columns')}</Button>
    </Dropdown>
  );
}

/**
 * A table of rows: header and first column stay, the chosen columns are remembered under `id`,
 * paging and sorting are the server's. `tools` stand above it at the start, beside the total.
 */
export function DataTable<Row extends object>(props: {
  id: string;
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  columns: readonly DataColumn<Row>[];
  paging?: Paging;
  sorting?: Sorting;
  selection?: Selection;
  loading?: boolean;
  empty?: ReactNode;
  tools?: ReactNode;
  /** A row of totals, where a total has a meaning: cells by column key. */
  totals?: Record<string, ReactNode>;
}): ReactNode {
  const say = useWords();
  const columns = useColumns(props.id, props.columns);
  const { paging, sorting, selection } = props;
  const tableColumns = columns.shown.map((column, index): TableColumnType<Row> => {
    const sorted = sorting?.by === column.key ? (sorting.order === 'asc' ? 'ascend' : 'descend') : null;
    return {
      key: column.key,
      title: column.title,
      width: column.width,
      align: column.align ?? 'start',
      ellipsis: true,
      fixed: index === 0 ? 'left' : undefined,
      className: column.align === 'end' ? 'table-figure' : undefined,
      render: (_, row) => column.render(row),
      ...(sorting && column.sortable ? { sorter: true, sortOrder: sorted } : {}),
    };
  });
  const width = columns.shown.reduce((sum, column) => sum + (column.width ?? 140), 0);
  const last = paging ? Math.min(paging.offset + paging.limit, paging.total) : 0;
  return (
    <div className="table">
      <div className="table-tools">
        <div className="table-tools-start">{props.tools}</div>
        <div className="table-tools-end">
          {paging && (
            <span className="table-total" aria-live="polite">
              {say('table.total', { total: formatCount(paging.total) })}
            </span>
          )}
          <ColumnChooser
            columns={props.columns}
            shown={columns.shown}
            onChoose={columns.choose}
            onReset={columns.reset}
          />
        </div>
      </div>
      <Table<Row>
        aria-label={props.label}
        size="small"
        rowKey={props.rowKey}
        columns={tableColumns}
        dataSource={props.rows as Row[]}
        loading={props.loading}
        sticky={{ offsetHeader: 56 }}
        scroll={{ x: width }}
        showSorterTooltip={false}
        locale={{ emptyText: props.empty }}
        rowSelection={
          selection && {
            selectedRowKeys: selection.keys,
            preserveSelectedRowKeys: true,
            onChange: (keys) => selection.onChange(keys.map(String)),
          }
        }
        onChange={(_, __, sorter, { action }) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter;
          if (action === 'sort' && sorting && one?.columnKey) {
            sorting.onChange(String(one.columnKey), one.order === 'descend' ? 'desc' : 'asc');
          }
          if (action === 'sort' && sorting && !one?.order) sorting.onChange(sorting.by, 'asc');
        }}
        summary={
          props.totals &&
          (() => (
            <Table.Summary.Row>
              {columns.shown.map((column, index) => (
                <Table.Summary.Cell
                  key={column.key}
                  index={index}
                  align={column.align === 'end' ? 'right' : 'left'}
                >
                  {props.totals?.[column.key]}
                </Table.Summary.Cell>
              ))}
            </Table.Summary.Row>
          ))
        }
        pagination={
          paging
            ? {
                current: Math.floor(paging.offset / paging.limit) + 1,
                pageSize: paging.limit,
                total: paging.total,
                showSizeChanger: true,
                pageSizeOptions: [20, 50, 100, 200],
                size: 'small',
                showTotal: () =>
                  paging.total > 0 &&
                  say('table.range', {
                    from: formatCount(paging.offset + 1),
                    to: formatCount(last),
                    total: formatCount(paging.total),
                  }),
                onChange: (page, limit) => paging.onChange({ limit, offset: (page - 1) * limit }),
              }
            : false
        }
      />
    </div>
  );
}
