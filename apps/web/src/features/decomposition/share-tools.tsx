import type { DecompositionPage, SplitTarget } from '@miaopu/contract';
import { App, Button, Segmented, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { Filter, Filters } from '../../shared/components/filter.tsx';
import type { Address } from '../../shared/grid/grid-types.ts';
import { useLabel } from '../../shared/words.ts';
import { isUnitColumn, rowId, rowPlace } from './grid-rows.tsx';
import { useWords } from './locale.ts';
import {
  type Basis,
  type SharedRow,
  shareRow,
  shareYears,
  stockBasis,
  type Weights,
  weightOf,
} from './share.ts';
import { districtsOf, type Sheet, targetsOf, withLocks, withTexts, yearsOf } from './sheet.ts';
import type { History } from './use-history.ts';
import type { ViewState } from './use-view.ts';

type Refusal = Extract<SharedRow, { ok: false }>['because'];

/** How the numbers of rows are shared out: over which rows, by what, and what is left alone. */
export function ShareTools(props: {
  page: DecompositionPage;
  /** Those that the grid shows. */
  targets: readonly SplitTarget[];
  view: ViewState;
  history: History<Sheet>;
  chosen: readonly Address[];
  weights: Weights | undefined;
  basis: Basis;
  onBasis: (basis: Basis) => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { message } = App.useApp();
  const { page, view, history, weights, basis } = props;
  const [scope, setScope] = useState<'all' | 'chosen'>('all');
  const years = view.year === null ? yearsOf(page.plan) : [view.year];
  const shown = props.targets.flatMap(({ id }) => years.map((year) => rowId(id, year)));
  const chosenRows = [...new Set(props.chosen.map(({ row }) => row))].filter((row) => shown.includes(row));
  const rows = scope === 'chosen' && chosenRows.length > 0 ? chosenRows : shown;
  const targets = targetsOf(page);
  const [district = ''] = districtsOf(page);

  function apply(shared: readonly SharedRow[]): void {
    const done = shared.filter((one) => one.ok);
    const edits = done.flatMap((one) => one.edits);
    if (edits.length > 0) history.change((before) => withTexts(before, edits));
    const refused = Map.groupBy(
      shared.filter((one) => !one.ok),
      ({ because }) => because,
    );
    const left = [...refused].map(([because, all]) =>
      say(`share.${because satisfies Refusal}`, { count: all.length }),
    );
    const words = [done.length > 0 ? say('share.done', { count: done.length }) : say('share.none'), ...left];
    message[done.length > 0 ? 'success' : 'warning'](words.join(say('share.join')), 6);
  }

  function overUnits(): void {
    const among = page.units.filter(({ kind }) => kind === view.kind).map(({ id }) => id);
    const others = page.units
      .filter(({ kind }) => kind !== view.kind && kind !== 'district')
      .map(({ id }) => id);
    apply(
      rows.flatMap((row) => {
        const { target: id, year } = rowPlace(row);
        const target = targets.get(id);
        if (!target) return [];
        const weigh = (unit: string) => weightOf(basis, { target: id, unit, year }, history.state, weights);
        return [shareRow(target, year, { district, among, others }, history.state, weigh)];
      }),
    );
  }

  function overYears(): void {
    const ids = [...new Set(rows.map((row) => rowPlace(row).target))];
    apply(
      ids.flatMap((id) => {
        const target = targets.get(id);
        return target ? [shareYears(target, yearsOf(page.plan), district, history.state)] : [];
      }),
    );
  }

  function lock(): void {
    const places = props.chosen
      .filter(({ column }) => isUnitColumn(column))
      .map(({ row, column }) => ({ ...rowPlace(row), unit: column }));
    if (places.length > 0) history.change((before) => withLocks(before, places));
  }

  return (
    <div className="split-tools">
      <Filters label={say('share.label')}>
        <Filter label={say('share.scope')} id="share-scope" group>
          <Segmented
            aria-labelledby="share-scope"
            value={chosenRows.length === 0 ? 'all' : scope}
            onChange={setScope}
            options={[
              { value: 'all', label: say('share.scope.all') },
              {
                value: 'chosen',
                label:
                  chosenRows.length === 0
                    ? say('share.scope.none')
                    : say('share.scope.chosen', { count: chosenRows.length }),
                disabled: chosenRows.length === 0,
              },
            ]}
          />
        </Filter>
        <Filter label={say('share.by')} id="share-by" width={240}>
          <Select<Basis>
            id="share-by"
            value={basis}
            onChange={props.onBasis}
            options={[
              ...(weights?.stocks ?? []).map(({ id, title }) => ({
                value: stockBasis(id),
                label: label(title),
              })),
              { value: 'last_year', label: say('share.last_year') },
              { value: 'equal', label: say('share.equal') },
              { value: 'typed', label: say('share.typed') },
            ]}
          />
        </Filter>
      </Filters>
      <span className="split-buttons">
        <Button onClick={overUnits}>{say('share.rows')}</Button>
        <Button onClick={overYears}>{say('share.years')}</Button>
        <Button onClick={lock} disabled={props.chosen.length === 0}>
          {say('share.lock')}
        </Button>
      </span>
    </div>
  );
}
