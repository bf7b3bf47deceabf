import type { RoundActLine, RoundActName, RoundDeed } from '@miaopu/contract';
import type { Actor } from '../../../platform/access/index.ts';
import { type Queryable, type RawBuilder, rows, sql, type Tx } from '../../../platform/db/index.ts';

/** An act on a round as it is kept. */
export type RoundActRow = RoundActLine & {
  readonly round: string;
  /** Which issue of the round it was done to; 0 before the first. */
  readonly issue: number;
  /** Of issuing: whether who has said nothing when its day is over is taken to agree. */
  readonly silenceAgrees: boolean;
};

async function listActs(db: Queryable, condition: RawBuilder<unknown>): Promise<RoundActRow[]> {
  return rows<RoundActRow>(
    db,
    sql`select round_id as round, issue, act, target_id as target, unit_id as unit, happened_at as at, actor_name as by, remark,
               document_number as "documentNumber", day, silence_agrees as "silenceAgrees"
        from plan.round_act where ${condition} order by act_id`,
  );
}

/** What was done to a round, oldest first, as far as the reader may see it. */
export function listRoundActs(db: Queryable, district: string, round: string): Promise<RoundActRow[]> {
  return listActs(db, sql`district = ${district} and round_id = ${round}::bigint`);
}

/** What units were asked and said of one target in any round of a plan, oldest first. */
export function listTargetActs(
  db: Queryable,
  district: string,
  planId: string,
  targetId: string,
): Promise<RoundActRow[]> {
  return listActs(db, sql`district = ${district} and plan_id = ${planId} and target_id = ${targetId}`);
}

/** The same with what was done to the rounds whole. */
export function listPlanActs(
  db: Queryable,
  district: string,
  planId: string,
  targetId: string,
): Promise<RoundActRow[]> {
  return listActs(
    db,
    sql`district = ${district} and plan_id = ${planId} and (target_id = ${targetId} or target_id is null)`,
  );
}

/** An act's line as it leaves the server. */
export function actLine({
  act,
  target,
  unit,
  at,
  by,
  remark,
  documentNumber,
  day,
}: RoundActRow): RoundActLine {
  return { act, target, unit, at, by, remark, documentNumber, day };
}

export type NewRoundAct = {
  readonly act: RoundActName;
  readonly issue: number;
  readonly remark?: string | null;
  readonly documentNumber?: string | null;
  readonly day?: string | null;
  readonly silenceAgrees?: boolean;
  readonly backdatedBecause?: string | null;
};

type Place = { readonly planId: string; readonly round: string };

/** Records what somebody did to a round whole. */
export async function recordRoundAct(tx: Tx, actor: Actor, place: Place, done: NewRoundAct): Promise<void> {
  const { act, issue, remark = null, documentNumber = null, day = null } = done;
  const { silenceAgrees = false, backdatedBecause = null } = done;
  await sql`
    insert into plan.round_act (district, plan_id, round_id, act, issue, actor_id, actor_name, remark, document_number, day, silence_agrees, backdated_because)
    values (${actor.district}, ${place.planId}, ${place.round}::bigint, ${act}, ${issue}, ${actor.id}, ${actor.name}, ${remark}, ${documentNumber}, ${day}::date,
            ${silenceAgrees}, ${backdatedBecause})`.execute(tx.query);
}

/** What is done to one target's numbers for one unit. */
export type NewUnitAct = Pick<RoundDeed, 'act'> & {
  readonly target: string;
  readonly unit: string;
  readonly remark?: string | null;
};

/** Records what was asked of units, or said of their numbers: any number of them by one statement. */
export async function recordUnitActs(
  tx: Tx,
  actor: Actor,
  place: Place,
  issue: number,
  acts: readonly NewUnitAct[],
): Promise<void> {
  if (acts.length === 0) return;
  const given = JSON.stringify(
    acts.map(({ act, target, unit, remark = null }) => ({ act, target, unit, remark })),
  );
  await sql`
    insert into plan.round_act (district, plan_id, round_id, act, target_id, unit_id, issue, actor_id, actor_name, remark)
    select ${actor.district}, ${place.planId}, ${place.round}::bigint, act, target, unit, ${issue}, ${actor.id}, ${actor.name}, remark
    from jsonb_to_recordset(${given}::jsonb) as given (act text, target text, unit text, remark text)`.execute(
    tx.query,
  );
}
