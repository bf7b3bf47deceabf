import type { Dispute, SubmissionKey } from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { periodInWords } from '../../platform/clock/index.ts';
import {
  type Db,
  firstRow,
  inTransaction,
  type Queryable,
  rows,
  sql,
  type Tx,
} from '../../platform/db/index.ts';
import { findContext } from './context.ts';
import { submissionFailure } from './errors.ts';
import { listDisputeFiles } from './evidence.ts';
import { declaredForms } from './forms.ts';
import { requireAct } from './may-do.ts';
import { nameOf, recordOf, tellOffice, tellUnit } from './notices.ts';
import { openPlace, type Place } from './place.ts';
import { lockStored, type Stored, writeCells } from './store.ts';

type Row = Omit<Dispute, 'label' | 'unitName' | 'periodName' | 'evidence'>;

const columns = sql`d.dispute_id as id, s.form_id as form, s.unit_id as unit, s.period, d.cell, d.target_id as target,
  trim_scale(d.counted)::text as counted, trim_scale(d.claimed)::text as claimed, d.reason, d.opened_by as "openedBy", d.opened_at as "openedAt",
  d.outcome, d.note, d.settled_by as "settledBy", d.settled_at as "settledAt"`;
const source = sql`submissions.dispute d join submissions.submission s using (district, submission_id)`;

/** The disputes of a plan, of one of its submissions, or one of them: open ones first, then the newest. */
export async function listDisputes(
  db: Queryable,
  actor: Actor,
  pack: Place['pack'],
  {
    open = false,
    submission,
    dispute,
  }: { readonly open?: boolean; readonly submission?: string; readonly dispute?: string } = {},
): Promise<Dispute[]> {
  const { district } = actor;
  const found = await rows<Row>(
    db,
    sql`select ${columns} from ${source}
        where d.district = ${district} and s.plan_id = ${pack.plan.id}
          ${open ? sql`and d.outcome is null` : sql``} ${submission === undefined ? sql`` : sql`and d.submission_id = ${submission}::bigint`}
          ${dispute === undefined ? sql`` : sql`and d.dispute_id = ${dispute}::bigint`}
        order by d.outcome is not null, d.dispute_id desc limit 500`,
  );
  const files = await listDisputeFiles(
    db,
    district,
    found.map(({ id }) => id),
  );
  const forms = new Map(declaredForms(pack).map((declared) => [declared.form.id, declared]));
  return found.map((row) => {
    const declared = forms.get(row.form);
    return {
      ...row,
      label: declared?.form.cells.find((cell) => cell.id === row.cell)?.label ?? {
        zh: row.cell,
        en: row.cell,
      },
      unitName: declared?.units.find((unit) => unit.id === row.unit)?.name ?? { zh: row.unit, en: row.unit },
      periodName: periodInWords(row.period),
      evidence: files.get(row.id) ?? [],
    };
  });
}

export type NewDispute = {
  readonly cell: string;
  readonly counted: string;
  readonly claimed: string;
  readonly reason: string;
  readonly evidence: readonly string[];
};

/**
 * A unit says that a counted value is not right, and what it should be. The cell takes the unit's figure; the indicators keep the count
 * until the office settles it.
 *
 * @throws submissions.not_disputable, submissions.not_possible_now
 */
export async function openDispute(
  tx: Tx,
  actor: Actor,
  place: Place,
  today: string,
  { cell, counted, claimed, reason, evidence }: NewDispute,
): Promise<void> {
  const { district } = actor;
  const stored = await lockStored(tx, district, place);
  requireAct(actor, place, stored, 'save', today);
  const declared = place.declared.form.cells.find(({ id }) => id === cell);
  const { context } = await findContext(tx, district, place);
  const target = declared?.how === 'counted' ? declared.target : null;
  const value = target === null ? null : (context.counted[target]?.value ?? null);
  const isDisputed = stored.cells[cell]?.stand === 'disputed';
  if (target === null || value === null || Number(value) !== Number(counted) || isDisputed)
    throw submissionFailure('submissions.not_disputable', { cell: declared?.label ?? cell });
  const { id } = (await firstRow<{ id: string }>(
    tx,
    sql`insert into submissions.dispute (district, submission_id, cell, target_id, counted, claimed, reason, opened_by)
        values (${district}, ${stored.id}::bigint, ${cell}, ${target}, ${counted}::numeric, ${claimed}::numeric, ${reason}, ${actor.name})
        returning dispute_id as id`,
  ))!;
  await sql`update submissions.evidence set dispute_id = ${id}::bigint
            where district = ${district} and submission_id = ${stored.id}::bigint and item = 'dispute' and dispute_id is null
              and removed_at is null and file_id = any(${[...evidence]}::uuid[])`.execute(tx.query);
  await setStand(tx, actor, stored, cell, 'disputed', claimed);
  await recordAudit(tx, {
    actor,
    action: 'submissions.dispute.opened',
    record: recordOf(place),
    after: { dispute: id, cell, counted, claimed },
    reason,
  });
  const name = nameOf(place);
  await tellOffice(tx, district, place, {
    kind: 'submission_submitted',
    title: { zh: `数据异议：${name.zh}`, en: `A count is disputed: ${name.en}` },
    body: {
      zh: `${declared!.label.zh}：系统计数 ${counted}，单位认为是 ${claimed}。${reason}`,
      en: `${declared!.label.en}: counted ${counted}, the unit says ${claimed}. ${reason}`,
    },
  });
}

