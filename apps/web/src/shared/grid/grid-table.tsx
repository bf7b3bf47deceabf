import { memo, type ReactNode } from 'react';
import { useWords } from '../locale.ts';
import { CellInside, cellClass, useCellWords } from './grid-cell.tsx';
import type { Address, GridColumn, GridRow } from './grid-types.ts';
import { sameRow } from './same-row.ts';

export type ViewProps = {
  id: string;
  label: string;
  /** What the rows are. */
  rowHead: string;
  columns: readonly GridColumn[];
  rows: readonly GridRow[];
  foot: readonly GridRow[];
  wordy: boolean;
  focus: Address | null;
  chosen: { readonly rows: ReadonlySet<string>; readonly columns: string };
  onType: (at: Address, text: string) => void;
};

/** The grid as a table: heads that stay, rows under their groups, sums at the foot. */
export function GridTable(props: ViewProps): ReactNode {
  const { columns, rows, foot } = props;
  const groups = runsOf(rows);
  const row = (one: GridRow) => (
    <TableRow
      key={one.id}
      id={`${props.id}-${one.id}`}
      row={one}
      columns={columns}
      wordy={props.wordy}
      focus={props.focus?.row === one.id ? props.focus.column : null}
      chosen={props.chosen.rows.has(one.id) ? props.chosen.columns : ''}
      onType={props.onType}
    />
  );
  return (
    <table className="grid-table">
      <caption className="sr-only">{props.label}</caption>
      <GridHead rowHead={props.rowHead} columns={columns} />
      {groups.map(({ group, members }) => (
        <tbody key={members[0]!.id}>
          {group && (
            <tr className="grid-group">
              <th scope="rowgroup" colSpan={columns.length + 1}>
                <span>{group}</span>
              </th>
            </tr>
          )}
          {members.map(row)}
        </tbody>
      ))}
      {foot.length > 0 && <tfoot>{foot.map(row)}</tfoot>}
    </table>
  );
}

function GridHead({ rowHead, columns }: { rowHead: string; columns: readonly GridColumn[] }): ReactNode {
  const grouped = columns.some(({ group }) => group);
  const heads = columns.map((column) => (
    <th key={column.id} scope="col" style={{ width: column.width, minWidth: column.width }}>
      {column.title}
      {column.aside && <small>{column.aside}</small>}
    </th>
  ));
  if (!grouped) {
    return (
      <thead>
        <tr>
          <th scope="col">{rowHead}</th>
          {heads}
        </tr>
      </thead>
    );
  }
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {rowHead}
        </th>
        {runsOf(columns).map(({ group, members }) => (
          <th key={members[0]!.id} scope="colgroup" colSpan={members.length} className="grid-colgroup">
            {group}
          </th>
        ))}
      </tr>
      <tr className="grid-second">{heads}</tr>
    </thead>
  );
}

type RowProps = {
  id: string;
  row: GridRow;
  columns: readonly GridColumn[];
  wordy: boolean;
  focus: string | null;
  /** The ids of the chosen columns, each between commas. */
  chosen: string;
  onType: (at: Address, text: string) => void;
};

/** Drawn again only when something in the row has changed: a grid may have thousands of cells. */
const TableRow = memo(
  function TableRow({ id, row, columns, wordy, focus, chosen, onType }: RowProps): ReactNode {
    return (
      <>
        <tr>
          <th scope="row">{row.shows ?? row.title}</th>
          {columns.map((column) => (
            <TableCell
              key={column.id}
              row={row}
              column={column}
              wordsId={`${id}-${column.id}`}
              focused={focus === column.id}
              chosen={chosen.includes(`,${column.id},`)}
              wordy={wordy}
              onType={onType}
            />
          ))}
        </tr>
        {row.below && (
          <tr className="grid-below">
            <td colSpan={columns.length + 1}>
              <div>{row.below}</div>
            </td>
          </tr>
        )}
      </>
    );
  },
  (before, after) =>
    before.focus === after.focus &&
    before.chosen === after.chosen &&
    before.wordy === after.wordy &&
    before.columns === after.columns &&
    sameRow(before.row, after.row),
);

function TableCell(props: {
  row: GridRow;
  column: GridColumn;
  wordsId: string;
  focused: boolean;
  chosen: boolean;
  wordy: boolean;
  onType: (at: Address, text: string) => void;
}): ReactNode {
  const say = useWords();
  const { row, column, chosen, ...rest } = props;
  const cell = row.cells[column.id];
  const words = useCellWords(cell);
  const name = column.group ? `${column.group} ${column.title}` : column.title;
  return (
    <td
      className={cellClass(cell, words, chosen)}
      data-row={row.id}
      data-column={column.id}
      title={words && !props.wordy ? words.text : undefined}
    >
      <CellInside
        {...rest}
        at={{ row: row.id, column: column.id }}
        cell={cell}
        label={say('grid.cell', { row: row.title, column: name })}
      />
    </td>
  );
}

/** Things beside each other that bear the same group, in their order. */
export function runsOf<T extends { readonly group?: string }>(
  all: readonly T[],
): { group: string | undefined; members: T[] }[] {
  const runs: { group: string | undefined; members: T[] }[] = [];
  for (const one of all) {
    const last = runs.at(-1);
    if (last && last.group === one.group) last.members.push(one);
    else runs.push({ group: one.group, members: [one] });
  }
  return runs;
}
