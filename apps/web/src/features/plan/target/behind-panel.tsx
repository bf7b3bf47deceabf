import { exportBehind, listBehind, type TargetPage } from '@miaopu/contract';
import { Alert, Button, Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { hrefOf } from '../../../shared/client.ts';
import { Bones } from '../../../shared/components/bones.tsx';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { Filter, Filters } from '../../../shared/components/filter.tsx';
import { EmptyState, Failure } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { formatCount, formatPeriod } from '../../../shared/formats.ts';
import { presentQuery } from '../../../shared/query.ts';
import { isMoney, valueText, valueWithUnit } from '../../../shared/standing/values.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useFilters } from '../../../shared/use-filters.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { quartersOf } from '../periods.ts';
import { useBehindColumns } from './behind-columns.tsx';

type Props = { page: TargetPage; view: { asOf: string; year: string; town: string } };
type Part = 'numerator' | 'denominator' | 'denominator_only';

/** The enterprises behind the number, counted with the same predicate; list and number stand together. */
export function BehindPanel(props: Props): ReactNode {
  const say = useWords();
  const label = useLabel();
  const [{ of }] = useFilters({ of: '' });
  const companion = props.page.companions.find((one) => one.id === of && one.listable);
  if (!props.page.listable && companion === undefined) {
    const unit = label(props.page.card.lead.name);
    return (
      <div className="target-wide">
        <Panel title={say('behind.title')} id="behind">
          <EmptyState title={say('behind.unlisted')}>{say('behind.unlisted.text', { unit })}</EmptyState>
        </Panel>
      </div>
    );
  }
  return <BehindList key={of} {...props} companion={companion} />;
}

type Companion = TargetPage['companions'][number];

function BehindList({ page, view, companion }: Props & { companion: Companion | undefined }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const [filters, setFilters] = useFilters({
    of: '',
    quarter: '',
    part: 'numerator',
    offset: '0',
    limit: '20',
  });
  const label = useLabel();
  const part = filters.part as Part;
  const params = { plan: page.plan.id, target: companion?.id ?? page.card.id };
  const query = presentQuery({ ...view, quarter: filters.quarter, part: part === 'numerator' ? '' : part });
  const limit = Number(filters.limit);
  const offset = Number(filters.offset);
  const { data, error, refetch, isFetching } = useEndpoint(
    listBehind,
    { params, query: { ...query, limit, offset } as { part?: Part } },
    { keepPrevious: true },
  );
  const columns = useBehindColumns(page, part);
  const hasDenominator = page.card.standing.denominator !== null;
  return (
    <div className="target-wide">
      <Panel
        title={say('behind.title')}
        id="behind"
        aside={
          data && (
            <Count
              page={page}
              part={part}
              filtered={filters.quarter !== '' || companion !== undefined}
              answer={data}
            />
          )
        }
        actions={
          <Button
            href={hrefOf(exportBehind, { params, query: { ...query, lang: language } as { part?: Part } })}
          >
            {say('behind.export')}
          </Button>
        }
      >
        {companion && (
          <p>
            <b>{say('behind.of', { title: label(companion.title) })}</b>{' '}
            <Button type="link" size="small" onClick={() => setFilters({ of: '', offset: '0' })}>
              {say('behind.of.back')}
            </Button>
          </p>
        )}
        {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
        {!data && !error && <Bones rows={10} height={28} />}
        {data && (
          <>
            <Differs
              page={page}
              part={part}
              filtered={filters.quarter !== '' || companion !== undefined}
              answer={data}
            />
            <DataTable
              id="behind"
              label={say('behind.title')}
              rows={data.rows}
              rowKey={(row) => [row.id, row.on, row.policy?.id].join(' ')}
              columns={columns}
              loading={isFetching}
              paging={{
                total: data.total,
                limit,
                offset,
                onChange: (next) => setFilters({ limit: String(next.limit), offset: String(next.offset) }),
              }}
              empty={<EmptyState title={say('behind.none')}>{say('behind.none.text')}</EmptyState>}
              tools={
                <BehindFilters
                  page={page}
                  part={hasDenominator ? part : null}
                  quarter={filters.quarter}
                  onChange={(changes) => setFilters({ ...changes, offset: '0' })}
                />
              }
            />
          </>
        )}
      </Panel>
    </div>
  );
}

type Answer = { value: string; total: number };

function Count(props: { page: TargetPage; part: Part; filtered: boolean; answer: Answer }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { value, total } = props.answer;
  const count = formatCount(total);
  if (isMoney(props.page.card) || Number(value) !== total) {
    return say('behind.count.sum', { total: count, value: valueWithUnit(props.page.card, value, language) });
  }
  return agrees(props) ? say('behind.count', { total: count }) : say('behind.count.other', { total: count });
}

/** What the page shows for the list that is open: the value, or the part of a ratio. Null where a filter makes them incomparable. */
function numberAbove({
  page,
  part,
  filtered,
}: {
  page: TargetPage;
  part: Part;
  filtered: boolean;
}): string | null {
  const { standing } = page.card;
  if (filtered || part === 'denominator_only') return null;
  if (part === 'denominator') return standing.denominator;
  return standing.denominator === null ? standing.value : standing.numerator;
}

function agrees(props: { page: TargetPage; part: Part; filtered: boolean; answer: Answer }): boolean {
  const above = numberAbove(props);
  return above !== null && Number(above) === Number(props.answer.value);
}

function Differs(props: { page: TargetPage; part: Part; filtered: boolean; answer: Answer }): ReactNode {
  const say = useWords();
  const above = numberAbove(props);
  if (above === null || agrees(props)) return null;
  const value = valueText({ unit: { zh: '', en: '' } }, above);
  return (
    <Alert type="warning" showIcon title={say('behind.differs', { value })} style={{ marginBottom: 8 }} />
  );
}

function BehindFilters(props: {
  page: TargetPage;
  part: Part | null;
  quarter: string;
  onChange: (changes: { part?: string; quarter?: string }) => void;
}): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const asOf = props.page.run?.asOf ?? props.page.plan.end;
  const quarters = quartersOf(props.page.plan).filter(({ period }) => period <= quarterOf(asOf));
  return (
    <Filters label={say('behind.title')}>
      {props.part && (
        <Filter label={say('behind.part')} id="behind-part" group>
          <Segmented
            aria-labelledby="behind-part"
            value={props.part}
            onChange={(part) => props.onChange({ part })}
            options={
              props.page.card.kind === 'growth'
                ? (['numerator', 'denominator'] as const).map((value) => ({
                    value,
                    label: say(`behind.growth.${value}`),
                  }))
                : (['numerator', 'denominator_only', 'denominator'] as const).map((value) => ({
                    value,
                    label: say(`behind.part.${value}`),
                  }))
            }
          />
        </Filter>
      )}
      <Filter label={say('behind.quarter')} id="behind-quarter" width={152}>
        <Select
          id="behind-quarter"
          value={props.quarter}
          onChange={(quarter) => props.onChange({ quarter })}
          options={[
            { value: '', label: say('behind.quarter.all') },
            ...quarters.map(({ period }) => ({ value: period, label: formatPeriod(period, language) })),
          ]}
        />
      </Filter>
    </Filters>
  );
}

/** `2019-09-30` lies in `2019Q3`. */
function quarterOf(day: string): string {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}
