import { isDeepStrictEqual } from 'node:util';
import {
  type RoundContent,
  type RoundState,
  roundIsWritten,
  roundStateOf,
  type UnitWord,
  unitWordsOf,
} from '@miaopu/contract';
import type { Actor } from '../../../platform/access/index.ts';
import { recordAudit } from '../../../platform/audit/index.ts';
import {
  type Db,
  firstRow,
  inTransaction,
  type Queryable,
  rows,
  sql,
  type Tx,
} from '../../../platform/db/index.ts';
import { planFailure } from '../errors.ts';
import { getPack, listSplits, type SplitRow } from '../in-force.ts';
import { listRoundActs, type RoundActRow, recordRoundAct } from './acts.ts';
import { demandPossible, normaliseContent } from './content.ts';

export type StoredRound = {
  readonly id: string;
  readonly planId: string;
  readonly revision: number;
  readonly content: RoundContent;
  readonly savedBy: string;
  readonly savedAt: string;
  readonly acts: readonly RoundActRow[];
  /** Folds of the acts. */
  readonly state: RoundState;
  readonly words: readonly UnitWord<RoundActRow>[];
  /** How often it was issued. */
  readonly issue: number;
};

type Row = Pick<StoredRound, 'id' | 'planId' | 'revision' | 'content' | 'savedBy' | 'savedAt'>;

const columns = sql`round_id as id, plan_id as "planId", revision, content, saved_by as "savedBy", saved_at as "savedAt"`;

async function withActs(db: Queryable, district: string, row: Row): Promise<StoredRound> {
  const acts = await listRoundActs(db, district, row.id);
  return { ...row, acts, state: roundStateOf(acts), words: unitWordsOf(acts), issue: issueOf(acts) };
}

/** How often a round was issued. */
export function issueOf(acts: readonly Pick<RoundActRow, 'issue'>[]): number {
  return acts.reduce((latest, { issue }) => Math.max(latest, issue), 0);
}

/** The round of a plan that is open; a plan has one at a time. */
export async function findOpenRound(
  db: Queryable,
  district: string,
  planId: string,
): Promise<StoredRound | undefined> {
  const row = await firstRow<Row>(
    db,
    sql`select ${columns} from plan.round where district = ${district} and plan_id = ${planId} and closed_at is null`,
  );
  return row && withActs(db, district, row);
}

/** The round, kept from everybody else until the transaction ends. @throws plan.no_such_round */
export async function lockRound(tx: Tx, district: string, planId: string, id: string): Promise<StoredRound> {
  await holdRound(tx, district, id);
  const row = await firstRow<Row>(
    tx,
    sql`select ${columns} from plan.round where district = ${district} and plan_id = ${planId} and round_id = ${id}::bigint`,
  );
  if (row === undefined) throw planFailure('plan.no_such_round', { id });
  return withActs(tx, district, row);
}

/** Units answer for a round of which they see no row, so that it is held by its name. */
export async function holdRound(tx: Tx, district: string, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('round ' || ${district} || ' ' || ${id}, 0))`.execute(
    tx.query,
  );
}

/** The numbers of each target's latest version, whichever day it is in force from. */
export async function latestRows(
  db: Queryable,
  district: string,
  planId: string,
): Promise<Map<string, readonly SplitRow[]>> {
  const versions = await listSplits(db, district, planId);
  return new Map([...versions].map(([target, [latest]]) => [target, latest!.rows]));
}

/** Begins a round from what was decided last. Where one is open, that one is given. */
export async function beginRound(db: Db, actor: Actor, planId: string): Promise<string> {
  const { district } = actor;
  await getPack(db, district, planId);
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('rounds ' || ${district} || ${planId}, 0))`.execute(
      tx.query,
    );
    const open = await findOpenRound(tx, district, planId);
    if (open !== undefined) return open.id;
    const latest = await latestRows(tx, district, planId);
    const content = normaliseContent({
      unread: [],
      cells: [...latest].flatMap(([target, rowsOf]) =>
        rowsOf.map((row) => ({ target, ...row, locked: false })),
      ),
      differsBecause: await latestReasons(tx, district, planId),
      weights: {},
    });
    const made = await firstRow<{ id: string }>(
      tx,
      sql`insert into plan.round (district, plan_id, content, saved_by)
          values (${district}, ${planId}, ${JSON.stringify(content)}::jsonb, ${actor.name}) returning round_id as id`,
    );
    const round = made!.id;
    await recordRoundAct(tx, actor, { planId, round }, { act: 'drafted', issue: 0 });
    await recordAudit(tx, { actor, action: 'plan.round.begun', record: recordOf(planId, round) });
    return round;
  });
}

