import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useMemo, useRef } from 'react';
import { useWords } from '../locale.ts';
import { useNarrow } from '../use-narrow.ts';
import { addressesOf } from './block.ts';
import { GridCards } from './grid-cards.tsx';
import { useCellWords } from './grid-cell.tsx';
import { isBlock, pressKey } from './grid-keys.ts';
import { isSame, rangeOf } from './grid-moves.ts';
import { GridTable } from './grid-table.tsx';
import {
  type Address,
  type Edit,
  type GridColumn,
  type GridHistory,
  type GridRow,
  isOpen,
} from './grid-types.ts';
import { addressOf, type GridState, useEditGrid, useLatest } from './use-edit-grid.ts';
import './edit-grid.css';

/**
 * A table whose cells are typed into, with the keys of a spreadsheet: arrows, Enter, Tab, F2, Esc, a block pasted from Excel and copied
 * out, undo. The texts are the caller's: every change comes as edits, and comes back in the rows.
 *
 * @example
 * <EditGrid
 *   label="2018年三季度" rowHead="指标"
 *   columns={[{ id: 'value', title: '本期', aside: '万元' }]}
 *   rows={[{ id: '2.1.c', title: '增加值', cells: { value: { kind: 'number', unit: 'wan', text } } }]}
 *   onEdit={(edits) => …}
 * />
 */
export function EditGrid(props: {
  label: string;
  /** What the rows are: the head of the first column. */
  rowHead: string;
  columns: readonly GridColumn[];
  rows: readonly GridRow[];
  /** Sums and the like, under the rows. */
  foot?: readonly GridRow[];
  onEdit: (edits: readonly Edit[]) => void;
  /** Told which cells are chosen, for tools beside the grid. */
  onChoose?: (cells: readonly Address[]) => void;
  /** Many small cells: what is wrong with one is said under the grid while it has the focus, and marked in the cell. */
  dense?: boolean;
  /** On a phone a row becomes a card; without it the table scrolls in its box. */
  cards?: boolean;
  /** Nothing in it can be typed into now. */
  readOnly?: boolean;
  /** Stand under the grid, beside undo. */
  tools?: ReactNode;
  /** Undo and redo, where the caller keeps them; else the grid does, for what was typed and pasted into it. */
  history?: GridHistory;
}): ReactNode {
  const { rows, foot = [], dense = false, history } = props;
  const columns = useSame(props.columns);
  const id = useId();
  const narrow = useNarrow();
  const grid = useEditGrid(columns, rows, props.onEdit, history);
  const chosen = useChosen(grid, props.onChoose);
  const onType = useLatest(grid.type);
  const asCards = narrow && props.cards === true;
  const View = asCards ? GridCards : GridTable;
  return (
    <div className={dense ? 'grid grid-dense' : 'grid'}>
      {/* without cells to type into, the box itself takes the keyboard, which has to scroll it */}
      <div
        className={asCards ? undefined : 'grid-box'}
        ref={grid.box}
        {...(props.readOnly && !asCards && { tabIndex: 0, role: 'region', 'aria-label': props.label })}
        {...handlersOf(grid)}
      >
        <View
          id={id}
          label={props.label}
          rowHead={props.rowHead}
          columns={columns}
          rows={rows}
          foot={foot}
          wordy={!dense}
          focus={grid.focus}
          chosen={chosen}
          onType={onType}
        />
      </div>
      {!props.readOnly && <GridLine grid={grid} dense={dense} narrow={narrow} tools={props.tools} />}
    </div>
  );
}

/** Columns that say the same are the same, so that rows need not be drawn again. */
function useSame(columns: readonly GridColumn[]): readonly GridColumn[] {
  const text = JSON.stringify(columns);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what they say
  return useMemo(() => columns, [text]);
}

