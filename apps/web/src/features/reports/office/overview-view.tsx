import { getReportOverview, type OverviewCell, type ReportOverview } from '@miaopu/contract';
import { Segmented, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../../shared/components/bones.tsx';
import { Filter, Filters } from '../../../shared/components/filter.tsx';
import { EmptyState, Failure } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { formatDay, formatInstant, formatPeriod } from '../../../shared/formats.ts';
import { useMay } from '../../../shared/session.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useFilters } from '../../../shared/use-filters.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { SubmissionMark } from '../marks.tsx';
import { reportPath } from '../paths.ts';
import {
  isOwed,
  type OverviewForm,
  type OverviewRow,
  type OverviewTable,
  overviewTables,
} from './overview-tables.ts';
import { RemindDialog } from './remind-dialog.tsx';

type Reminded = { form: OverviewForm; period: string; unit: string | null };
type Only = 'all' | 'towns' | 'departments';

/** Who has submitted and who is late: a table a form, units by periods. The office reminds from here; a leader looks. */
export function OverviewView({ plan }: { plan: string }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const reminds = useMay('submission.office');
  const [reminded, setReminded] = useState<Reminded | null>(null);
  const [filters, setFilters] = useFilters({ year: '', only: 'all' });
  const { data, error, refetch } = useEndpoint(
    getReportOverview,
    { params: { plan }, query: filters.year ? { year: filters.year } : {} },
    { keepPrevious: true },
  );
  if (error && !data) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Panel>
        <Bones rows={10} height={32} />
      </Panel>
    );
  }
  const only = filters.only as Only;
  const forms = data.forms
    .map((form) => ({
      ...form,
      units: form.units.filter(({ isTown }) => only === 'all' || isTown === (only === 'towns')),
    }))
    .filter(({ units }) => units.length > 0);
  return (
    <>
      <Filters label={say('overview.filters')}>
        <Filter label={say('overview.year')} id="overview-year" width={112}>
          <Select
            id="overview-year"
            value={String(data.year)}
            onChange={(year: string) => setFilters({ year })}
            options={data.years.map((year) => ({
              value: String(year),
              label: say('overview.year.one', { year }),
            }))}
          />
        </Filter>
        <Filter label={say('overview.who')} id="overview-who" group>
          <Segmented<Only>
            aria-labelledby="overview-who"
            value={only}
            onChange={(next) => setFilters({ only: next })}
            options={(['all', 'towns', 'departments'] as const).map((value) => ({
              value,
              label: say(`overview.who.${value}`),
            }))}
          />
        </Filter>
      </Filters>
      <Counts counts={data.counts} />
      {forms.length === 0 && (
        <EmptyState title={say('overview.none')}>{say('overview.none.text')}</EmptyState>
      )}
      {overviewTables(forms).map((table) => (
        <TablePanel
          key={table.form?.form ?? `${table.every} ${table.rows[0]?.form.form}`}
          table={table}
          {...(reminds ? { onRemind: setReminded } : {})}
        />
      ))}
      <p className="form-quiet">{say('overview.legend')}</p>
      {reminded && (
        <RemindDialog
          plan={plan}
          form={reminded.form.form}
          title={label(reminded.form.title)}
          period={reminded.period}
          unit={reminded.unit}
          onClose={() => setReminded(null)}
        />
      )}
    </>
  );
}

function Counts({ counts }: { counts: ReportOverview['counts'] }): ReactNode {
  const say = useWords();
  const items = [
    ['late', counts.late],
    ['due', counts.due],
    ['returned', counts.returned],
    ['submitted', counts.submitted],
    ['approved', counts.approved],
  ] as const;
  return (
    <dl className="report-counts">
      {items.map(([name, count]) => (
        <div key={name} className={name === 'late' && count > 0 ? 'report-counts-late' : undefined}>
          <dt>{say(`count.${name}`)}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

function TablePanel(props: { table: OverviewTable; onRemind?: (what: Reminded) => void }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { table, onRemind } = props;
  const title = table.form ? label(table.form.title) : say('overview.departments');
  return (
    <Panel title={title} aside={say(`every.${table.every}`)} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="overview-box" aria-label={title} tabIndex={0}>
        <table className="overview">
          <thead>
            <tr>
              <th scope="col">{say('column.unit')}</th>
              {table.periods.map((period) => (
                <PeriodHead key={period.period} table={table} period={period} onRemind={onRemind} />
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <Row key={`${row.form.form} ${row.unit.unit.id}`} table={table} row={row} onRemind={onRemind} />
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

type RemindProps = { table: OverviewTable; onRemind: ((what: Reminded) => void) | undefined };

/** A period, and under it the way to remind all who owe it. */
function PeriodHead(props: RemindProps & { period: OverviewTable['periods'][number] }): ReactNode {
  const say = useWords();
  const name = formatPeriod(props.period.period, useLanguage());
  const { table, period, onRemind } = props;
  const { form } = table;
  const count = table.rows.filter(({ unit }) =>
    unit.cells.some((cell) => cell.period === period.period && isOwed(cell)),
  ).length;
  return (
    <th scope="col">
      {name}
      {form && onRemind && count > 0 && (
        <button
          type="button"
          className="link-button overview-remind"
          aria-label={say('remind.period', { period: name, count })}
          onClick={() => onRemind({ form, period: period.period, unit: null })}
        >
          {say('remind', { count })}
        </button>
      )}
    </th>
  );
}

function Row({ table, row, onRemind }: RemindProps & { row: OverviewRow }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { form, unit } = row;
  return (
    <tr>
      <th scope="row">
        {label(unit.unit.name)}
        {table.form === null && <small>{label(form.title)}</small>}
      </th>
      {table.periods.map(({ period }) => {
        const cell = unit.cells.find((one) => one.period === period);
        return (
          <td key={period}>
            <Place to={reportPath({ form: form.form, unit: unit.unit.id, period })} cell={cell} />
            {table.form === null && onRemind && cell && isOwed(cell) && (
              <button
                type="button"
                className="link-button overview-remind"
                aria-label={say('remind.one.of', {
                  form: label(form.title),
                  period: formatPeriod(period, language),
                })}
                onClick={() => onRemind({ form, period, unit: unit.unit.id })}
              >
                {say('remind.one')}
              </button>
            )}
          </td>
        );
      })}
    </tr>
  );
}

function Place({ cell, to }: { cell: OverviewCell | undefined; to: string }): ReactNode {
  const say = useWords();
  if (!cell) return null;
  if (cell.timing.phase === 'ahead' && !cell.begun)
    return <SubmissionMark state={cell.state} phase={cell.timing.phase} />;
  const details = [
    cell.submittedAt && say('mine.submitted', { at: formatInstant(cell.submittedAt) }),
    cell.timing.wasLate && say('overview.was_late'),
    cell.submittedAt === null && say('overview.due', { day: formatDay(cell.timing.due) }),
    cell.remindedAt && say('overview.reminded', { at: formatInstant(cell.remindedAt) }),
    cell.warnings > 0 && say('overview.warnings', { count: cell.warnings }),
  ].filter(Boolean);
  return (
    <Link to={to} title={details.join('\n')}>
      <SubmissionMark state={cell.state} phase={cell.timing.phase} begun={cell.begun} />
      {cell.timing.wasLate && <small>{say('overview.was_late')}</small>}
      {cell.remindedAt && cell.submittedAt === null && <small>{say('overview.reminded.short')}</small>}
    </Link>
  );
}
