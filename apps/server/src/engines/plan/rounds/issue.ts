import { isDeepStrictEqual } from 'node:util';
import { type RoundAct, type RoundState, roundActsIn, unitWordsOf } from '@miaopu/contract';
import type { Actor } from '../../../platform/access/index.ts';
import { recordAudit } from '../../../platform/audit/index.ts';
import { type Db, inTransaction, type Queryable, rows, sql, type Tx } from '../../../platform/db/index.ts';
import { planFailure } from '../errors.ts';
import { districtUnits, getPack, type SplitRow } from '../in-force.ts';
import { type NewUnitAct, recordRoundAct, recordUnitActs } from './acts.ts';
import { demandPossible, demandRead, demandSums, rowsByTarget } from './content.ts';
import { tellUnits } from './notices.ts';
import { holdRound, latestRows, lockRound, recordOf, type StoredRound, stateWords } from './round.ts';

/** @throws plan.round_not_now */
export function demandAct(round: StoredRound, act: RoundAct): void {
  if (!(roundActsIn[round.state] as readonly RoundAct[]).includes(act))
    throw planFailure('plan.round_not_now', { state: stateWords[round.state] });
}

export type IssuedGoal = {
  readonly target: string;
  readonly unit: string;
  readonly year: number;
  readonly value: string;
};

/** The numbers of one issue of a round, as far as the reader may see them. */
export async function listIssued(
  db: Queryable,
  district: string,
  round: string,
  issue: number,
): Promise<IssuedGoal[]> {
  return rows<IssuedGoal>(
    db,
    sql`select target_id as target, unit_id as unit, year, trim_scale(value)::text as value from plan.round_goal
        where district = ${district} and round_id = ${round}::bigint and issue = ${issue} order by target_id, unit_id, year`,
  );
}

/** A unit's numbers of a target, by both: `2.1.a 331004001`. */
type Pairs = Map<
  string,
  { readonly target: string; readonly unit: string; readonly years: Readonly<Record<number, string>> }
>;

function pairsOf(byTarget: ReadonlyMap<string, readonly SplitRow[]>, whole: ReadonlySet<string>): Pairs {
  const pairs: Pairs = new Map();
  for (const [target, split] of byTarget)
    for (const { unit, year, value } of split) {
      // nought asks nothing of a unit, as no number does
      if (whole.has(unit) || value === '0') continue;
      const key = `${target} ${unit}`;
      pairs.set(key, { target, unit, years: { ...pairs.get(key)?.years, [year]: value } });
    }
  return pairs;
}

/**
 * Whom an issue asks: every unit whose numbers of a target differ from those in force. Who has answered to the same numbers in the issue
 * before is not asked again; who has nothing new any more is asked no longer.
 */
export function askedBy({
  now,
  before,
  inForce,
  words,
  whole,
}: {
  readonly now: ReadonlyMap<string, readonly SplitRow[]>;
  /** The issue before; empty at the first. */
  readonly before: ReadonlyMap<string, readonly SplitRow[]>;
  readonly inForce: ReadonlyMap<string, readonly SplitRow[]>;
  readonly words: readonly { readonly target: string; readonly unit: string }[];
  /** Units that stand for the whole district: nobody asks them. */
  readonly whole: ReadonlySet<string>;
}): NewUnitAct[] {
  const [wanted, earlier, held] = [now, before, inForce].map((one) => pairsOf(one, whole)) as [
    Pairs,
    Pairs,
    Pairs,
  ];
  const pairs = new Map(
    [...held, ...earlier, ...wanted].map(([key, { target, unit }]) => [key, { target, unit }]),
  );
  const said = new Set(words.map(({ target, unit }) => `${target} ${unit}`));
  return [...pairs].flatMap(([key, { target, unit }]): NewUnitAct[] => {
    const years = wanted.get(key)?.years ?? {};
    const isNews = !isDeepStrictEqual(years, held.get(key)?.years ?? {});
    if (!isNews) return said.has(key) ? [{ act: 'dropped', target, unit }] : [];
    const isSame = said.has(key) && isDeepStrictEqual(years, earlier.get(key)?.years ?? {});
    return isSame ? [] : [{ act: 'asked', target, unit }];
  });
}

export type Issuing = {
  readonly revision: number;
  readonly answerBy: string | null;
  /** Takes the silence of units for consent when that day is over (逾期未反馈视为无异议). */
  readonly silenceAgrees: boolean;
  readonly remark: string | null;
  readonly today: string;
};

/**
 * Issues a round: units are told, and asked for their word on what is new to them.
 *
 * @throws plan.round_moved_on, plan.round_not_now, plan.no_day_to_answer, plan.bad_decomposition, plan.does_not_add_up, plan.round_changes_nothing
 */