/** The rows and columns of the chosen block; a single cell is not drawn as chosen. */
function useChosen(grid: GridState, onChoose?: (cells: readonly Address[]) => void) {
  const { range, shape } = grid;
  const tell = useRef(onChoose);
  tell.current = onChoose;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when the choice changes, not when texts do
  useEffect(() => {
    if (range) tell.current?.(addressesOf(shape, range));
  }, [range]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  return useMemo(() => {
    if (!range || !isBlock({ range })) return { rows: new Set<string>(), columns: '' };
    const { rows, columns } = rangeOf(shape, range);
    return { rows: new Set(rows), columns: `,${columns.join(',')},` };
  }, [range]);
}

function handlersOf(grid: GridState) {
  return {
    onFocus(event: React.FocusEvent) {
      const at = addressOf(event.target);
      if (at && isField(event.target)) grid.enter(at);
    },
    onBlur(event: React.FocusEvent) {
      if (isField(event.target)) grid.leave();
    },
    onKeyDown(event: React.KeyboardEvent<HTMLElement>) {
      if (isField(event.target)) pressKey(grid, event);
    },
    onMouseDown(event: React.MouseEvent) {
      pressMouse(grid, event);
    },
    onMouseOver(event: React.MouseEvent) {
      const at = addressOf(event.target);
      if (!at || event.buttons !== 1 || !grid.range || grid.mode.current !== 'move') return;
      if (!isSame(at, grid.range.to)) grid.choose({ from: grid.range.from, to: at });
    },
    onDoubleClick(event: React.MouseEvent) {
      if (isField(event.target)) grid.mode.current = 'edit';
    },
    onPaste(event: React.ClipboardEvent) {
      if (!isField(event.target) || grid.mode.current === 'edit') return;
      event.preventDefault();
      grid.paste(event.clipboardData.getData('text/plain'));
    },
    onCopy(event: React.ClipboardEvent) {
      if (!isBlock(grid)) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', grid.copy());
    },
    onCut(event: React.ClipboardEvent) {
      if (!isBlock(grid)) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', grid.copy());
      grid.clear();
    },
  };
}

/**
 * A press takes the whole cell, as often as it is pressed; a double press, or a second one of a finger, puts the caret into its text. With
 * Shift it chooses up to here.
 */
function pressMouse(grid: GridState, event: React.MouseEvent): void {
  const at = addressOf(event.target);
  if (!at || event.button !== 0) return;
  if (event.shiftKey && grid.range) {
    event.preventDefault();
    grid.choose({ from: grid.range.from, to: at });
    return;
  }
  const field = event.target;
  if (!(field instanceof HTMLInputElement)) return;
  if (isSame(at, grid.focus)) {
    if (isBlock(grid)) grid.choose({ from: at, to: at });
    if (event.detail > 1 || isTouch()) grid.mode.current = 'edit';
    if (grid.mode.current !== 'move') return;
  }
  event.preventDefault();
  field.focus();
}

function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

function isField(target: EventTarget): boolean {
  return (
    (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) &&
    target.classList.contains('grid-field')
  );
}

/** Under the grid: what just happened or what is wrong with the focused cell, how to use it, and undo. */
function GridLine(props: { grid: GridState; dense: boolean; narrow: boolean; tools?: ReactNode }): ReactNode {
  const say = useWords();
  const { grid, dense, narrow } = props;
  const { shape, range, focus } = grid;
  const words = useCellWords(focus ? shape.cellAt(focus) : undefined);
  const count =
    range && isBlock(grid) ? addressesOf(shape, range).filter((at) => isOpen(shape.cellAt(at))).length : 0;
  return (
    <div className="grid-line">
      <p role="status">
        <NoticeText grid={grid} />
      </p>
      {dense && words && <p className={`grid-words grid-words-${words.level}`}>{words.text}</p>}
      {count > 0 && <p>{say('grid.chosen', { count })}</p>}
      {!grid.notice && !(dense && words) && count === 0 && (
        <p>{say(narrow ? 'grid.hint.phone' : 'grid.hint')}</p>
      )}
      <span className="grid-tools">
        {props.tools}
        <Button size="small" disabled={!grid.canUndo} onClick={grid.undo}>
          {say('grid.undo')}
        </Button>
        <Button size="small" disabled={!grid.canRedo} onClick={grid.redo}>
          {say('grid.redo')}
        </Button>
      </span>
    </div>
  );
}

function NoticeText({ grid }: { grid: GridState }): ReactNode {
  const say = useWords();
  const { notice } = grid;
  if (!notice) return null;
  const { deed, count } = notice;
  if (deed !== 'pasted') return say(`grid.${deed}`, { count });
  return [
    say('grid.pasted', { count }),
    notice.locked > 0 && say('grid.pasted.locked', { count: notice.locked }),
    notice.outside > 0 && say('grid.pasted.outside', { count: notice.outside }),
  ]
    .filter(Boolean)
    .join('');
}
