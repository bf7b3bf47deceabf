import type { TargetPage } from '@miaopu/contract';
import { additivity } from '@miaopu/plan';
import type { ReactNode } from 'react';
import { formatDay, formatInstant } from '../../../shared/formats.ts';
import { valueText } from '../../../shared/standing/values.ts';
import { useWords } from '../locale.ts';
import { yearsOf } from '../periods.ts';
import type { Units } from '../use-units.ts';
import { ReconcileNote } from './reconcile-note.tsx';
import { type Decomposition, gapsOf, totalOf } from './split-model.ts';

type Rows = Decomposition['rows'];

/** A split as it is in force: the district's years first, then the units, and whether they come to the whole. */
export function SplitGrid(props: {
  card: TargetPage['card'];
  split: Decomposition;
  units: Units;
  plan: TargetPage['plan'];
}): ReactNode {
  const say = useWords();
  const { card, split, units } = props;
  const how = additivity(card.kind);
  const years = yearsOf(props.plan);
  const parts = split.rows.filter((row) => !units.isDistrict(row.unit));
  const order = [...new Set(split.rows.map((row) => row.unit))].toSorted(
    (a, b) => Number(units.isDistrict(b)) - Number(units.isDistrict(a)),
  );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="split-scroll" aria-label={say('split.title')} tabIndex={0}>
        <table className="compare split">
          <thead>
            <tr>
              <th scope="col">{say('split.unit')}</th>
              {years.map((year) => (
                <th key={year} scope="col" className="figure">
                  {year}
                </th>
              ))}
              {how === 'sum' && (
                <th scope="col" className="figure">
                  {say('split.total')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {order.map((unit) => (
              <SplitRow
                key={unit}
                card={card}
                name={units.nameOf(unit)}
                rows={split.rows.filter((row) => row.unit === unit)}
                years={years}
                strong={units.isDistrict(unit)}
              />
            ))}
          </tbody>
          {how !== 'each' && parts.length > 0 && (
            <tfoot>
              <SplitRow card={card} name={say('split.units_total')} rows={parts} years={years} />
            </tfoot>
          )}
        </table>
      </section>
      {how !== 'each' && (
        <ReconcileNote card={card} gaps={gapsOf(how, split.rows, split.whole, units.isDistrict)} />
      )}
      {split.differsBecause && <p>{split.differsBecause}</p>}
      <p className="versions-who">
        {say('split.version', {
          version: split.version,
          name: split.decidedBy,
          at: formatInstant(split.decidedAt),
        })}
        {' · '}
        {say('split.effective', { day: formatDay(split.effectiveFrom) })}
        {split.documentNumber && ` · ${say('definition.document', { number: split.documentNumber })}`}
        {' · '}
        {say('definition.reason', { reason: split.reason })}
      </p>
    </>
  );
}

function SplitRow(props: {
  card: TargetPage['card'];
  name: string;
  rows: Rows;
  years: readonly string[];
  strong?: boolean;
}): ReactNode {
  const { card, rows } = props;
  return (
    <tr className={props.strong ? 'split-district' : undefined}>
      <th scope="row">{props.name}</th>
      {props.years.map((year) => {
        const own = rows.filter((row) => String(row.year) === year);
        return (
          <td key={year} className="figure">
            {valueText(card, own.length > 0 ? totalOf(own) : null)}
          </td>
        );
      })}
      {additivity(card.kind) === 'sum' && <td className="figure">{valueText(card, totalOf(rows))}</td>}
    </tr>
  );
}