export async function issueRound(
  db: Db,
  actor: Actor,
  planId: string,
  id: string,
  given: Issuing,
): Promise<void> {
  const { district } = actor;
  const { answerBy: day, silenceAgrees, remark, today } = given;
  if (silenceAgrees && (day === null || day < today)) throw planFailure('plan.no_day_to_answer');
  const pack = await getPack(db, district, planId);
  await inTransaction(db, async (tx) => {
    const round = await lockRound(tx, district, planId, id);
    demandAct(round, 'issue');
    if (round.revision !== given.revision) throw planFailure('plan.round_moved_on');
    demandPossible(pack, round.content);
    demandRead(pack, round.content);
    demandSums(pack, round.content);
    const now = rowsByTarget(round.content.cells);
    const inForce = await latestRows(tx, district, planId);
    if (changedTargets(now, inForce).length === 0) throw planFailure('plan.round_changes_nothing');
    const before = rowsByTarget(await listIssued(tx, district, id, round.issue));
    const issue = round.issue + 1;
    const place = { planId, round: id };
    await keepGoals(tx, district, id, issue, round);
    await recordRoundAct(tx, actor, place, { act: 'issued', issue, day, silenceAgrees, remark });
    const whole = districtUnits(pack);
    const asked = askedBy({ now, before, inForce, words: round.words, whole });
    await recordUnitActs(tx, actor, place, issue, asked);
    await recordAudit(tx, {
      actor,
      action: 'plan.round.issued',
      record: recordOf(planId, id),
      after: {
        issue,
        revision: round.revision,
        answerBy: day,
        silenceAgrees,
        asked: asked.filter(({ act }) => act === 'asked').length,
      },
      reason: remark ?? undefined,
    });
    // who was asked before and has not answered has another day to answer by
    const waiting = unitWordsOf([...round.acts, ...asked]).filter(({ word }) => word === 'waiting');
    const units = [...new Set(waiting.map(({ unit }) => unit))];
    await tellUnits(tx, district, pack, { round: id, issue, what: 'issued', units, day, silenceAgrees });
  });
}

/** The targets whose numbers would not be those in force. */
export function changedTargets(
  now: ReadonlyMap<string, readonly SplitRow[]>,
  inForce: ReadonlyMap<string, readonly SplitRow[]>,
): string[] {
  return [...new Set([...now.keys(), ...inForce.keys()])].filter(
    (target) => !isDeepStrictEqual(now.get(target) ?? [], inForce.get(target) ?? []),
  );
}

async function keepGoals(
  tx: Tx,
  district: string,
  id: string,
  issue: number,
  { content }: StoredRound,
): Promise<void> {
  await sql`
    insert into plan.round_goal (district, round_id, issue, target_id, unit_id, year, value)
    select ${district}, ${id}::bigint, ${issue}, target, unit, year, value
    from jsonb_to_recordset(${JSON.stringify(content.cells)}::jsonb) as given (target text, unit text, year integer, value numeric)`.execute(
    tx.query,
  );
}

/** The office replies to an objection; the unit may confirm or object anew. Returns the round's state, which stays. @throws plan.no_objection */
export async function answerObjection(
  db: Db,
  actor: Actor,
  planId: string,
  id: string,
  given: { readonly target: string; readonly unit: string; readonly remark: string },
): Promise<RoundState> {
  const { district } = actor;
  const pack = await getPack(db, district, planId);
  return inTransaction(db, async (tx) => {
    const round = await lockRound(tx, district, planId, id);
    demandAct(round, 'answer');
    const { target, unit, remark } = given;
    if (!round.words.some((one) => one.target === target && one.unit === unit && one.word === 'objected'))
      throw planFailure('plan.no_objection', { target, unit });
    await recordUnitActs(tx, actor, { planId, round: id }, round.issue, [
      { act: 'answered', target, unit, remark },
    ]);
    await recordAudit(tx, {
      actor,
      action: 'plan.round.answered',
      record: recordOf(planId, id),
      after: { target, unit },
      reason: remark,
    });
    await tellUnits(tx, district, pack, {
      round: id,
      issue: round.issue,
      what: 'answered',
      units: [unit],
      remark,
    });
    return round.state;
  });
}

/** Takes an issued round back to change its numbers: until it is issued anew nobody can answer. */
export async function reopenRound(
  db: Db,
  actor: Actor,
  planId: string,
  id: string,
  { remark }: { readonly remark: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const round = await lockRound(tx, actor.district, planId, id);
    demandAct(round, 'reopen');
    await recordRoundAct(tx, actor, { planId, round: id }, { act: 'reopened', issue: round.issue, remark });
    await recordAudit(tx, {
      actor,
      action: 'plan.round.reopened',
      record: recordOf(planId, id),
      reason: remark,
    });
  });
}

/** Drops a round: nothing of it comes into force. */
export async function withdrawRound(
  db: Db,
  actor: Actor,
  planId: string,
  id: string,
  { remark }: { readonly remark: string },
): Promise<void> {
  const { district } = actor;
  const pack = await getPack(db, district, planId);
  await inTransaction(db, async (tx) => {
    const round = await lockRound(tx, district, planId, id);
    demandAct(round, 'withdraw');
    await recordRoundAct(tx, actor, { planId, round: id }, { act: 'withdrawn', issue: round.issue, remark });
    await closeRound(tx, district, id);
    await recordAudit(tx, {
      actor,
      action: 'plan.round.withdrawn',
      record: recordOf(planId, id),
      reason: remark,
    });
    const units = [...new Set(round.words.map(({ unit }) => unit))];
    await tellUnits(tx, district, pack, { round: id, issue: round.issue, what: 'withdrawn', units, remark });
  });
}

/** From here on another round may be begun. */
export async function closeRound(tx: Tx, district: string, id: string): Promise<void> {
  await holdRound(tx, district, id);
  await sql`update plan.round set closed_at = clock_timestamp() where district = ${district} and round_id = ${id}::bigint`.execute(
    tx.query,
  );
}
