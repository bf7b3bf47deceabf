import {
  abilityOf,
  type CellValue,
  cellDifferences,
  may,
  type ReportTasks,
  type SubmissionHead,
  scopeOf,
} from '@miaopu/contract';
import type { PlanPack } from '@miaopu/plan';
import type { Actor } from '../../platform/access/index.ts';
import { firstRow, type Queryable, rows, sql } from '../../platform/db/index.ts';
import { actsOf } from './may-do.ts';
import { type Filled, listFilled } from './places.ts';
import { headOf } from './view.ts';

type Lined = Filled & { readonly head: SubmissionHead };

async function listLined(db: Queryable, actor: Actor, pack: PlanPack, today: string): Promise<Lined[]> {
  return (await listFilled(db, actor, pack)).map((one) => ({
    ...one,
    head: headOf(one.place, one.stored, today),
  }));
}

function isMine(actor: Actor): (one: Lined) => boolean {
  const ability = abilityOf(actor);
  return ({ place }) => may(ability, 'submission.fill', { unit: place.unit.id });
}

const urgency = { late: 0, grace: 1, open: 2, ahead: 3, done: 4 } as const;
const mostDone = 100;

function isOwed({ head }: Lined): boolean {
  const { phase } = head.timing;
  return phase === 'open' || phase === 'grace' || phase === 'late';
}

/** What somebody's own unit owes, has done, and will have to do next. */
export async function listMine(
  db: Queryable,
  actor: Actor,
  pack: PlanPack,
  today: string,
): Promise<{ owed: SubmissionHead[]; done: SubmissionHead[]; ahead: SubmissionHead[] }> {
  const mine = (await listLined(db, actor, pack, today)).filter(isMine(actor));
  const heads = mine.map(({ head }) => head);
  const ahead = new Map<string, SubmissionHead>();
  for (const head of heads.filter(({ timing }) => timing.phase === 'ahead')) {
    const key = `${head.form} ${head.unit}`;
    // the periods of a form come in order
    if (!ahead.has(key)) ahead.set(key, head);
  }
  return {
    owed: mine
      .filter(isOwed)
      .map(({ head }) => head)
      .sort(
        (one, other) =>
          urgency[one.timing.phase] - urgency[other.timing.phase] ||
          one.timing.due.localeCompare(other.timing.due),
      ),
    done: heads
      .filter(({ timing }) => timing.phase === 'done')
      .sort((one, other) => other.timing.due.localeCompare(one.timing.due))
      .slice(0, mostDone),
    ahead: [...ahead.values()].sort((one, other) => one.timing.opens.localeCompare(other.timing.opens)),
  };
}

export type Waiting = SubmissionHead & { readonly warnings: number; readonly changed: number };

/** What waits for somebody's signature, the longest first. */
export async function listWaiting(
  db: Queryable,
  actor: Actor,
  pack: PlanPack,
  today: string,
): Promise<Waiting[]> {
  const waiting = (await listLined(db, actor, pack, today)).filter((one) => signs(actor, one, today));
  const changed = await countChanged(db, actor.district, waiting);
  return waiting
    .map(({ head, stored }) => ({
      ...head,
      warnings: stored!.warnings,
      changed: changed.get(stored!.id) ?? 0,
    }))
    .sort((one, other) => (one.submittedAt ?? '').localeCompare(other.submittedAt ?? ''));
}

function signs(actor: Actor, { place, stored }: Lined, today: string): boolean {
  return stored?.state === 'submitted' && actsOf(actor, place, stored, today).includes('approve');
}

/** By submission, how many cells of its version differ from the version before. */
async function countChanged(
  db: Queryable,
  district: string,
  waiting: readonly Filled[],
): Promise<ReadonlyMap<string, number>> {
  const again = waiting.filter(({ stored }) => stored!.version > 1);
  const pairs = await rows<{ id: string; now: Record<string, CellValue>; before: Record<string, CellValue> }>(
    db,
    sql`select now.submission_id as id, now.cells as now, before.cells as before
        from submissions.submission s
        join submissions.version now on now.district = s.district and now.submission_id = s.submission_id and now.version = s.version
        join submissions.version before on before.district = s.district and before.submission_id = s.submission_id and before.version = s.version - 1
        where s.district = ${district} and s.submission_id = any(${again.map(({ stored }) => stored!.id)}::bigint[])`,
  );
  return new Map(
    pairs.map(({ id, now, before }) => {
      const { form } = again.find(({ stored }) => stored!.id === id)!.place.declared;
      return [id, cellDifferences(form, before, now).length];
    }),
  );
}

/** How much somebody finds to do: for the page of today. */
export async function countTasks(
  db: Queryable,
  actor: Actor,
  pack: PlanPack,
  today: string,
): Promise<ReportTasks> {
  const lined = await listLined(db, actor, pack, today);
  const owed = lined.filter(isMine(actor)).filter(isOwed);
  const seesAll = scopeOf(actor.role, 'submission.read') === 'district';
  const late = seesAll ? lined.filter(({ head }) => head.timing.phase === 'late') : [];
  const units = new Map(late.map(({ place }) => [place.unit.id, place.unit]));
  const disputes = await firstRow<{ count: number }>(
    db,
    sql`select count(*)::int as count from submissions.dispute d join submissions.submission s using (district, submission_id)
        where d.district = ${actor.district} and s.plan_id = ${pack.plan.id} and d.outcome is null`,
  );
  return {
    due: owed.length,
    late: owed.filter(({ head }) => head.timing.phase === 'late').length,
    returned: owed.filter(({ head }) => head.state === 'returned').length,
    waiting: lined.filter((one) => signs(actor, one, today)).length,
    unitsLate: units.size,
    townsLate: [...units.values()].filter(({ kind }) => kind === 'town').length,
    disputes: disputes!.count,
  };
}
