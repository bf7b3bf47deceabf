import { recordAudit } from '../../../platform/audit/index.ts';
import { firstRow, rows, sql, type Tx } from '../../../platform/db/index.ts';
import { registryFailure } from '../errors.ts';
import { type Act, type ActUnderWay, beginAct } from '../history/act.ts';
import { bodyOf } from '../history/timeline.ts';
import {
  closeVersions,
  findOpenVersions,
  recordVersions,
  type VersionRow,
  versionOfRow,
} from '../history/versions.ts';
import { refreshSearch } from '../search/refresh.ts';
import { codesToFill, planUndo } from './merge-versions.ts';
import { redirectMilestones, returnFacts, returnRecords } from './move-records.ts';

type MergeRow = {
  readonly kept: string;
  readonly absorbed: string;
  readonly merged_at: string;
  readonly undone_at: string | null;
};

/**
 * They were two after all: what the merge closed is recorded again as it was, and what it gave the kept entity is taken back. Where a
 * moved record was corrected since, it goes back corrected; what was newly recorded about the kept entity since stays with it.
 * Undoing twice changes nothing.
 *
 * @throws registry.merge_not_found, registry.merge_built_upon
 */
export async function undoMerge(
  tx: Tx,
  act: Act,
  { mergeId }: { readonly mergeId: string },
): Promise<{ mergeId: string }> {
  const { district } = act.actor;
  const merge = await firstRow<MergeRow>(
    tx,
    sql`select kept_entity_id as kept, absorbed_entity_id as absorbed, merged_at, undone_at
        from registry.entity_merge where district = ${district} and merge_id = ${mergeId} for update`,
  );
  if (merge === undefined) throw registryFailure('registry.merge_not_found', { id: mergeId });
  if (merge.undone_at !== null) return { mergeId };
  await refuseBuiltUpon(tx, district, mergeId, merge);
  const pointers = await redirectedPointers(tx, district, merge);
  const underWay = await beginAct(tx, act, [
    merge.kept,
    merge.absorbed,
    ...pointers.map((pointer) => pointer.entity_id),
  ]);
  await returnVersions(tx, underWay, merge, act.reason);
  const moving = { act: underWay, keptId: merge.kept, absorbedId: merge.absorbed };
  await returnFacts(tx, moving, merge.merged_at);
  await returnRecords(tx, 'milestone', moving, merge.merged_at);
  await returnRecords(tx, 'designation', moving, merge.merged_at);
  await redirectMilestones(
    tx,
    underWay,
    pointers.map((pointer) => pointer.milestone_id),
    merge.absorbed,
  );
  await sql`update registry.entity_merge set undone_at = ${underWay.at}, undone_by = ${act.actor.name}
            where district = ${district} and merge_id = ${mergeId}`.execute(tx.query);
  await refreshSearch(tx, district, [merge.kept, merge.absorbed]);
  await recordAudit(tx, {
    actor: act.actor,
    action: 'registry.entity.unmerged',
    record: `registry/entity/${merge.kept}`,
    after: { keep: merge.kept, absorb: merge.absorbed, mergeId },
    reason: act.reason,
  });
  return { mergeId };
}

/** A later merge left out what an earlier one had brought: they are undone in the order they were made, backwards. */
async function refuseBuiltUpon(
  tx: Tx,
  district: string,
  id: string,
  { kept, absorbed, merged_at }: MergeRow,
) {
  const later = await firstRow<{ merge_id: string }>(
    tx,
    sql`select merge_id from registry.entity_merge
        where district = ${district} and undone_at is null and merged_at > ${merged_at}
          and (kept_entity_id in (${kept}, ${absorbed}) or absorbed_entity_id in (${kept}, ${absorbed}))
        order by merged_at desc limit 1`,
  );
  if (later !== undefined)
    throw registryFailure('registry.merge_built_upon', { id, kept, later: later.merge_id });
}

/** Events of others that the merge redirected and that still name the kept entity. */
function redirectedPointers(tx: Tx, district: string, { kept, absorbed, merged_at }: MergeRow) {
  return rows<{ milestone_id: string; entity_id: string }>(
    tx,
    sql`select now.milestone_id, now.entity_id
        from registry.milestone old
        join registry.milestone now on now.district = old.district and now.milestone_id = old.milestone_id
          and now.recorded_to = 'infinity' and now.related_entity_id = ${kept}
        where old.district = ${district} and old.related_entity_id = ${absorbed} and old.recorded_to = ${merged_at}
          and old.entity_id <> ${absorbed}`,
  );
}

async function returnVersions(tx: Tx, underWay: ActUnderWay, merge: MergeRow, reason: string): Promise<void> {
  const { district } = underWay;
  const knownBefore = async (entityId: string) =>
    (
      await rows<VersionRow>(
        tx,
        sql`select * from registry.entity_version
            where district = ${district} and entity_id = ${entityId}
              and recorded_from < ${merge.merged_at} and recorded_to >= ${merge.merged_at} order by valid_from`,
      )
    ).map(versionOfRow);
  const kept = await knownBefore(merge.kept);
  const absorbed = await knownBefore(merge.absorbed);
  const plan = planUndo(
    await findOpenVersions(tx, district, merge.kept),
    kept[0]!.validFrom,
    codesToFill(kept, absorbed),
    reason,
  );
  await closeVersions(tx, underWay, merge.kept, plan.closed);
  await recordVersions(tx, underWay, merge.kept, plan.recorded);
  await recordVersions(
    tx,
    underWay,
    merge.absorbed,
    absorbed.map((version) => ({ ...bodyOf(version), act: 'unmerge' as const, reason })),
  );
}
