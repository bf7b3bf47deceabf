import { abilityOf, may, roundStateOf, silenceOn, type UnitTasks, unitWordsOf } from '@miaopu/contract';
import type { PlanPack } from '@miaopu/plan';
import type { Actor } from '../../../platform/access/index.ts';
import { recordAudit } from '../../../platform/audit/index.ts';
import { type Db, firstRow, inTransaction, type Queryable, sql } from '../../../platform/db/index.ts';
import { planFailure } from '../errors.ts';
import { getPack, listSplits, splitOn } from '../in-force.ts';
import { actLine, listRoundActs, recordUnitActs } from './acts.ts';
import { splittable } from './content.ts';
import { listIssued } from './issue.ts';
import { tellOffice } from './notices.ts';
import { holdRound, issueOf, recordOf, stateWords } from './round.ts';
import { planRef, splitTarget } from './words.ts';

/** The latest round of a plan that was issued, as far as a unit sees it: by its acts, since the draft is the office's. */
async function findIssuedRound(db: Queryable, district: string, planId: string): Promise<string | undefined> {
  const found = await firstRow<{ round: string }>(
    db,
    sql`select round_id as round from plan.round_act where district = ${district} and plan_id = ${planId} and issue > 0
        order by act_id desc limit 1`,
  );
  return found?.round;
}

/** What the latest round asks of one's own units, with the numbers that are in force on a day, and what was said. */
export async function getUnitTasks(
  db: Queryable,
  { district, organisation }: Actor,
  planId: string,
  today: string,
): Promise<UnitTasks> {
  const pack = await getPack(db, district, planId);
  const own = organisation?.units ?? [];
  const units = pack.units.filter(({ id }) => own.includes(id)).map(({ id, name }) => ({ id, name }));
  const round = await findIssuedRound(db, district, planId);
  const page = { plan: planRef(pack), units };
  if (round === undefined) return { ...page, round: null, tasks: [] };
  const acts = await listRoundActs(db, district, round);
  const issue = issueOf(acts);
  const [issued, versions] = await Promise.all([
    listIssued(db, district, round, issue),
    listSplits(db, district, planId),
  ]);
  const latest = acts.findLast(({ act }) => act === 'issued')!;
  const signed = acts.find(({ act }) => act === 'signed');
  const before = (target: string) =>
    // while it is open it is held against what was decided last; once signed off, it is what is in force
    signed === undefined
      ? versions.get(target)?.[0]?.rows
      : splitOn({ decompositions: versions }, target, today)?.rows;
  const targets = new Map(splittable(pack).map((target) => [target.id, target]));
  return {
    ...page,
    round: {
      id: round,
      state: roundStateOf(acts),
      issue,
      issuedAt: latest.at,
      remark: latest.remark,
      answerBy: latest.day,
      silence: silenceOn(latest, today),
      documentNumber: signed?.documentNumber ?? null,
      effectiveFrom: signed?.day ?? null,
    },
    tasks: unitWordsOf(acts).flatMap(({ target, unit, word, said, reply }) => {
      const found = targets.get(target);
      if (found === undefined || !own.includes(unit)) return [];
      const ofUnit = (rows: readonly { unit: string; year: number; value: string }[]) =>
        rows.filter((row) => row.unit === unit).map(({ year, value }) => ({ year, value }));
      return [
        {
          target: splitTarget(pack, found),
          unit,
          rows: ofUnit(issued.filter((row) => row.target === target)),
          inForce: ofUnit(before(target) ?? []),
          word,
          said: said && actLine(said),
          reply: reply && actLine(reply),
        },
      ];
    }),
  };
}

export type UnitAnswer =
  | { readonly act: 'confirm'; readonly target: string }
  | { readonly act: 'object'; readonly target: string; readonly remark: string };

export type UnitAnswers = {
  /** The issue that was read: a newer one refuses the answer. */
  readonly issue: number;
  readonly unit: string;
  readonly answers: readonly UnitAnswer[];
};

/**
 * A unit's word on its own numbers, target by target. What it says again changes nothing. Returns how many words were new.
 *
 * @throws plan.no_such_round, plan.round_not_now, plan.round_moved_on, plan.not_asked for what was not asked of this unit, or is another's
 */
export async function answerRound(
  db: Db,
  actor: Actor,
  planId: string,
  id: string,
  { issue, unit, answers }: UnitAnswers,
): Promise<number> {
  const { district } = actor;
  const pack = await getPack(db, district, planId);
  return inTransaction(db, async (tx) => {
    await holdRound(tx, district, id);
    const acts = (await listRoundActs(tx, district, id)).filter((act) => act.issue > 0);
    if (acts.length === 0) throw planFailure('plan.no_such_round', { id });
    const words = unitWordsOf(acts);
    demandAsked(actor, pack, words, unit, answers);
    const state = roundStateOf(acts);
    if (state !== 'issued') throw planFailure('plan.round_not_now', { state: stateWords[state] });
    if (issueOf(acts) !== issue) throw planFailure('plan.round_moved_on');
    const fresh = answers.filter((answer) => {
      const before = words.find((one) => one.target === answer.target && one.unit === unit)!;
      return answer.act === 'confirm'
        ? before.word !== 'confirmed'
        : before.word !== 'objected' || before.said?.remark !== answer.remark;
    });
    await recordUnitActs(
      tx,
      actor,
      { planId, round: id },
      issue,
      fresh.map((answer) =>
        answer.act === 'confirm'
          ? { act: 'confirmed', target: answer.target, unit }
          : { act: 'objected', target: answer.target, unit, remark: answer.remark },
      ),
    );
    const confirmed = fresh.filter(({ act }) => act === 'confirm').map(({ target }) => target);
    const objected = fresh.flatMap((answer) => (answer.act === 'object' ? [answer] : []));
    const record = recordOf(planId, id);
    if (confirmed.length > 0)
      await recordAudit(tx, {
        actor,
        action: 'plan.round.confirmed',
        record,
        after: { unit, issue, targets: confirmed },
      });
    for (const { target, remark } of objected)
      await recordAudit(tx, {
        actor,
        action: 'plan.round.objected',
        record,
        after: { unit, issue, target },
        reason: remark,
      });
    if (objected.length > 0)
      await tellOffice(tx, district, pack, {
        round: id,
        unit,
        targets: objected.map(({ target }) => target),
      });
    return fresh.length;
  });
}

function demandAsked(
  actor: Actor,
  pack: PlanPack,
  words: readonly { readonly target: string; readonly unit: string }[],
  unit: string,
  answers: readonly UnitAnswer[],
): void {
  const isOwn = may(abilityOf(actor), 'plan.confirm', { unit });
  const asked = new Set(words.filter((one) => one.unit === unit).map(({ target }) => target));
  const stranger = answers.find(({ target }) => !isOwn || !asked.has(target));
  if (stranger === undefined) return;
  throw planFailure('plan.not_asked', {
    unit: pack.units.find(({ id }) => id === unit)?.name ?? unit,
    target: pack.targets.find(({ id }) => id === stranger.target)?.title ?? stranger.target,
  });
}
