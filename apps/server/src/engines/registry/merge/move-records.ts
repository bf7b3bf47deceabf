import { sql, type Tx } from '../../../platform/db/index.ts';
import type { ActUnderWay } from '../history/act.ts';

/** Two entities and the act that makes them one or two. */
export type Moving = {
  readonly act: ActUnderWay;
  readonly keptId: string;
  readonly absorbedId: string;
};

const milestoneColumns = sql`kind, happened_on, related_entity_id, detail, source_id, evidence`;
const designationColumns = sql`title, level, valid_from, valid_to, certificate, detail, source_id, evidence`;

/** Closes what is open about the absorbed entity in a table. */
async function closeAbsorbed(tx: Tx, table: string, { act, absorbedId }: Moving): Promise<void> {
  await sql`update ${sql.table(`registry.${table}`)} set recorded_to = ${act.at}
            where district = ${act.district} and entity_id = ${absorbedId} and recorded_to = 'infinity'`.execute(
    tx.query,
  );
}

/** The absorbed entity's figures become the kept one's, unless it has its own for the same field and period. */
export async function moveFacts(tx: Tx, moving: Moving): Promise<void> {
  const { act, keptId, absorbedId } = moving;
  await closeAbsorbed(tx, 'fact', moving);
  await sql`
    insert into registry.fact (district, field, period, entity_id, value, source_id, evidence, recorded_from)
    select district, field, period, ${keptId}::bigint, value, source_id, evidence, ${act.at}::timestamptz
    from registry.fact moved
    where district = ${act.district} and entity_id = ${absorbedId} and recorded_to = ${act.at}
      and not exists (
        select from registry.fact own
        where own.district = moved.district and own.field = moved.field and own.period = moved.period
          and own.entity_id = ${keptId} and own.recorded_to = 'infinity')`.execute(tx.query);
}

/** Its events become the kept one's, under the same numbers, unless that has the same event. A firm is established once. */
export async function moveMilestones(tx: Tx, moving: Moving): Promise<void> {
  const { act, keptId, absorbedId } = moving;
  await closeAbsorbed(tx, 'milestone', moving);
  await sql`
    insert into registry.milestone (district, milestone_id, entity_id, recorded_from, ${milestoneColumns})
    select district, milestone_id, ${keptId}::bigint, ${act.at}::timestamptz, ${milestoneColumns}
    from registry.milestone moved
    where district = ${act.district} and entity_id = ${absorbedId} and recorded_to = ${act.at}
      and not exists (
        select from registry.milestone own
        where own.district = moved.district and own.entity_id = ${keptId} and own.recorded_to = 'infinity' and own.kind = moved.kind
          and (own.kind = 'established'
            or (own.happened_on = moved.happened_on and own.related_entity_id is not distinct from moved.related_entity_id)))`.execute(
    tx.query,
  );
}

/** Its titles become the kept one's, unless that holds the same title and level at the time. */
export async function moveDesignations(tx: Tx, moving: Moving): Promise<void> {
  const { act, keptId, absorbedId } = moving;
  await closeAbsorbed(tx, 'designation', moving);
  await sql`
    insert into registry.designation (district, designation_id, entity_id, recorded_from, ${designationColumns})
    select district, designation_id, ${keptId}::bigint, ${act.at}::timestamptz, ${designationColumns}
    from registry.designation moved
    where district = ${act.district} and entity_id = ${absorbedId} and recorded_to = ${act.at}
      and not exists (
        select from registry.designation own
        where own.district = moved.district and own.entity_id = ${keptId} and own.recorded_to = 'infinity'
          and own.title = moved.title and own.level is not distinct from moved.level
          and own.valid_from < moved.valid_to and own.valid_to > moved.valid_from)`.execute(tx.query);
}

/** Other entities' events that name one as predecessor now name the other. */
export async function redirectMilestones(
  tx: Tx,
  { district, at }: ActUnderWay,
  ids: readonly string[],
  toId: string,
): Promise<void> {
  await sql`update registry.milestone set recorded_to = ${at}
            where district = ${district} and milestone_id = any(${[...ids]}::bigint[]) and recorded_to = 'infinity'`.execute(
    tx.query,
  );
  await sql`
    insert into registry.milestone (district, milestone_id, entity_id, recorded_from, kind, happened_on, related_entity_id, detail, source_id, evidence)
    select district, milestone_id, entity_id, ${at}::timestamptz, kind, happened_on, ${toId}::bigint, detail, source_id, evidence
    from registry.milestone
    where district = ${district} and milestone_id = any(${[...ids]}::bigint[]) and recorded_to = ${at}`.execute(
    tx.query,
  );
}

/**
 * Figures go back: one that had moved with the value it has by now (or not at all where it was withdrawn), one that had been left out
 * because the kept entity had its own as it was.
 */
export async function returnFacts(tx: Tx, { act, keptId, absorbedId }: Moving, mergedAt: string) {
  const left = sql`
    select old.*, moved.field is not null as has_moved
    from registry.fact old
    left join registry.fact moved on moved.district = old.district and moved.field = old.field and moved.period = old.period
      and moved.entity_id = ${keptId} and moved.recorded_from = ${mergedAt}
    where old.district = ${act.district} and old.entity_id = ${absorbedId} and old.recorded_to = ${mergedAt}`;
  await sql`
    update registry.fact now set recorded_to = ${act.at}
    from (${left}) old
    where old.has_moved and now.district = old.district and now.field = old.field and now.period = old.period
      and now.entity_id = ${keptId} and now.recorded_to = 'infinity'`.execute(tx.query);
  await sql`
    insert into registry.fact (district, field, period, entity_id, value, source_id, evidence, recorded_from)
    select old.district, old.field, old.period, ${absorbedId}::bigint,
           case when has_moved then now.value else old.value end,
           case when has_moved then now.source_id else old.source_id end,
           case when has_moved then now.evidence else old.evidence end, ${act.at}::timestamptz
    from (${left}) old
    left join registry.fact now on has_moved and now.district = old.district and now.field = old.field and now.period = old.period
      and now.entity_id = ${keptId} and now.recorded_to = ${act.at}
    where not has_moved or now.value is not null`.execute(tx.query);
}

/** Events or titles go back in the same way; their numbers tell which had moved. */
export async function returnRecords(
  tx: Tx,
  table: 'milestone' | 'designation',
  { act, keptId, absorbedId }: Moving,
  mergedAt: string,
): Promise<void> {
  const [name, id] = [sql.table(`registry.${table}`), sql.ref(`${table}_id`)];
  const columns = table === 'milestone' ? milestoneColumns : designationColumns;
  const had = sql`
    select ${id} from ${name} where district = ${act.district} and entity_id = ${absorbedId} and recorded_to = ${mergedAt}`;
  const moved = sql`
    select ${id} from ${name} where district = ${act.district} and entity_id = ${keptId} and recorded_from = ${mergedAt}`;
  await sql`
    update ${name} set recorded_to = ${act.at}
    where district = ${act.district} and entity_id = ${keptId} and recorded_to = 'infinity'
      and ${id} in (${had}) and ${id} in (${moved})`.execute(tx.query);
  await sql`
    insert into ${name} (district, ${id}, entity_id, recorded_from, ${columns})
    select district, ${id}, ${absorbedId}::bigint, ${act.at}::timestamptz, ${columns}
    from ${name} record
    where district = ${act.district}
      and ((entity_id = ${keptId} and recorded_to = ${act.at} and ${id} in (${had}))
        or (entity_id = ${absorbedId} and recorded_to = ${mergedAt} and ${id} not in (${moved})))`.execute(
    tx.query,
  );
}
