import { type DecompositionPage, type Round, type RoundActLine, silenceOn } from '@miaopu/contract';
import { type Queryable, rows, sql } from '../../../platform/db/index.ts';
import { getPack, listSplits, splitOn } from '../in-force.ts';
import { actLine, type RoundActRow } from './acts.ts';
import { splittable, splitUnits } from './content.ts';
import { findOpenRound, type StoredRound } from './round.ts';
import { planRef, splitTarget } from './words.ts';

/** The district's split whole, as the office and the leaders see it. */
export async function getDecompositionPage(
  db: Queryable,
  district: string,
  planId: string,
  today: string,
): Promise<DecompositionPage> {
  const pack = await getPack(db, district, planId);
  const [versions, open, past] = await Promise.all([
    listSplits(db, district, planId),
    findOpenRound(db, district, planId),
    listPast(db, district, planId),
  ]);
  const targets = splittable(pack);
  return {
    plan: planRef(pack),
    targets: targets.map((target) => splitTarget(pack, target)),
    units: splitUnits(pack),
    inForce: targets.flatMap(({ id }) => {
      const found = splitOn({ decompositions: versions }, id, today);
      if (found === undefined) return [];
      const { version, documentNumber, effectiveFrom, rows: split } = found;
      return [{ target: id, version, documentNumber, effectiveFrom, rows: [...split] }];
    }),
    round: open === undefined ? null : roundAnswer(open, today),
    past,
  };
}

function roundAnswer(round: StoredRound, today: string): Round {
  const { id, state, revision, savedBy, savedAt, content, issue, acts } = round;
  const issued = acts.findLast(({ act }) => act === 'issued');
  const line = (act: RoundActRow | null): RoundActLine | null => act && actLine(act);
  return {
    id,
    state,
    revision,
    savedBy,
    savedAt,
    content,
    issue,
    answerBy: issued?.day ?? null,
    silence: silenceOn(issued, today),
    words: round.words.map(({ target, unit, word, said, reply }) => ({
      target,
      unit,
      word,
      said: line(said),
      reply: line(reply),
    })),
    acts: acts.filter(({ unit }) => unit === null).map(actLine),
  };
}

/** Rounds that are over, the latest first. */
function listPast(db: Queryable, district: string, planId: string): Promise<DecompositionPage['past']> {
  return rows(
    db,
    sql`
      select round.round_id as id, case last.act when 'signed' then 'signed' else 'withdrawn' end as state,
             last.happened_at as "endedAt", last.actor_name as "endedBy", last.document_number as "documentNumber",
             last.remark as reason, last.day as "effectiveFrom", last.backdated_because as "backdatedBecause",
             (select count(*)::int from plan.decomposition d where d.district = round.district and d.round_id = round.round_id) as targets
      from plan.round
      join plan.round_act last on last.district = round.district and last.round_id = round.round_id and last.act in ('signed', 'withdrawn')
      where round.district = ${district} and round.plan_id = ${planId} and round.closed_at is not null
      order by last.act_id desc`,
  );
}
