import { getPolicyRun, listPolicyLibrary } from '@miaopu/contract';
import { Input, Segmented } from 'antd';
import { type ReactNode, useId } from 'react';
import { Bones } from '../../../../shared/components/bones.tsx';
import { DataTable } from '../../../../shared/components/data-table.tsx';
import { Filter, Filters } from '../../../../shared/components/filter.tsx';
import { EmptyState, Failure } from '../../../../shared/components/notice.tsx';
import { Page, Panel } from '../../../../shared/components/page.tsx';
import { formatLongDay } from '../../../../shared/formats.ts';
import { useMay } from '../../../../shared/session.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useFilters } from '../../../../shared/use-filters.ts';
import { useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { RunBar } from '../runs/run-bar.tsx';
import { isShown, type LibraryView, worstFirst } from './attention.ts';
import { useLibraryColumns } from './library-columns.tsx';
import { NewPolicy } from './new-policy.tsx';
import '../office.css';

const views: readonly LibraryView[] = [
  'in_force',
  'waiting',
  'review',
  'mine',
  'to_confirm',
  'expiring',
  'all',
];

/** The office's library: what wants somebody first, and beside every policy how many it fits and what it costs. */
export function OfficeLibraryPage(): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const mayEdit = useMay('policy.edit');
  const [filters, setFilters] = useFilters({ q: '', view: 'in_force', on: '' });
  const view = views.find((one) => one === filters.view) ?? 'in_force';
  const latest = useEndpoint(getPolicyRun, { params: { run: 'latest' }, query: {} });
  // states as of the day that the numbers are of, so that a row does not contradict itself
  const on = filters.on || latest.data?.run?.asOf;
  const { data, error, refetch } = useEndpoint(
    listPolicyLibrary,
    { query: { on } },
    { enabled: !latest.isPending, keepPrevious: true },
  );
  const columns = useLibraryColumns(latest.data, data?.on ?? '');
  const shown = data?.rows.filter((row) => isShown(row, data.on, view, filters.q)) ?? [];
  return (
    <Page
      title={say('library.title')}
      aside={data && say('library.on', { day: formatLongDay(data.on, language) })}
      actions={mayEdit && data && <NewPolicy rows={data.rows} />}
    >
      <RunBar />
      <Panel>
        <LibraryFilters
          view={view}
          words={filters.q}
          counts={(one) => data?.rows.filter((row) => isShown(row, data.on, one, '')).length}
          onChange={setFilters}
        />
        {error && <Failure problem={error} onRetry={() => void refetch()} />}
        {!data && !error && <Bones rows={12} height={24} />}
        {data && (
          <DataTable
            id="policy-library"
            label={say('library.title')}
            rows={worstFirst(shown, data.on)}
            rowKey={(row) => row.id}
            columns={columns}
            empty={<EmptyState title={say(`office.none.${view}`)}>{say('office.none.text')}</EmptyState>}
            tools={<span className="office-count">{say('library.total', { count: shown.length })}</span>}
          />
        )}
      </Panel>
    </Page>
  );
}

function LibraryFilters(props: {
  view: LibraryView;
  words: string;
  counts: (view: LibraryView) => number | undefined;
  onChange: (changes: { view?: LibraryView; q?: string }, options?: { replace?: boolean }) => void;
}): ReactNode {
  const say = useWords();
  const search = useId();
  const group = useId();
  return (
    <Filters label={say('library.filters')}>
      <Filter label={say('home.search')} id={search} width={280}>
        <Input
          id={search}
          type="search"
          allowClear
          placeholder={say('office.search.hint')}
          value={props.words}
          onChange={({ target }) => props.onChange({ q: target.value }, { replace: true })}
        />
      </Filter>
      <Filter label={say('office.view')} id={group} group>
        <Segmented<LibraryView>
          className="office-views"
          aria-labelledby={group}
          value={props.view}
          onChange={(view) => props.onChange({ view })}
          options={views.map((value) => {
            const count = props.counts(value);
            return {
              value,
              label:
                count === undefined ? say(`office.view.${value}`) : `${say(`office.view.${value}`)} ${count}`,
            };
          })}
        />
      </Filter>
    </Filters>
  );
}
