import { personalFields } from '@miaopu/standards';
import type { Actor } from '../../../platform/access/index.ts';
import { recordAudit } from '../../../platform/audit/index.ts';
import { firstRow, sql, type Tx } from '../../../platform/db/index.ts';
import { registryFailure } from '../errors.ts';

/**
 * Opens what a version says of a person, for a reason that is recorded (个人信息保护法 第六条: only for a stated purpose, and no more than
 * it needs). The line tells which fields were opened and not what stands in them.
 *
 * @throws registry.entity_not_found
 */
export async function openPersonal(
  tx: Tx,
  actor: Actor,
  opened: { readonly entityId: string; readonly versionId: string; readonly reason: string },
): Promise<Record<string, string | null>> {
  const { entityId, versionId, reason } = opened;
  const columns = sql.join(personalFields.map((field) => sql.ref(field)));
  const fields = await firstRow<Record<string, string | null>>(
    tx,
    sql`select ${columns} from registry.entity_version
        where district = ${actor.district} and entity_id = ${entityId} and version_id = ${versionId}`,
  );
  if (fields === undefined) throw registryFailure('registry.entity_not_found', { id: entityId });
  await recordAudit(tx, {
    actor,
    action: 'registry.personal.opened',
    record: `registry/entity/${entityId}`,
    after: { versionId, opened: personalFields.filter((field) => fields[field] !== null) },
    reason,
  });
  return fields;
}
