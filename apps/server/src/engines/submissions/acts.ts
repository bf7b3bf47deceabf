import { blockingFindings, type CellValue, cellDifferences, type Finding } from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { firstRow, type Queryable, sql, type Tx } from '../../platform/db/index.ts';
import type { Problem } from '../../platform/errors/index.ts';
import type { PlanInForce } from '../plan/index.ts';
import { carryFigures } from './carry.ts';
import { findContext } from './context.ts';
import { submissionFailure } from './errors.ts';
import { keepEvidence, listEvidence } from './evidence.ts';
import { requireAct } from './may-do.ts';
import { nameOf, recordOf, tellSigners, tellUnit } from './notices.ts';
import type { Place } from './place.ts';
import { addVersion, listDeeds, listVersions, lockStored, recordDeed, type Stored } from './store.ts';
import { findingsOf } from './view.ts';

/** Who acts, on what, and on which day. */
export type Acting = { readonly actor: Actor; readonly place: Place; readonly today: string };

async function currentFindings(tx: Queryable, { actor, place }: Acting, stored: Stored): Promise<Finding[]> {
  const [context, evidence] = [
    await findContext(tx, actor.district, place),
    await listEvidence(tx, actor.district, stored.id),
  ];
  return findingsOf(place, stored, context, evidence);
}

function refuse(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const problems = findings.map(
    ({ cell, evidence, words }): Problem => ({
      path: cell === null ? `evidence.${evidence}` : `cells.${cell}`,
      message: words,
    }),
  );
  throw submissionFailure('submissions.checks_refuse', { count: problems.length }, problems);
}

/**
 * Submits what was saved as a new version. Sent twice, it is submitted once.
 *
 * @throws submissions.changed_since where somebody saved after the revision that the person saw; submissions.checks_refuse with each place
 */
export async function submit(tx: Tx, acting: Acting, revision: number): Promise<void> {
  const { actor, place, today } = acting;
  const { district } = actor;
  const stored = await lockStored(tx, district, place);
  if (stored.state === 'submitted' && stored.revision === revision) return;
  requireAct(actor, place, stored, 'submit', today);
  if (stored.revision !== revision) throw submissionFailure('submissions.changed_since');
  const findings = await currentFindings(tx, acting, stored);
  refuse(blockingFindings(findings));
  const version = stored.version + 1;
  const cells = plainCells(stored);
  const warnings = await countWarnings(tx, acting, stored, findings, cells);
  await addVersion(tx, actor, stored.id, {
    version,
    cells,
    restatedBecause: await reasonToRestate(tx, district, stored),
  });
  await keepEvidence(tx, district, stored.id, version);
  await recordDeed(tx, actor, stored, { act: 'submitted', version }, warnings);
  await recordAudit(tx, {
    actor,
    action: 'submissions.submission.submitted',
    record: recordOf(place),
    after: { version, warnings },
  });
  await tellSigners(tx, district, place, 0);
}

function plainCells({ cells }: Stored): Record<string, CellValue> {
  return Object.fromEntries(
    Object.entries(cells).map(([id, { value, comment, stand }]) => [id, { value, comment, stand }]),
  );
}

/** What a signer should look at: findings that the unit explained, open disputes, figures changed since the version before. */
async function countWarnings(
  tx: Tx,
  { actor, place }: Acting,
  { id, version }: Stored,
  findings: readonly Finding[],
  cells: Record<string, CellValue>,
): Promise<number> {
  const versions = version === 0 ? [] : await listVersions(tx, actor.district, id);
  const before = versions.at(-1);
  const changed = before === undefined ? 0 : cellDifferences(place.declared.form, before.cells, cells).length;
  const open = await firstRow<{ count: number }>(
    tx,
    sql`select count(*)::int as count from submissions.dispute
        where district = ${actor.district} and submission_id = ${id}::bigint and outcome is null`,
  );
  return findings.length + open!.count + changed;
}

async function reasonToRestate(tx: Tx, district: string, { id, approved }: Stored): Promise<string | null> {
  if (approved === null) return null;
  const deeds = await listDeeds(tx, district, id);
  return deeds.findLast(({ act }) => act === 'reopened')?.remark ?? null;
}

/** Takes back what nobody has signed yet. */
export async function withdraw(tx: Tx, acting: Acting, seen: number): Promise<void> {
  const stored = await lockSeen(tx, acting, 'withdraw', seen);
  await recordDeed(tx, acting.actor, stored, { act: 'withdrawn', version: seen });
  await auditAct(tx, acting, 'submissions.submission.withdrawn', seen);
}

async function lockSeen(
  tx: Tx,
  { actor, place, today }: Acting,
  act: 'withdraw' | 'approve' | 'return',
  seen: number,
): Promise<Stored> {
  const stored = await lockStored(tx, actor.district, place);
  if (stored.version !== seen)
    throw submissionFailure('submissions.another_version', { seen, now: stored.version });
  requireAct(actor, place, stored, act, today);
  return stored;
}

