import { type EntityRow, exportEntities, listEntities } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Bone } from '../../shared/components/bones.tsx';
import { DataTable, type Paging } from '../../shared/components/data-table.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { downloadFile } from '../../shared/files.ts';
import { formatCount } from '../../shared/formats.ts';
import { useMay, useSession } from '../../shared/session.ts';
import { readSetting } from '../../shared/settings.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useNarrow } from '../../shared/use-narrow.ts';
import { useLanguage } from '../../shared/words.ts';
import { EntityCards } from './entity-cards.tsx';
import { entityPath, useEntityColumns } from './entity-columns.tsx';
import { FilterBar } from './filter-bar.tsx';
import {
  countFilters,
  filterQuery,
  noFilters,
  type RegistryView,
  readView,
  type Sort,
  sortable,
  writeView,
} from './filters.ts';
import { useWords } from './locale.ts';
import { moveBetweenRows, SearchField } from './search-field.tsx';
import './registry-page.css';

const tableId = 'registry';

/** The view in the address bar, and the way to another one; a new filter begins at the first page. */
function useView(): [RegistryView, (changes: Partial<RegistryView>, replace?: boolean) => void] {
  const [address, setAddress] = useSearchParams();
  const view = useMemo(() => readView(address), [address]);
  const change = useCallback(
    (changes: Partial<RegistryView>, replace = false) =>
      setAddress((before) => writeView({ ...readView(before), offset: 0, ...changes }), {
        replace,
        preventScrollReset: true,
      }),
    [setAddress],
  );
  return [view, change];
}

function ExportButton({ view, empty }: { view: RegistryView; empty: boolean }): ReactNode {
  const say = useWords();
  const lang = useLanguage();
  const columns = useEntityColumns();
  const [state, setState] = useState<{ busy: boolean; problem: unknown }>({ busy: false, problem: null });
  async function run(): Promise<void> {
    const shown = readSetting(`columns.${tableId}`)?.split(',') ?? [];
    const keys = columns
      .filter((column) => (shown.length > 0 ? column.always || shown.includes(column.key) : !column.hidden))
      // On the screen an industry is its code and its name in one cell.
      .flatMap(({ key }) => (key === 'industry' ? ['industry', 'industryName'] : [key]));
    const { sort, order } = view;
    const query = { ...filterQuery(view.filters), sort, order, columns: keys.join(','), lang };
    setState({ busy: true, problem: null });
    try {
      await downloadFile(exportEntities, { query }, `${say('list.title')}.xlsx`);
      setState({ busy: false, problem: null });
    } catch (problem) {
      setState({ busy: false, problem });
    }
  }
  return (
    <>
      <Button loading={state.busy} disabled={empty} onClick={() => void run()}>
        {state.busy ? say('list.exporting') : say('list.export')}
      </Button>
      {state.problem !== null && (
        <Failure problem={state.problem} title={say('list.export.failed')} where={say('list.export')} />
      )}
    </>
  );
}

function Empty({ bare, onClear }: { bare: boolean; onClear: () => void }): ReactNode {
  const say = useWords();
  const mayImport = useMay('registry.import');
  if (!bare) {
    return (
      <EmptyState
        title={say('list.empty')}
        action={<Button onClick={onClear}>{say('list.empty.clear')}</Button>}
      >
        {say('list.empty.text')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={say('list.bare')}
      action={mayImport && <Link to="/g/imports">{say('list.bare.import')}</Link>}
    >
      {say('list.bare.text')}
    </EmptyState>
  );
}

/** The rows as a table, or as cards on a phone. */
function Rows(props: {
  view: RegistryView;
  rows: readonly EntityRow[] | undefined;
  paging: Paging;
  loading: boolean;
  empty: ReactNode;
  onSort: (sort: Sort, order: 'asc' | 'desc') => void;
}): ReactNode {
  const say = useWords();
  const narrow = useNarrow();
  const columns = useEntityColumns();
  const { view, paging } = props;
  if (props.rows === undefined) {
    return (
      <div className="registry-bones" role="status" aria-label={say('list.label')}>
        {Array.from({ length: 16 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
          <Bone key={index} height={narrow ? 88 : 24} />
        ))}
      </div>
    );
  }
  if (narrow) {
    return <EntityCards rows={props.rows} paging={paging} empty={props.empty} loading={props.loading} />;
  }
  return (
    <DataTable
      id={tableId}
      label={say('list.label')}
      rows={props.rows}
      rowKey={(row) => row.id}
      columns={columns}
      paging={paging}
      sorting={{
        by: view.sort,
        order: view.order,
        onChange: (by, order) => props.onSort(sortable.find((key) => key === by) ?? 'name', order),
      }}
      loading={props.loading}
      empty={props.empty}
    />
  );
}

function useList(view: RegistryView) {
  const { sort, order, limit, offset } = view;
  return useEndpoint(
    listEntities,
    { query: { ...filterQuery(view.filters), sort, order, limit, offset } },
    { keepPrevious: true },
  );
}

/** Every market entity of the district: found while typing, filtered, exported as it stands. */
export function RegistryPage(): ReactNode {
  const say = useWords();
  const navigate = useNavigate();
  const mayEdit = useMay('registry.edit');
  const mayExport = useMay('registry.export');
  const narrow = useNarrow();
  const { district } = useSession();
  const [view, change] = useView();
  const [field, setField] = useState<HTMLInputElement | null>(null);
  const { data, error, refetch, isPlaceholderData } = useList(view);
  const { filters, limit, offset } = view;
  const search = useCallback((q: string) => change({ filters: { ...filters, q } }, true), [change, filters]);
  const first = data?.rows[0];
  const openFirst = useCallback(() => {
    if (first) void navigate(entityPath(first.id));
  }, [first, navigate]);
  const clearAll = () => change({ filters: noFilters });
  const paging: Paging = { total: data?.total ?? 0, limit, offset, onChange: (page) => change(page) };

  return (
    <Page
      title={say('list.title')}
      aside={narrow ? undefined : say('list.aside', { district: district.name })}
      actions={
        <>
          {mayEdit && (
            <Link className="registry-action" to="/g/registry/duplicates">
              {say('list.duplicates')}
            </Link>
          )}
          {mayExport && <ExportButton view={view} empty={!data || data.total === 0} />}
        </>
      }
    >
      <Panel>
        <SearchField
          value={filters.q}
          onChange={search}
          settled={data !== undefined && !isPlaceholderData}
          onOpenFirst={openFirst}
          onField={setField}
        />
        <div className="registry-bar">
          <FilterBar
            filters={filters}
            total={data?.total}
            onChange={(changes) => change({ filters: { ...filters, ...changes } })}
            onClear={() => change({ filters: { ...noFilters, q: filters.q } })}
          />
          {narrow && data && (
            <span className="registry-total" aria-live="polite">
              {say('list.total', { total: formatCount(data.total) })}
            </span>
          )}
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the links inside */}
        <div className="registry-list" onKeyDown={(event) => moveBetweenRows(event, field)}>
          {error ? (
            <Failure problem={error} where={say('list.where')} onRetry={() => void refetch()} />
          ) : (
            <Rows
              view={view}
              rows={data?.rows}
              paging={paging}
              loading={isPlaceholderData}
              empty={<Empty bare={countFilters(filters) === 0} onClear={clearAll} />}
              onSort={(sort, order) => change({ sort, order })}
            />
          )}
        </div>
      </Panel>
    </Page>
  );
}
