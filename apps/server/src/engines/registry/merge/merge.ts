import { milestoneKinds } from '@miaopu/standards';
import { recordAudit } from '../../../platform/audit/index.ts';
import { firstRow, rows, sql, type Tx } from '../../../platform/db/index.ts';
import { registryFailure } from '../errors.ts';
import { type Act, type ActUnderWay, beginAct } from '../history/act.ts';
import { closeVersions, getOpenVersions, recordVersions } from '../history/versions.ts';
import { refreshSearch } from '../search/refresh.ts';
import { planMerge } from './merge-versions.ts';
import { moveDesignations, moveFacts, moveMilestones, redirectMilestones } from './move-records.ts';

type Pointer = { readonly milestone_id: string; readonly entity_id: string };

/** Events of other entities that name this one as predecessor. */
function pointersTo(tx: Tx, district: string, entityId: string): Promise<Pointer[]> {
  return rows<Pointer>(
    tx,
    sql`select milestone_id, entity_id from registry.milestone
        where district = ${district} and related_entity_id = ${entityId} and recorded_to = 'infinity'`,
  );
}

/**
 * Two entities are one: what is known of the second is closed and re-recorded under the first, nothing twice. What the first says for
 * itself stands. Both histories stay readable as known before, and `undoMerge` makes them two again.
 *
 * @throws registry.merge_itself, registry.merge_linked, registry.entity_not_found, registry.entity_absorbed
 */
export async function mergeEntities(
  tx: Tx,
  act: Act,
  { keep, absorb }: { readonly keep: string; readonly absorb: string },
): Promise<{ mergeId: string }> {
  if (keep === absorb) throw registryFailure('registry.merge_itself');
  const { district } = act.actor;
  const owners = (await pointersTo(tx, district, absorb)).map((pointer) => pointer.entity_id);
  const underWay = await beginAct(tx, act, [keep, absorb, ...owners]);
  const kept = await getOpenVersions(tx, district, keep);
  const absorbed = await getOpenVersions(tx, district, absorb);
  await refuseLinked(tx, underWay, keep, absorb);
  const plan = planMerge(kept, absorbed, act.reason);
  await closeVersions(tx, underWay, keep, plan.closed);
  await recordVersions(tx, underWay, keep, plan.recorded);
  await closeVersions(
    tx,
    underWay,
    absorb,
    absorbed.map((version) => version.versionId),
  );
  const moving = { act: underWay, keptId: keep, absorbedId: absorb };
  await moveFacts(tx, moving);
  await moveMilestones(tx, moving);
  await moveDesignations(tx, moving);
  const pointers = await pointersTo(tx, district, absorb);
  await redirectMilestones(
    tx,
    underWay,
    pointers.map((pointer) => pointer.milestone_id),
    keep,
  );
  const merge = await firstRow<{ merge_id: string }>(
    tx,
    sql`insert into registry.entity_merge (district, kept_entity_id, absorbed_entity_id, reason, merged_at, merged_by)
        values (${district}, ${keep}, ${absorb}, ${act.reason}, ${underWay.at}, ${act.actor.name}) returning merge_id`,
  );
  await refreshSearch(tx, district, [keep, absorb]);
  await recordAudit(tx, {
    actor: act.actor,
    action: 'registry.entity.merged',
    record: `registry/entity/${keep}`,
    after: { keep, absorb, mergeId: merge!.merge_id },
    reason: act.reason,
  });
  return { mergeId: merge!.merge_id };
}

/** An individual business and the company it became look alike, and are two. */
async function refuseLinked(tx: Tx, { district }: ActUnderWay, keep: string, absorb: string): Promise<void> {
  const link = await firstRow<{ kind: keyof typeof milestoneKinds }>(
    tx,
    sql`select kind from registry.milestone
        where district = ${district} and recorded_to = 'infinity'
          and ((entity_id = ${keep} and related_entity_id = ${absorb}) or (entity_id = ${absorb} and related_entity_id = ${keep}))
        limit 1`,
  );
  if (link !== undefined)
    throw registryFailure('registry.merge_linked', {
      keep,
      absorb,
      kind: milestoneKinds[link.kind].zh,
    });
}
