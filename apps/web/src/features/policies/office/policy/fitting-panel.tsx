import { exportFitting, listFitting, type PolicyPage as Policy } from '@miaopu/contract';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../../../shared/client.ts';
import type { DataColumn } from '../../../../shared/components/data-table.tsx';
import { EmptyState } from '../../../../shared/components/notice.tsx';
import { Panel } from '../../../../shared/components/page.tsx';
import { industryText } from '../../../../shared/field-text.ts';
import { dash, formatAmount, formatCount, formatTenThousand } from '../../../../shared/formats.ts';
import { useMay } from '../../../../shared/session.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useFilters } from '../../../../shared/use-filters.ts';
import { useLabel, useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { DownloadButton } from '../download-button.tsx';
import { EnterpriseList, ListChoice, useEnterpriseColumns } from '../enterprise-list.tsx';
import { PlaceFilters } from '../place-filters.tsx';

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
  const found = useEndpoint(
    listFitting,
    { params, query: { ...query, limit, offset } },
    { keepPrevious: true },
  );
  const { data } = found;
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
        <ListChoice<Standing>
          label={say('list.standing')}
          value={standing}
          onChange={(next) => setFilters({ standing: next, offset: '0' })}
          options={standings.map((value) => ({ value, label: say(`standing.${value}`) }))}
        />
      </PlaceFilters>
      {standing === 'unknown' && <Needs policy={policy} />}
      <EnterpriseList
        id={`policy-list-${standing}`}
        found={found}
        columns={columns}
        page={{ limit, offset }}
        onPage={(next) => setFilters({ limit: String(next.limit), offset: String(next.offset) })}
        empty={<EmptyState title={say(`list.none.${standing}`)}>{say('list.none.text')}</EmptyState>}
      />
    </Panel>
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
  const common = useEnterpriseColumns<Row>();
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
    common.name,
    ...(hasAmount ? [amount] : []),
    ...(standing === 'met' ? [] : [missing]),
    common.town,
    {
      key: 'industry',
      title: say('office.industry'),
      width: 216,
      render: (row) => (row.industry ? industryText(row.industry, language) : dash),
    },
    common.creditCode,
  ];
}
