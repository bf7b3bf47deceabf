import type { ReactNode } from 'react';
import { grouped } from '../formats.ts';
import { useWords } from '../locale.ts';
import type { Address, GridCell } from './grid-types.ts';
import { readNumber } from './read-number.ts';

export type CellProps = {
  at: Address;
  cell: GridCell | undefined;
  /** What the cell is called: its row and its column. */
  label: string;
  focused: boolean;
  /** Whether what is wrong and what has changed stands in words under the cell. */
  wordy: boolean;
  onType: (at: Address, text: string) => void;
};

/** What is inside a cell: its figure or field, and what is to be said of it. */
export function CellInside(props: CellProps & { wordsId: string }): ReactNode {
  const { cell, wordsId, wordy } = props;
  const words = useCellWords(cell);
  if (!cell) return null;
  return (
    <>
      <span className="grid-inside">
        {cell.sign}
        {cell.locked ? (
          <span className="grid-locked">{cell.shows ?? shownText(cell)}</span>
        ) : (
          <Field
            {...props}
            cell={cell}
            describedBy={words ? wordsId : undefined}
            hard={words?.level === 'hard'}
          />
        )}
      </span>
      {words && (
        <small id={wordsId} className={wordy ? `grid-words grid-words-${words.level}` : 'sr-only'}>
          {words.text}
        </small>
      )}
    </>
  );
}

type FieldProps = CellProps & { cell: GridCell; describedBy: string | undefined; hard: boolean };

function Field(props: FieldProps): ReactNode {
  const { at, cell, label, describedBy, hard, focused, onType } = props;
  const say = useWords();
  const common = {
    className: `grid-field grid-field-${cell.kind}`,
    'aria-label': label,
    'aria-invalid': hard || undefined,
    'aria-describedby': describedBy,
  };
  if (cell.kind === 'choice') {
    return (
      <select {...common} value={cell.text} onChange={(event) => onType(at, event.target.value)}>
        <option value="">{say('grid.cell.empty')}</option>
        {cell.choices?.map(({ value, label: name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...common}
      type="text"
      inputMode={cell.kind === 'number' ? 'decimal' : 'text'}
      autoComplete="off"
      placeholder={cell.hint}
      value={focused ? cell.text : shownText(cell)}
      onChange={(event) => onType(at, event.target.value)}
    />
  );
}

/** A cell's text as it is read: a number with its thousands apart, a choice by its label. */
function shownText(cell: GridCell): string {
  if (cell.kind === 'choice') return cell.choices?.find(({ value }) => value === cell.text)?.label ?? '';
  return cell.kind === 'number' && /^-?\d+(\.\d+)?$/.test(cell.text) ? grouped(cell.text) : cell.text;
}

export type CellWords = { readonly level: 'hard' | 'soft' | 'difference'; readonly text: string };

/** What is to be said of a cell, the worst first; a number that cannot be read is found here. */
export function useCellWords(cell: GridCell | undefined): CellWords | null {
  const say = useWords();
  if (!cell) return null;
  if (cell.problem) {
    const more = cell.difference ? ` ${cell.difference}` : '';
    return { level: cell.problem.level, text: `${cell.problem.words}${more}` };
  }
  if (!cell.locked && cell.kind === 'number' && readNumber(cell.text, cell.unit).kind === 'unreadable')
    return { level: 'hard', text: say('grid.unreadable', { text: cell.text }) };
  return cell.difference ? { level: 'difference', text: cell.difference } : null;
}

/** The class names of a cell: what it is, whether it is chosen, what is wrong with it. */
export function cellClass(cell: GridCell | undefined, words: CellWords | null, chosen: boolean): string {
  return [
    'grid-cell',
    cell?.kind === 'number' && 'grid-figure',
    cell && (cell.locked ? 'grid-cell-locked' : 'grid-cell-open'),
    words && `grid-cell-${words.level}`,
    chosen && 'grid-cell-chosen',
  ]
    .filter(Boolean)
    .join(' ');
}
