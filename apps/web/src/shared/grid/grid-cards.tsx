import type { ReactNode } from 'react';
import { useWords } from '../locale.ts';
import { CellInside, cellClass, useCellWords } from './grid-cell.tsx';
import { runsOf, type ViewProps } from './grid-table.tsx';
import type { GridColumn, GridRow } from './grid-types.ts';

/** The grid on a phone: a row is a card, its cells under one another with their column's name. */
export function GridCards(props: ViewProps): ReactNode {
  return (
    <section className="grid-cards" aria-label={props.label}>
      {runsOf(props.rows).map(({ group, members }) => (
        <div key={members[0]!.id}>
          {group && <h3 className="grid-cards-group">{group}</h3>}
          {members.map((row) => (
            <Card key={row.id} {...props} row={row} />
          ))}
        </div>
      ))}
      {props.foot.map((row) => (
        <Card key={row.id} {...props} row={row} />
      ))}
    </section>
  );
}

function Card(props: ViewProps & { row: GridRow }): ReactNode {
  const { row, columns } = props;
  return (
    <section className="grid-card" aria-label={row.title}>
      <div className="grid-card-title">{row.shows ?? row.title}</div>
      {columns.map(
        (column) => row.cells[column.id] && <CardCell key={column.id} {...props} column={column} />,
      )}
      {row.below && <div className="grid-card-below">{row.below}</div>}
    </section>
  );
}

function CardCell(props: ViewProps & { row: GridRow; column: GridColumn }): ReactNode {
  const say = useWords();
  const { id, row, column, focus, wordy, onType } = props;
  const cell = row.cells[column.id];
  const words = useCellWords(cell);
  const name = column.group ? `${column.group} ${column.title}` : column.title;
  return (
    <div className={cellClass(cell, words, false)} data-row={row.id} data-column={column.id}>
      <span className="grid-card-name">
        {name}
        {column.aside && <small> {column.aside}</small>}
      </span>
      <span className="grid-card-value">
        <CellInside
          at={{ row: row.id, column: column.id }}
          cell={cell}
          label={say('grid.cell', { row: row.title, column: name })}
          focused={focus?.row === row.id && focus.column === column.id}
          wordy={wordy}
          wordsId={`${id}-${row.id}-${column.id}`}
          onType={onType}
        />
      </span>
    </div>
  );
}
