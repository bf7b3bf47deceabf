import { getPlan, type TargetPage } from '@miaopu/contract';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { EmptyState } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { StateMark } from '../../../shared/components/state-mark.tsx';
import { formatInstant } from '../../../shared/formats.ts';
import { useMay, useTownName } from '../../../shared/session.ts';
import { goalText, isShare, unitText, valueText } from '../../../shared/standing/values.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { yearsOf } from '../periods.ts';
import { ReconcileNote } from './reconcile-note.tsx';
import { type Decomposition, reconcile } from './split-model.ts';

const SplitEditor = lazy(() => import('./split-editor.tsx').then((file) => ({ default: file.SplitEditor })));

/** Yearly values, and the goal's split over years and units; the office revises it. */
export function SplitPanel({ page }: { page: TargetPage }): ReactNode {
  return (
    <>
      <SplitGridPanel page={page} />
      <YearsPanel page={page} />
    </>
  );
}

function YearsPanel({ page }: { page: TargetPage }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { card } = page;
  if (page.years.length === 0) return null;
  const unit = unitText(card, language);
  return (
    <Panel title={say('years.title')} aside={unit && say('trend.unit', { unit })} flush>
      <table className="compare years">
        <thead>
          <tr>
            <th scope="col">{say('years.year')}</th>
            <th scope="col" className="figure">
              {say('years.value')}
            </th>
            <th scope="col" className="figure">
              {say('years.goal')}
            </th>
            <th scope="col">{say('years.state')}</th>
          </tr>
        </thead>
        <tbody>
          {page.years.map(({ year, standing }) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              <td className="figure">{valueText(card, standing.value)}</td>
              <td className="figure compare-goal">{goalText(card, standing.goal, language)}</td>
              <td>
                <StateMark state={standing.state} quiet />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function SplitGridPanel({ page }: { page: TargetPage }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const may = useMay('office');
  const [editing, setEditing] = useState(false);
  const current = page.decompositions.toSorted((a, b) => b.version - a.version)[0];
  const unit = unitText(page.card, language);
  const unitName = useUnitName(page.plan.id, current !== undefined || editing);
  return (
    <Panel
      title={say('split.title')}
      aside={unit && say('trend.unit', { unit })}
      id="split"
      actions={
        may &&
        !editing && (
          <Button onClick={() => setEditing(true)}>{say(current ? 'split.edit' : 'split.start')}</Button>
        )
      }
    >
      {editing ? (
        <Suspense fallback={null}>
          <SplitEditor page={page} current={current} unitName={unitName} onClose={() => setEditing(false)} />
        </Suspense>
      ) : current ? (
        <SplitGrid page={page} split={current} unitName={unitName} />
      ) : (
        <EmptyState title={say('split.none')}>
          {say(isShare(page.card) ? 'split.none.shares' : 'split.none.text')}
        </EmptyState>
      )}
    </Panel>
  );
}

/** Names of towns and departments by id. */
function useUnitName(plan: string, enabled: boolean): (id: string) => string {
  const label = useLabel();
  const townName = useTownName();
  const { data } = useEndpoint(getPlan, { params: { plan } }, { enabled, staleTime: 600_000 });
  return (id) => {
    const unit = data?.units.find((one) => one.id === id);
    return unit ? label(unit.name) : (townName(id) ?? id);
  };
}

function SplitGrid(props: {
  page: TargetPage;
  split: Decomposition;
  unitName: (id: string) => string;
}): ReactNode {
  const say = useWords();
  const { page, split } = props;
  const { card } = page;
  const years = yearsOf(page.plan);
  const units = [...new Set(split.rows.map((row) => row.unit))];
  const sum = (rows: Decomposition['rows']) => valueText(card, reconcile(rows, null).total);
  const adds = !isShare(card);
  return (
    <>
      <div className="split-scroll">
        <table className="compare split">
          <thead>
            <tr>
              <th scope="col">{say('split.unit')}</th>
              {years.map((year) => (
                <th key={year} scope="col" className="figure">
                  {year}
                </th>
              ))}
              {adds && (
                <th scope="col" className="figure">
                  {say('split.total')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr key={unit}>
                <th scope="row">{props.unitName(unit)}</th>
                {years.map((year) => (
                  <td key={year} className="figure">
                    {valueText(
                      card,
                      split.rows.find((row) => row.unit === unit && String(row.year) === year)?.value,
                    )}
                  </td>
                ))}
                {adds && <td className="figure">{sum(split.rows.filter((row) => row.unit === unit))}</td>}
              </tr>
            ))}
          </tbody>
          {adds && (
            <tfoot>
              <tr>
                <th scope="row">{say('split.total')}</th>
                {years.map((year) => (
                  <td key={year} className="figure">
                    {sum(split.rows.filter((row) => String(row.year) === year))}
                  </td>
                ))}
                <td className="figure">{sum(split.rows)}</td>
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      {adds && <ReconcileNote card={card} rows={split.rows} whole={split.whole} />}
      {split.differsBecause && <p>{split.differsBecause}</p>}
      <p className="versions-who">
        {say('split.version', {
          version: split.version,
          name: split.decidedBy,
          at: formatInstant(split.decidedAt),
        })}
        {split.documentNumber && ` · ${say('definition.document', { number: split.documentNumber })}`}
        {' · '}
        {say('definition.reason', { reason: split.reason })}
      </p>
    </>
  );
}
