import type { DecompositionPage } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Panel } from '../../shared/components/page.tsx';
import { formatDay, formatPercent } from '../../shared/formats.ts';
import { EditGrid } from '../../shared/grid/edit-grid.tsx';
import type { Edit, GridCell } from '../../shared/grid/grid-types.ts';
import { readNumber } from '../../shared/grid/read-number.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import { type Basis, stockBasis, type Weights, weightOf } from './share.ts';
import { type Sheet, targetsOf } from './sheet.ts';
import type { History } from './use-history.ts';

/** What units weigh by the basis that is chosen; the office's own weights are typed here, or pasted. */
export function WeightsPanel(props: {
  page: DecompositionPage;
  kind: 'town' | 'department';
  basis: Basis;
  weights: Weights | undefined;
  history: History<Sheet>;
  /** The row whose weights are shown, where they differ by row. */
  row: { readonly target: string; readonly year: number };
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { page, basis, weights, history, row } = props;
  const units = page.units.filter(({ kind }) => kind === props.kind);
  const typed = basis === 'typed';
  const weighed = units.map(({ id }) => weightOf(basis, { ...row, unit: id }, history.state, weights));
  const stock = weights?.stocks.find(({ id }) => basis === stockBasis(id));
  const sum = weighed.reduce((total, weight) => total + weight, 0);
  const title = targetsOf(page).get(row.target)?.title;
  const cells = (make: (index: number) => GridCell) =>
    Object.fromEntries(units.map(({ id }, index) => [id, make(index)]));
  function type(edits: readonly Edit[]): void {
    const about = edits.length === 1 ? `weight ${edits[0]!.column}` : null;
    history.change((before) => ({ ...before, weights: withWeights(before.weights, edits) }), about);
  }
  return (
    <Panel
      title={say('weights.title')}
      aside={
        basis === 'last_year' && title
          ? say('weights.of_row', { row: `${label(title)} ${row.year}` })
          : stock && (
              <>
                {!stock.certain && <b className="weights-unsure">{say('weights.unsure')}</b>}{' '}
                {say('weights.asOf', { day: formatDay(stock.asOf) })}
                {stock.source && say('weights.source', { source: label(stock.source) })}
              </>
            )
      }
      flush
    >
      <EditGrid
        label={say('weights.title')}
        rowHead={say('words.unit')}
        columns={units.map(({ id, name }) => ({ id, title: label(name), width: 74 }))}
        rows={[
          {
            id: 'weight',
            title: say('weights.row'),
            cells: cells((index) => ({
              kind: 'number',
              text: weighed[index] ? String(weighed[index]) : '',
              locked: !typed,
            })),
          },
        ]}
        foot={[
          {
            id: 'share',
            title: say('weights.share'),
            cells: cells((index) => ({
              kind: 'number',
              text: sum > 0 ? formatPercent(weighed[index]! / sum) : '',
              locked: true,
            })),
          },
        ]}
        onEdit={type}
        history={history}
        readOnly={!typed}
        dense
      />
    </Panel>
  );
}

/** A weight that is no number, or below nothing, weighs nothing. */
function withWeights(before: Sheet['weights'], edits: readonly Edit[]): Sheet['weights'] {
  const after = { ...before };
  for (const { column, after: text } of edits) {
    const read = readNumber(text);
    const weight = read.kind === 'number' ? Number(read.stored) : 0;
    if (weight > 0) after[column] = weight;
    else delete after[column];
  }
  return after;
}
