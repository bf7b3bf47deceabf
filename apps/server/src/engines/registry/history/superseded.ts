import { firstRow, sql, type Tx } from '../../../platform/db/index.ts';
import type { AppError } from '../../../platform/errors/index.ts';
import { registryFailure } from '../errors.ts';
import { whoActed } from './act.ts';

/** The refusal for a writer who saw a version that is no longer present knowledge: it says who superseded it, when and why. */
export async function refuseSuperseded(
  tx: Tx,
  district: string,
  entityId: string,
  versionId: string,
): Promise<AppError> {
  const seen = await firstRow<{ recorded_to: string }>(
    tx,
    sql`select recorded_to from registry.entity_version
        where district = ${district} and entity_id = ${entityId} and version_id = ${versionId}`,
  );
  if (seen === undefined)
    return registryFailure('registry.version_not_found', { id: entityId, version: versionId });
  return registryFailure('registry.superseded', await whoActed(tx, district, seen.recorded_to));
}