async function setStand(
  tx: Tx,
  actor: Actor,
  { id, cells, revision }: Stored,
  cell: string,
  stand: 'disputed' | null,
  value: string | null,
): Promise<void> {
  const next = revision + 1;
  const { at } = (await firstRow<{ at: string }>(tx, sql`select clock_timestamp() as at`))!;
  const comment = cells[cell]?.comment ?? null;
  await writeCells(tx, actor.district, id, next, {
    ...cells,
    [cell]: { value, comment, stand, revision: next, by: actor.name, at },
  });
}

/** Ends an open dispute; undefined where there is none. */
async function end(
  tx: Tx,
  actor: Actor,
  id: string,
  {
    outcome,
    note,
    record,
  }: { outcome: NonNullable<Dispute['outcome']>; note: string | null; record: string | null },
): Promise<(SubmissionKey & { plan: string; cell: string }) | undefined> {
  return firstRow(
    tx,
    sql`update submissions.dispute d
        set outcome = ${outcome}, note = ${note}, record = ${record}, settled_at = clock_timestamp(), settled_by = ${actor.name}
        from submissions.submission s
        where d.district = ${actor.district} and d.dispute_id = ${id}::bigint and d.outcome is null
          and s.district = d.district and s.submission_id = d.submission_id
        returning s.plan_id as plan, s.form_id as form, s.unit_id as unit, s.period, d.cell`,
  );
}

/** The unit takes its dispute back, and has the count to confirm again. @throws submissions.no_such_dispute */
export async function withdrawDispute(
  tx: Tx,
  actor: Actor,
  place: Place,
  today: string,
  id: string,
): Promise<void> {
  const stored = await lockStored(tx, actor.district, place);
  requireAct(actor, place, stored, 'save', today);
  const ended = await end(tx, actor, id, { outcome: 'withdrawn', note: null, record: null });
  if (ended === undefined || ended.unit !== place.unit.id || ended.period !== place.period)
    throw submissionFailure('submissions.no_such_dispute');
  await setStand(tx, actor, stored, ended.cell, null, null);
  await recordAudit(tx, {
    actor,
    action: 'submissions.dispute.withdrawn',
    record: recordOf(place),
    after: { dispute: id },
  });
}

export type Settlement = {
  readonly outcome: 'accepted' | 'rejected';
  readonly note: string;
  readonly record: string | null;
};

/** The office settles a dispute, and the unit is told how. @throws submissions.no_such_dispute */
export async function settleDispute(
  db: Db,
  actor: Actor,
  planId: string,
  id: string,
  settlement: Settlement,
): Promise<Dispute> {
  const place = await inTransaction(db, async (tx) => {
    const ended = await end(tx, actor, id, settlement);
    if (ended === undefined || ended.plan !== planId) throw submissionFailure('submissions.no_such_dispute');
    const found = await openPlace(tx, actor, ended);
    const { outcome, note, record } = settlement;
    await recordAudit(tx, {
      actor,
      action: 'submissions.dispute.settled',
      record: recordOf(found),
      after: { dispute: id, cell: ended.cell, outcome, record },
      reason: note,
    });
    const name = nameOf(found);
    const words = outcome === 'accepted' ? { zh: '采纳', en: 'accepted' } : { zh: '未采纳', en: 'rejected' };
    await tellUnit(tx, actor.district, found, {
      kind: 'submission_approved',
      title: { zh: `数据异议${words.zh}：${name.zh}`, en: `Your dispute was ${words.en}: ${name.en}` },
      body: { zh: note, en: note },
    });
    return found;
  });
  const [settled] = await listDisputes(db, actor, place.pack, { dispute: id });
  return settled!;
}
