import { getPolicyRun } from '@miaopu/contract';
import { Segmented } from 'antd';
import { type ReactNode, useId } from 'react';
import { Link, useParams } from 'react-router';
import { Bones } from '../../../../shared/components/bones.tsx';
import { DataTable } from '../../../../shared/components/data-table.tsx';
import { Filter } from '../../../../shared/components/filter.tsx';
import { EmptyState, Failure } from '../../../../shared/components/notice.tsx';
import { Page, Panel } from '../../../../shared/components/page.tsx';
import {
  formatCount,
  formatInstant,
  formatLongDay,
  formatTenThousand,
  sumOf,
} from '../../../../shared/formats.ts';
import { useSession } from '../../../../shared/session.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useFilters } from '../../../../shared/use-filters.ts';
import { useLabel, useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { useCostText } from '../cost-text.ts';
import { libraryPath, policyPath } from '../paths.ts';
import { PlaceFilters } from '../place-filters.tsx';
import { channels } from '../vocabulary.ts';
import { RunBar } from './run-bar.tsx';
import '../office.css';

const standings = ['met', 'nearly', 'unknown', 'manual'] as const;

/** One run over the district: per policy how many it fits, nearly fits and leaves open, and what it costs; the dearest first. */
export function PolicyRunPage(): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const costText = useCostText();
  const { run = '' } = useParams();
  const { district } = useSession();
  const [filters, setFilters] = useFilters({ town: '', industry: '', channel: '' });
  const place = { town: filters.town, industry: filters.industry };
  const { data, error, refetch } = useEndpoint(
    getPolicyRun,
    { params: { run }, query: place },
    { keepPrevious: true },
  );
  const rows = data?.policies
    .filter(({ policy }) => filters.channel === '' || policy.channel === filters.channel)
    .toSorted(
      (a, b) => Number(b.counts.cost ?? 0) - Number(a.counts.cost ?? 0) || b.counts.met - a.counts.met,
    );
  const day = data?.run?.asOf;
  return (
    <Page
      title={say('run.title')}
      trail={[{ label: say('library.title'), to: libraryPath }]}
      aside={day && `${district.name} · ${formatLongDay(day, language)}`}
    >
      <RunBar />
      <Panel aside={data?.run && say('run.known', { at: formatInstant(data.run.knownOn) })}>
        <PlaceFilters filters={place} onChange={setFilters}>
          <ChannelFilter value={filters.channel} onChange={(channel) => setFilters({ channel })} />
        </PlaceFilters>
        {error && <Failure problem={error} onRetry={() => void refetch()} />}
        {!rows && !error && <Bones rows={12} height={24} />}
        {rows && (
          <DataTable
            id="policy-run"
            label={say('run.title')}
            rows={rows}
            rowKey={(row) => row.policy.id}
            columns={[
              {
                key: 'title',
                title: say('policy.title'),
                width: 320,
                always: true,
                render: ({ policy }) => (
                  <Link className="office-title" to={policyPath(policy.id, placeOf(place))}>
                    {label(policy.title)}
                  </Link>
                ),
              },
              {
                key: 'kind',
                title: say('facet.kind'),
                width: 112,
                render: ({ policy }) => say(`kind.${policy.kind}`),
              },
              ...standings.map((standing) => ({
                key: standing,
                title: say(`standing.${standing}`),
                align: 'end' as const,
                width: 112,
                render: ({ policy, counts }: (typeof rows)[number]) => (
                  <Link to={policyPath(policy.id, { ...placeOf(place), standing })}>
                    {formatCount(counts[standing])}
                  </Link>
                ),
              })),
              {
                key: 'cost',
                title: say('office.column.cost'),
                align: 'end',
                width: 128,
                render: ({ counts }) => costText(counts),
              },
            ]}
            totals={{
              title: say('office.total'),
              cost: formatTenThousand(sumOf(rows.map(({ counts }) => counts.cost ?? '0'))),
            }}
            empty={<EmptyState title={say('run.empty')}>{say('run.empty.text')}</EmptyState>}
          />
        )}
        <p className="office-note">{say('run.sum.note')}</p>
      </Panel>
    </Page>
  );
}

/** By how policies are got: 免申即享 are the lists that departments pay out by. */
function ChannelFilter(props: { value: string; onChange: (channel: string) => void }): ReactNode {
  const say = useWords();
  const id = useId();
  return (
    <Filter label={say('facet.channel')} id={id} group>
      <Segmented
        className="office-views"
        aria-labelledby={id}
        value={props.value}
        onChange={props.onChange}
        options={[
          { value: '', label: say('office.all') },
          ...channels.map((value) => ({ value, label: say(`channel.${value}`) })),
        ]}
      />
    </Filter>
  );
}

function placeOf(filters: { town: string; industry: string }): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}