async function auditAct(
  tx: Tx,
  { actor, place }: Acting,
  action:
    | 'submissions.submission.withdrawn'
    | 'submissions.submission.passed'
    | 'submissions.submission.approved',
  version: number,
): Promise<void> {
  await recordAudit(tx, { actor, action, record: recordOf(place), after: { version } });
}

/**
 * Signs the step that a submission waits for. The last signature carries the figures into the indicators, in the same transaction. What a
 * hard check refuses by now is not signed, though it was right when it was submitted.
 *
 * @param plan with what is in force of it, read before the transaction began
 * @throws submissions.another_version, submissions.not_possible_now, submissions.checks_refuse
 */
export async function approve(tx: Tx, acting: Acting, plan: PlanInForce, seen: number): Promise<void> {
  const { actor, place } = acting;
  const stored = await lockSeen(tx, acting, 'approve', seen);
  const findings = await currentFindings(tx, acting, stored);
  refuse(findings.filter(({ level }) => level === 'hard'));
  const step = stored.step!;
  const isLast = step === place.declared.form.steps.length - 1;
  await recordDeed(tx, actor, stored, { act: isLast ? 'approved' : 'passed', version: seen, step });
  await auditAct(
    tx,
    acting,
    isLast ? 'submissions.submission.approved' : 'submissions.submission.passed',
    seen,
  );
  if (!isLast) {
    await tellSigners(tx, actor.district, place, step + 1);
    return;
  }
  const version = (await listVersions(tx, actor.district, stored.id)).find((one) => one.version === seen)!;
  await carryFigures(tx, actor, plan, place, version);
  const name = nameOf(place);
  await tellUnit(tx, actor.district, place, {
    kind: 'submission_approved',
    title: { zh: `已通过：${name.zh}`, en: `Approved: ${name.en}` },
    body: { zh: '数据已计入指标。', en: 'The figures are in the indicators.' },
  });
}

export type Remarks = { readonly remark: string | null; readonly remarks: { cell: string; words: string }[] };

/** Sends a submission back to its unit, saying why. */
export async function giveBack(
  tx: Tx,
  acting: Acting,
  seen: number,
  { remark, remarks }: Remarks,
): Promise<void> {
  const { actor, place } = acting;
  const cells = new Map(place.declared.form.cells.map(({ id, label }) => [id, label]));
  const unknown = remarks.find(({ cell }) => !cells.has(cell));
  if (unknown !== undefined) throw submissionFailure('submissions.no_such_cell', { cell: unknown.cell });
  const stored = await lockSeen(tx, acting, 'return', seen);
  await recordDeed(tx, actor, stored, { act: 'returned', version: seen, step: stored.step, remark, remarks });
  await recordAudit(tx, {
    actor,
    action: 'submissions.submission.returned',
    record: recordOf(place),
    after: { version: seen, remarks },
    ...(remark === null ? {} : { reason: remark }),
  });
  const name = nameOf(place);
  const said = (side: 'zh' | 'en') =>
    [
      ...(remark === null ? [] : [remark]),
      ...remarks.map(({ cell, words }) => `${cells.get(cell)![side]}: ${words}`),
    ].join('\n');
  await tellUnit(tx, actor.district, place, {
    kind: 'submission_returned',
    title: { zh: `已退回：${name.zh}`, en: `Returned: ${name.en}` },
    body: { zh: said('zh'), en: said('en') },
  });
}

/** Locks approved figures; those that are locked already stay so. */
export async function lock(tx: Tx, { actor, place, today }: Acting): Promise<void> {
  const stored = await lockStored(tx, actor.district, place);
  if (stored.state === 'locked') return;
  requireAct(actor, place, stored, 'lock', today);
  await recordDeed(tx, actor, stored, { act: 'locked', version: stored.version });
  await recordAudit(tx, { actor, action: 'submissions.submission.locked', record: recordOf(place) });
}

/** Opens approved figures for a restatement: the old ones hold until the new ones are approved. */
export async function reopen(tx: Tx, { actor, place, today }: Acting, reason: string): Promise<void> {
  const stored = await lockStored(tx, actor.district, place);
  requireAct(actor, place, stored, 'reopen', today);
  await recordDeed(tx, actor, stored, { act: 'reopened', version: stored.version, remark: reason });
  await recordAudit(tx, {
    actor,
    action: 'submissions.submission.reopened',
    record: recordOf(place),
    before: { state: stored.state },
    reason,
  });
  const name = nameOf(place);
  await tellUnit(tx, actor.district, place, {
    kind: 'submission_returned',
    title: { zh: `请更正：${name.zh}`, en: `Please restate: ${name.en}` },
    body: { zh: reason, en: reason },
  });
}
