import {
  type CellChange,
  type CellState,
  type Cells,
  type CellValue,
  emptyCell,
  mergeCells,
} from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { firstRow, sql, type Tx } from '../../platform/db/index.ts';
import { submissionFailure } from './errors.ts';
import { requireAct } from './may-do.ts';
import { recordOf } from './notices.ts';
import type { Place } from './place.ts';
import { lockStored, type Stored, writeCells } from './store.ts';

export type Saved = {
  readonly stored: Stored;
  readonly conflicts: { cell: string; mine: CellValue; theirs: CellState }[];
};

/**
 * Takes what somebody typed into a draft, cell by cell: what a colleague wrote in other cells meanwhile stays, and where both wrote in one
 * the colleague's stays and comes back as a conflict. Saving the same again changes nothing.
 *
 * @throws submissions.no_such_cell, submissions.not_open, submissions.not_possible_now
 */
export async function saveCells(
  tx: Tx,
  actor: Actor,
  place: Place,
  today: string,
  { revision, cells: changes }: { readonly revision: number; readonly cells: readonly CellChange[] },
): Promise<Saved> {
  const { district } = actor;
  const stored = await lockStored(tx, district, place);
  requireAct(actor, place, stored, 'save', today);
  const wanted = changes.map((change) => wantedOf(place, stored.cells, change));
  const { at } = (await firstRow<{ at: string }>(tx, sql`select clock_timestamp() as at`))!;
  const next = stored.revision + 1;
  const { cells, changed, conflicts } = mergeCells(stored.cells, wanted, {
    seen: revision,
    next,
    by: actor.name,
    at,
  });
  if (changed.length > 0) {
    await writeCells(tx, district, stored.id, next, cells);
    await recordAudit(tx, {
      actor,
      action: 'submissions.cells.saved',
      record: recordOf(place),
      before: valuesOf(stored.cells, changed),
      after: valuesOf(cells, changed),
    });
  }
  return {
    stored: { ...stored, cells, revision: changed.length > 0 ? next : stored.revision },
    conflicts: conflicts.map((cell) => {
      const { cell: _, ...mine } = wanted.findLast((one) => one.cell === cell)!;
      return { cell, mine, theirs: stored.cells[cell]! };
    }),
  };
}

/** A change as far as the cell lets it: only a counted cell is confirmed, and one in dispute keeps its figure until that is settled. */
function wantedOf({ declared }: Place, cells: Cells, change: CellChange): CellValue & { cell: string } {
  const found = declared.form.cells.find(({ id }) => id === change.cell);
  if (found === undefined) throw submissionFailure('submissions.no_such_cell', { cell: change.cell });
  const { value, stand } = cells[change.cell] ?? emptyCell;
  if (found.how === 'asked') return { ...change, stand: null };
  if (stand === 'disputed') return { ...change, value, stand };
  return change.stand === null ? { ...change, value: null } : change;
}

function valuesOf(cells: Cells, ids: readonly string[]): Record<string, CellValue> {
  return Object.fromEntries(
    ids.map((id) => {
      const { value, comment, stand } = cells[id] ?? emptyCell;
      return [id, { value, comment, stand }];
    }),
  );
}
