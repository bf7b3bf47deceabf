import { firstRow, sql, type Tx } from '../../../platform/db/index.ts';
import { registryFailure } from '../errors.ts';
import type { StatedFields } from './timeline.ts';

const codeColumns = ['credit_code', 'registration_number'] as const;

/** Locks on the codes that are about to be given, so that two writers cannot give the same one. */
export function codeLocks(district: string, stated: StatedFields): string[] {
  return codeColumns.flatMap((column) => {
    const code = stated[column];
    return code ? [`registry code ${district} ${code}`] : [];
  });
}

/**
 * A person may not give an entity a code that another one holds: either they are one, or the other one's is wrong.
 *
 * @throws registry.code_taken
 */
export async function refuseTakenCodes(
  tx: Tx,
  district: string,
  entityId: string | null,
  stated: StatedFields,
): Promise<void> {
  for (const column of codeColumns) {
    const code = stated[column];
    if (!code) continue;
    const holder = await firstRow<{ id: string; name: string }>(
      tx,
      sql`select entity_id as id, name from registry.entity_version
          where district = ${district} and ${sql.ref(column)} = ${code} and recorded_to = 'infinity'
            and entity_id is distinct from ${entityId} order by valid_from desc limit 1`,
    );
    if (holder !== undefined) throw registryFailure('registry.code_taken', { code, ...holder });
  }
}
