import {
  type CellChange,
  type CellState,
  type Cells,
  emptyCell,
  sameCell,
  type saveSubmission,
} from '@miaopu/contract';
import type { AnswerOf } from '../../../shared/client.ts';

/** Changes by cell; a later one for the same cell takes the place of an earlier. */
export type Changes = Readonly<Record<string, CellChange>>;
export type CellConflict = { readonly cell: string; readonly mine: CellChange; readonly theirs: CellState };
type Saved = Pick<AnswerOf<typeof saveSubmission>, 'revision' | 'cells' | 'conflicts'>;

/** A form that is being filled: what the server holds, and what it does not hold yet. */
export type Filling = {
  readonly revision: number;
  readonly cells: Cells;
  /** The revision that was seen when the changes below were made. */
  readonly base: number;
  /** Typed, and not sent. */
  readonly pending: Changes;
  /** On their way. */
  readonly sent: Changes;
  /** Sent once without an answer: the server may hold them or not. */
  readonly doubtful: Changes;
  /** A colleague wrote something else there: somebody has to choose. */
  readonly conflicts: readonly CellConflict[];
};

/** What is kept on the device, so that a reload loses nothing. */
export type KeptDraft = Pick<Filling, 'base' | 'doubtful'> & {
  readonly changes: Changes;
  /** What somebody still has to choose between; a draft of an older page has none. */
  readonly conflicts?: readonly CellConflict[];
};

type Server = { readonly revision: number; readonly cells: Cells };

/** A form as it is opened, with what was kept on this device when it was left. */
export function openFilling({ revision, cells }: Server, kept: KeptDraft | null): Filling {
  return {
    revision,
    cells,
    base: kept?.base ?? revision,
    pending: kept?.changes ?? {},
    sent: {},
    doubtful: kept?.doubtful ?? {},
    conflicts: conflictsNow(kept?.conflicts ?? [], cells),
  };
}

/** Conflicts as they are by what the server holds now: a colleague goes on, or comes to the same. */
function conflictsNow(conflicts: readonly CellConflict[], cells: Cells): CellConflict[] {
  return conflicts
    .map((conflict) => ({ ...conflict, theirs: cells[conflict.cell] ?? conflict.theirs }))
    .filter(({ mine, theirs }) => !sameCell(mine, theirs));
}

/** What is to be kept on the device; null where the server holds everything and nothing is to be chosen. */
export function keptDraft({ base, pending, sent, doubtful, conflicts }: Filling): KeptDraft | null {
  const changes = { ...sent, ...pending };
  if (Object.keys(changes).length === 0 && conflicts.length === 0) return null;
  return { base, changes, doubtful: { ...doubtful, ...sent }, conflicts };
}

export function countUnsaved({ pending, sent }: Filling): number {
  return Object.keys({ ...sent, ...pending }).length;
}

/** Somebody types. What comes back to what the server holds needs no saving. */
export function change(filling: Filling, changes: readonly CellChange[]): Filling {
  const pending: Record<string, CellChange> = { ...filling.pending };
  for (const one of changes) {
    const known = !(one.cell in filling.sent) && !(one.cell in filling.doubtful);
    if (known && sameCell(filling.cells[one.cell] ?? emptyCell, one)) delete pending[one.cell];
    else pending[one.cell] = one;
  }
  const first = countUnsaved(filling) === 0;
  return { ...filling, pending, base: first ? filling.revision : filling.base };
}

/** What is typed goes on its way; undefined where there is nothing to send, or something is on its way. */
export function send(
  filling: Filling,
): { filling: Filling; body: { revision: number; cells: CellChange[] } } | undefined {
  const cells = Object.values(filling.pending);
  if (cells.length === 0 || Object.keys(filling.sent).length > 0) return undefined;
  return {
    filling: { ...filling, sent: filling.pending, pending: {} },
    body: { revision: filling.base, cells },
  };
}

/** No answer came: the changes wait to be sent again. */
export function unsend(filling: Filling): Filling {
  return {
    ...filling,
    pending: { ...filling.sent, ...filling.pending },
    doubtful: { ...filling.doubtful, ...filling.sent },
    sent: {},
  };
}

/** The server has saved. What was typed meanwhile is held against what it says of the other cells. */
export function acknowledge(filling: Filling, answer: Saved): Filling {
  const { sent, doubtful, base } = filling;
  const pending: Record<string, CellChange> = { ...filling.pending };
  const open = filling.conflicts.filter(({ cell }) => !(cell in sent));
  const conflicts = conflictsNow(open, answer.cells);
  for (const { cell, theirs } of answer.conflicts) {
    const mine = pending[cell] ?? sent[cell];
    delete pending[cell];
    if (!mine) continue;
    // the colleague is oneself, by a save whose answer was lost
    if (isSame(doubtful[cell], theirs)) pending[cell] = mine;
    else conflicts.push({ cell, mine, theirs });
  }
  const refused = new Set(answer.conflicts.map(({ cell }) => cell));
  for (const [cell, mine] of Object.entries(pending)) {
    if (cell in sent || refused.has(cell)) continue;
    const theirs = answer.cells[cell];
    if (!isForeign(theirs, mine, base, doubtful[cell])) continue;
    delete pending[cell];
    conflicts.push({ cell, mine, theirs });
  }
  return {
    revision: answer.revision,
    cells: answer.cells,
    base: answer.revision,
    pending,
    sent: {},
    doubtful: {},
    conflicts,
  };
}

/** The server was read again, because the page was opened or a colleague saved. Nothing typed gives way. */
export function refresh(filling: Filling, server: Server): Filling {
  if (server.revision <= filling.revision) return filling;
  const settled = countUnsaved(filling) === 0;
  const { revision, cells } = server;
  const conflicts = conflictsNow(filling.conflicts, cells);
  return { ...filling, revision, cells, conflicts, base: settled ? revision : filling.base };
}

/** One of the two values of a conflict is chosen. Mine is sent again on what the server holds now. */
export function settleConflict(filling: Filling, cell: string, whose: 'mine' | 'theirs'): Filling {
  const conflict = filling.conflicts.find((one) => one.cell === cell);
  if (!conflict) return filling;
  const rest = { ...filling, conflicts: filling.conflicts.filter((one) => one !== conflict) };
  return whose === 'theirs' ? rest : { ...rest, pending: { ...rest.pending, [cell]: conflict.mine } };
}

/** The cells as they are on the screen: what the server holds, under what was typed. */
export function shownCells({ cells, pending, sent, conflicts }: Filling): Cells {
  const shown: Record<string, CellState> = { ...cells };
  const own = [...conflicts.map(({ mine }) => mine), ...Object.values(sent), ...Object.values(pending)];
  for (const { cell, value, comment, stand } of own) {
    const there = cells[cell];
    shown[cell] = {
      revision: there?.revision ?? 0,
      by: there?.by ?? '',
      at: there?.at ?? '',
      value,
      comment,
      stand,
    };
  }
  return shown;
}

function isForeign(
  theirs: CellState | undefined,
  mine: CellChange,
  base: number,
  doubtful: CellChange | undefined,
): theirs is CellState {
  if (!theirs || theirs.revision <= base) return false;
  return !isSame(mine, theirs) && !isSame(doubtful, theirs);
}

function isSame(one: CellChange | undefined, other: CellState): boolean {
  return one !== undefined && sameCell(one, other);
}
