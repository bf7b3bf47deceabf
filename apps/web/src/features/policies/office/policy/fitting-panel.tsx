import { exportFitting, listFitting, type PolicyPage as Policy } from '@miaopu/contract';
import { Segmented } from 'antd';
import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../../../../shared/client.ts';
import { Bones } from '../../../../shared/components/bones.tsx';
import { type DataColumn, DataTable } from '../../../../shared/components/data-table.tsx';
import { Filter } from '../../../../shared/components/filter.tsx';
import { EmptyState, Failure } from '../../../../shared/components/notice.tsx';
import { Panel } from '../../../../shared/components/page.tsx';
import { industryText } from '../../../../shared/field-text.ts';
import { dash, formatAmount, formatCount, formatTenThousand } from '../../../../shared/formats.ts';
import { useMay } from '../../../../shared/session.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useFilters } from '../../../../shared/use-filters.ts';
import { useLabel, useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { DownloadButton } from '../download-button.tsx';
import { PlaceFilters } from '../place-filters.tsx';
import { useRowTown } from '../places.ts';

const standings = ['met', 'nearly', 'unknown', 'manual'] as const;
type Standing = (typeof standings)[number];
type Row = AnswerOf<typeof listFitting>['rows'][number];

/** The day, the state of knowledge and the version that a list is of: those of the run whose counts stand above it. */
export type ListMoment = { asOf?: string; knownOn?: string; version?: number };

/** The enterprises behind the counts: those it fits, those it nearly fits with what is missing, those that nobody can tell of yet. */
export function FittingPanel({ policy, moment }: { policy: Policy; moment: ListMoment }): ReactNode {
  const say = useWords();
  const lang = useLanguage();
  const mayExport = useMay('registry.export');
  const [filters, setFilters] = useFilters({
    standing: 'met',
    town: '',
    industry: '',
    offset: '0',
    limit: '20',
  });
  const standing = standings.find((one) => one === filters.standing) ?? 'met';
  const { town, industry } = filters;
  const [limit, offset] = [Number(filters.limit), Number(filters.offset)];
  const params = { policy: policy.card.id };
  const query = { ...moment, standing, town: town || undefined, industry: industry || undefined };
  const { data, error, refetch, isPlaceholderData } = useEndpoint(
    listFitting,
    { params, query: { ...query, limit, offset } },
    { keepPrevious: true },
  );
  const columns = useFittingColumns(standing, policy.card.hasAmount);
  return (
    <Panel
      id="list"
      title={say('list.title')}
      aside={
        data &&
        say(standing === 'met' && policy.card.hasAmount ? 'list.sum' : 'list.count', {
          count: formatCount(data.total),
          amount: formatAmount(data.amount, lang),
        })
      }
      actions={
        mayExport && (
          <DownloadButton
            endpoint={exportFitting}
            input={{ params, query: { ...query, lang } }}
            name={`${policy.card.id}.xlsx`}
            disabled={!data || data.total === 0}
          />
        )
      }
    >
      <PlaceFilters
        filters={{ town, industry }}
        onChange={(changes) => setFilters({ ...changes, offset: '0' })}
      >
        <StandingFilter value={standing} onChange={(next) => setFilters({ standing: next, offset: '0' })} />
      </PlaceFilters>
      {standing === 'unknown' && <Needs policy={policy} />}
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={10} height={28} />}
      {data && !error && (
        <DataTable
          id={`policy-list-${standing}`}
          key={standing}
          label={say('list.title')}
          rows={data.rows}
          rowKey={(row) => row.id}
          columns={columns}
          loading={isPlaceholderData}
          paging={{
            total: data.total,
            limit,
            offset,
            onChange: (next) => setFilters({ limit: String(next.limit), offset: String(next.offset) }),
          }}
          empty={<EmptyState title={say(`list.none.${standing}`)}>{say('list.none.text')}</EmptyState>}
        />
      )}
    </Panel>
  );
}

function StandingFilter(props: { value: Standing; onChange: (standing: Standing) => void }): ReactNode {
  const say = useWords();
  const id = useId();
  return (
    <Filter label={say('list.standing')} id={id} group>
      <Segmented<Standing>
        className="office-views"
        aria-labelledby={id}
        value={props.value}
        onChange={props.onChange}
        options={standings.map((value) => ({ value, label: say(`standing.${value}`) }))}
      />
    </Filter>
  );
}

/** Which data the policy asks for and who has them: where to go when much is unknown. */
function Needs({ policy }: { policy: Policy }): ReactNode {
  const say = useWords();
  const label = useLabel();
  if (policy.needs.length === 0) return null;
  return (
    <div className="list-needs">
      <b>{say('list.needs')}</b>
      <ul>
        {policy.needs.map((need) => (
          <li key={need.path}>
            {label(need.label)}
            {need.department && <small>{label(need.department)}</small>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function useFittingColumns(standing: Standing, hasAmount: boolean): DataColumn<Row>[] {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const townOf = useRowTown();
  const missing: DataColumn<Row> = {
    key: 'missing',
    title: say(standing === 'unknown' ? 'list.column.unknown' : 'list.column.missing'),
    width: 420,
    render: (row) => (
      <ul className="list-missing">
        {row.missing.map((one) => (
          <li key={one.id}>
            {one.unknown && <small>{say('outcome.unknown')}</small>} {label(one.words)}
          </li>
        ))}
      </ul>
    ),
  };
  const amount: DataColumn<Row> = {
    key: 'amount',
    title: say('list.column.amount'),
    align: 'end',
    width: 120,
    hidden: standing !== 'met',
    render: (row) => formatTenThousand(row.amount),
  };
  return [
    {
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
    ...(hasAmount ? [amount] : []),
    ...(standing === 'met' ? [] : [missing]),
    { key: 'town', title: say('office.town'), width: 120, render: townOf },
    {
      key: 'industry',
      title: say('office.industry'),
      width: 216,
      render: (row) => (row.industry ? industryText(row.industry, language) : dash),
    },
    {
      key: 'creditCode',
      title: say('list.column.code'),
      width: 176,
      render: (row) => <code>{row.creditCode ?? dash}</code>,
    },
  ];
}