async function latestReasons(
  db: Queryable,
  district: string,
  planId: string,
): Promise<Record<string, string>> {
  const found = await rows<{ target: string; because: string | null }>(
    db,
    sql`select distinct on (target_id) target_id as target, differs_because as because from plan.decomposition
        where district = ${district} and plan_id = ${planId} order by target_id, version desc`,
  );
  return Object.fromEntries(
    found.flatMap(({ target, because }) => (because === null ? [] : [[target, because]])),
  );
}

/** How the audit names a round. */
export function recordOf(planId: string, round: string): string {
  return `plan/${planId}/round/${round}`;
}

export type SavedRound =
  | { readonly saved: true; readonly revision: number; readonly savedAt: string }
  /** Somebody saved it since: what they wrote. */
  | {
      readonly saved: false;
      readonly theirs: Pick<StoredRound, 'revision' | 'content' | 'savedBy' | 'savedAt'>;
    };

/**
 * Saves a round's numbers. Parts need not add up yet. The same numbers again change nothing; a writer who saw an older revision gets what
 * is there instead.
 *
 * @throws plan.round_not_now while units are asked and when it is over, plan.bad_decomposition
 */
export async function saveRound(
  db: Db,
  actor: Actor,
  planId: string,
  id: string,
  given: { readonly revision: number; readonly content: RoundContent },
): Promise<SavedRound> {
  const { district } = actor;
  const pack = await getPack(db, district, planId);
  demandPossible(pack, given.content);
  const content = normaliseContent(given.content);
  return inTransaction(db, async (tx) => {
    const round = await lockRound(tx, district, planId, id);
    const { revision, savedBy, savedAt } = round;
    if (isDeepStrictEqual(normaliseContent(round.content), content))
      return { saved: true, revision, savedAt };
    if (!roundIsWritten(round.state))
      throw planFailure('plan.round_not_now', { state: stateWords[round.state] });
    if (revision !== given.revision)
      return { saved: false, theirs: { revision, content: round.content, savedBy, savedAt } };
    const kept = await firstRow<{ revision: number; savedAt: string }>(
      tx,
      sql`update plan.round set revision = revision + 1, content = ${JSON.stringify(content)}::jsonb, saved_by = ${actor.name}, saved_at = clock_timestamp()
          where district = ${district} and round_id = ${id}::bigint returning revision, saved_at as "savedAt"`,
    );
    await recordAudit(tx, {
      actor,
      action: 'plan.round.saved',
      record: recordOf(planId, id),
      ...changesOf(round.content, content),
    });
    return { saved: true, ...kept! };
  });
}

/** What a save changed, and nothing else: a round has a thousand numbers. */
function changesOf(before: RoundContent, after: RoundContent): { before: object; after: object } {
  const flat = ({ cells, unread, differsBecause, weights }: RoundContent) =>
    new Map<string, unknown>([
      ...cells.map(({ target, unit, year, value, locked }): [string, unknown] => [
        `${target} ${unit} ${year}`,
        locked ? `${value} locked` : value,
      ]),
      ...unread.map(({ target, unit, year, text }): [string, unknown] => [`${target} ${unit} ${year}`, text]),
      ...Object.entries(differsBecause).map(([target, words]): [string, unknown] => [
        `because ${target}`,
        words,
      ]),
      ...Object.entries(weights).map(([unit, weight]): [string, unknown] => [`weight ${unit}`, weight]),
    ]);
  const [old, now] = [flat(before), flat(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter((key) => old.get(key) !== now.get(key));
  const pick = (from: ReadonlyMap<string, unknown>) =>
    Object.fromEntries(changed.map((key) => [key, from.get(key) ?? null]));
  return { before: pick(old), after: pick(now) };
}

export const stateWords: Readonly<Record<RoundState, { zh: string; en: string }>> = {
  draft: { zh: '起草中', en: 'being drafted' },
  issued: { zh: '征求意见中', en: 'issued' },
  revising: { zh: '修改中', en: 'being revised' },
  signed: { zh: '已签发', en: 'signed off' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};
