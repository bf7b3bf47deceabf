import { exportCoverage, getCoverage, listCoverage, type PolicyPage as Policy } from '@miaopu/contract';
import { Select } from 'antd';
import { type ReactNode, useId } from 'react';
import type { AnswerOf } from '../../../../shared/client.ts';
import { Bones } from '../../../../shared/components/bones.tsx';
import type { DataColumn } from '../../../../shared/components/data-table.tsx';
import { Filter, Filters } from '../../../../shared/components/filter.tsx';
import { EmptyState, Failure } from '../../../../shared/components/notice.tsx';
import { Panel } from '../../../../shared/components/page.tsx';
import {
  dash,
  formatAmount,
  formatCount,
  formatDay,
  formatInstant,
  formatPercent,
  formatTenThousand,
} from '../../../../shared/formats.ts';
import { useMay } from '../../../../shared/session.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useFilters } from '../../../../shared/use-filters.ts';
import { useLabel, useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { DownloadButton } from '../download-button.tsx';
import { EnterpriseList, ListChoice, useEnterpriseColumns } from '../enterprise-list.tsx';
import { useTownOptions } from '../places.ts';

const parts = ['not_enjoyed', 'enjoyed', 'enjoyed_only'] as const;
type Part = (typeof parts)[number];
type Coverage = AnswerOf<typeof getCoverage>;
type Row = AnswerOf<typeof listCoverage>['rows'][number];

/** 实际受惠面: in a year, who enjoyed the policy among those who were eligible, and who did not. */
export function CoveragePanel({ policy: { card } }: { policy: Policy }): ReactNode {
  const policy = card.id;
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const [filters, setFilters] = useFilters({ year: '', town: '' });
  const { data, error, refetch } = useEndpoint(
    getCoverage,
    { query: { policy, year: filters.year || undefined, town: filters.town || undefined } },
    { keepPrevious: true },
  );
  const found = data?.rows.find((row) => row.policy.id === policy)?.coverage;
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Bones rows={8} height={32} />;
  return (
    <>
      <YearFilters years={data.years} year={data.year} town={filters.town} onChange={setFilters} />
      {found ? (
        <>
          <section className="result" aria-label={say('office.part.coverage')}>
            <p className="result-main">
              <b>{found.uncounted ? say('result.cost.unknown') : formatPercent(found.share)}</b>
              <span>{say('coverage.share', { year: data.year })}</span>
            </p>
            <dl className="result-others">
              <div>
                <dt>{say('coverage.eligible')}</dt>
                <dd>{formatCount(found.eligible)}</dd>
              </div>
              <div>
                <dt>{say('coverage.part.enjoyed')}</dt>
                <dd>{formatCount(found.enjoyed)}</dd>
              </div>
              <div>
                <dt>{say('coverage.part.not_enjoyed')}</dt>
                <dd>{formatCount(found.eligible - found.enjoyed)}</dd>
              </div>
              <div>
                <dt>{say('coverage.part.enjoyed_only')}</dt>
                <dd>{formatCount(found.enjoyedOnly)}</dd>
              </div>
              <div>
                <dt>{say('coverage.amount')}</dt>
                <dd>{formatAmount(found.amount, language)}</dd>
              </div>
            </dl>
            {found.uncounted && <p className="result-when">{label(found.uncounted)}</p>}
            <p className="result-when">{say('coverage.how', { at: formatInstant(data.knownOn) })}</p>
          </section>
          <CoverageList policy={policy} year={data.year} town={filters.town} />
        </>
      ) : (
        <Panel>
          <EmptyState title={say('coverage.none', { year: data.year })}>
            {say('coverage.none.text')}
          </EmptyState>
        </Panel>
      )}
    </>
  );
}

function YearFilters(props: {
  years: Coverage['years'];
  year: number;
  town: string;
  onChange: (changes: { year?: string; town?: string; offset?: string }) => void;
}): ReactNode {
  const say = useWords();
  const year = useId();
  const town = useId();
  const towns = useTownOptions();
  return (
    <Filters label={say('office.filters')}>
      <Filter label={say('coverage.year')} id={year} width={112}>
        <Select
          id={year}
          value={props.year}
          options={[...new Set([...props.years, props.year])]
            .sort((a, b) => b - a)
            .map((value) => ({ value, label: String(value) }))}
          onChange={(value: number) => props.onChange({ year: String(value), offset: '0' })}
        />
      </Filter>
      <Filter label={say('office.town')} id={town} width={176}>
        <Select
          id={town}
          value={props.town}
          options={[{ value: '', label: say('office.all') }, ...towns]}
          onChange={(value: string) => props.onChange({ town: value, offset: '0' })}
        />
      </Filter>
    </Filters>
  );
}

function CoverageList({ policy, year, town }: { policy: string; year: number; town: string }): ReactNode {
  const say = useWords();
  const lang = useLanguage();
  const mayExport = useMay('registry.export');
  const [filters, setFilters] = useFilters({ of: 'not_enjoyed', offset: '0', limit: '20' });
  const part = parts.find((one) => one === filters.of) ?? 'not_enjoyed';
  const [limit, offset] = [Number(filters.limit), Number(filters.offset)];
  const query = { year, part, town: town || undefined };
  const found = useEndpoint(
    listCoverage,
    { params: { policy }, query: { ...query, limit, offset } },
    { keepPrevious: true },
  );
  const columns = useCoverageColumns(part);
  return (
    <Panel
      title={say('list.title')}
      actions={
        mayExport && (
          <DownloadButton
            endpoint={exportCoverage}
            input={{ params: { policy }, query: { ...query, lang } }}
            name={`${policy}-${year}.xlsx`}
            disabled={!found.data?.total}
          />
        )
      }
    >
      <EnterpriseList
        id={`policy-coverage-${part}`}
        found={found}
        columns={columns}
        page={{ limit, offset }}
        onPage={(next) => setFilters({ limit: String(next.limit), offset: String(next.offset) })}
        tools={
          <ListChoice<Part>
            label={say('coverage.part')}
            value={part}
            onChange={(of) => setFilters({ of, offset: '0' })}
            options={parts.map((value) => ({ value, label: say(`coverage.part.${value}`) }))}
          />
        }
        empty={<EmptyState title={say(`coverage.empty.${part}`)} />}
      />
    </Panel>
  );
}

function useCoverageColumns(part: Part): DataColumn<Row>[] {
  const say = useWords();
  const common = useEnterpriseColumns<Row>();
  const enjoyed: DataColumn<Row>[] = [
    {
      key: 'enjoyed',
      title: say('coverage.column.enjoyed'),
      align: 'end',
      width: 128,
      render: (row) => formatTenThousand(row.enjoyed),
    },
    {
      key: 'decidedOn',
      title: say('coverage.column.decided'),
      width: 112,
      render: (row) => formatDay(row.decidedOn),
    },
    {
      key: 'department',
      title: say('coverage.column.department'),
      width: 160,
      render: (row) => row.department ?? dash,
    },
    {
      key: 'evidence',
      title: say('coverage.column.evidence'),
      width: 200,
      render: (row) => row.evidence ?? dash,
    },
  ];
  return [
    common.name,
    {
      key: 'estimated',
      title: say('list.column.amount'),
      align: 'end',
      width: 128,
      render: (row) => formatTenThousand(row.estimated),
    },
    ...(part === 'not_enjoyed' ? [] : enjoyed),
    common.town,
    common.creditCode,
  ];
}
