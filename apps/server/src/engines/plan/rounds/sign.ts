import { type Silence, signingWaitsFor, silenceOn } from '@miaopu/contract';
import type { PlanPack } from '@miaopu/plan';
import type { Actor } from '../../../platform/access/index.ts';
import { recordAudit } from '../../../platform/audit/index.ts';
import { type Db, inTransaction, type Tx } from '../../../platform/db/index.ts';
import { addVersion } from '../decompositions.ts';
import { planFailure } from '../errors.ts';
import { findTarget, getPack, listSplits, splitOn } from '../in-force.ts';
import { recordRoundAct } from './acts.ts';
import { rowsByTarget } from './content.ts';
import { changedTargets, closeRound, demandAct, listIssued } from './issue.ts';
import { tellUnits } from './notices.ts';
import { latestRows, lockRound, recordOf, type StoredRound } from './round.ts';

export type SignOff = {
  /** The issue that the signer saw: a newer one refuses the signature. */
  readonly issue: number;
  readonly documentNumber: string;
  readonly reason: string;
  readonly effectiveFrom: string;
  /** Why it holds from a day that is past; wanted where a version that was in force since is rewritten. */
  readonly backdatedBecause: string | null;
  readonly today: string;
};

/**
 * Signs a round off: each target whose numbers changed gets a new version, in force from the day named; the old ones stay. This is the only
 * way in which what is in force changes.
 *
 * @throws plan.round_not_now, plan.round_moved_on, plan.outside_period, plan.round_waits with each number that waits, plan.rewrites_the_past
 * with each target
 */
export async function signRound(
  db: Db,
  actor: Actor,
  planId: string,
  id: string,
  given: SignOff,
): Promise<void> {
  const { district } = actor;
  const pack = await getPack(db, district, planId);
  const { issue, documentNumber, reason, effectiveFrom: day, backdatedBecause, today } = given;
  const { start, end } = pack.plan.period;
  if (day < start || day > end) throw planFailure('plan.outside_period', { day, start, end });
  await inTransaction(db, async (tx) => {
    const round = await lockRound(tx, district, planId, id);
    demandAct(round, 'sign');
    if (round.issue !== issue) throw planFailure('plan.round_moved_on');
    const silence = silenceOn(
      round.acts.findLast(({ act }) => act === 'issued'),
      today,
    );
    demandWords(pack, round, silence);
    // what units saw is what is signed
    const now = rowsByTarget(await listIssued(tx, district, id, issue));
    const changed = changedTargets(now, await latestRows(tx, district, planId));
    if (backdatedBecause === null) await demandFuture(tx, district, pack, { targets: changed, day, today });
    for (const target of changed)
      await addVersion(tx, actor, planId, target, {
        rows: now.get(target) ?? [],
        differsBecause: round.content.differsBecause[target] ?? null,
        reason,
        documentNumber,
        effectiveFrom: day,
        round: id,
      });
    await recordRoundAct(
      tx,
      actor,
      { planId, round: id },
      { act: 'signed', issue, remark: reason, documentNumber, day, backdatedBecause },
    );
    await closeRound(tx, district, id);
    await recordAudit(tx, {
      actor,
      action: 'plan.round.signed',
      record: recordOf(planId, id),
      after: {
        issue,
        documentNumber,
        effectiveFrom: day,
        backdatedBecause,
        targets: changed,
        agreedBySilence: round.words.filter(({ word }) => word === 'waiting').length,
      },
      reason,
    });
    const units = [...new Set(round.words.map(({ unit }) => unit))];
    await tellUnits(tx, district, pack, { round: id, issue, what: 'signed', units, day, documentNumber });
  });
}

/** Numbers that were in force are not rewritten for days that are over, unless it is said why. @throws plan.rewrites_the_past */
async function demandFuture(
  tx: Tx,
  district: string,
  pack: PlanPack,
  {
    targets,
    day,
    today,
  }: { readonly targets: readonly string[]; readonly day: string; readonly today: string },
): Promise<void> {
  if (day >= today) return;
  const decompositions = await listSplits(tx, district, pack.plan.id);
  const problems = targets.flatMap((id) => {
    const held = splitOn({ decompositions }, id, today);
    if (held === undefined) return [];
    const { title } = findTarget(pack, id);
    const { version } = held;
    return [
      {
        path: id,
        message: {
          zh: `${title.zh}：${day} 起已按第 ${version} 版考核`,
          en: `${title.en}: held to version ${version} since ${day}`,
        },
      },
    ];
  });
  if (problems.length > 0) throw planFailure('plan.rewrites_the_past', { day }, problems);
}

function demandWords(pack: PlanPack, { words }: StoredRound, silence: Silence): void {
  const waits = signingWaitsFor(words, silence);
  if (waits.length === 0) return;
  const nameOf = (unit: string) => pack.units.find(({ id }) => id === unit)?.name ?? { zh: unit, en: unit };
  const titleOf = (target: string) =>
    pack.targets.find(({ id }) => id === target)?.title ?? { zh: target, en: target };
  throw planFailure(
    'plan.round_waits',
    {},
    waits.slice(0, 100).map(({ target, unit, word }) => ({
      path: `${target} ${unit}`,
      message:
        word === 'objected'
          ? {
              zh: `${nameOf(unit).zh}对“${titleOf(target).zh}”有异议,未答复`,
              en: `${nameOf(unit).en} objects to “${titleOf(target).en}” and has no answer`,
            }
          : {
              zh: `${nameOf(unit).zh}对“${titleOf(target).zh}”未反馈`,
              en: `${nameOf(unit).en} has said nothing of “${titleOf(target).en}”`,
            },
    })),
  );
}
