import { firstRow, sql, type Tx } from '../../../platform/db/index.ts';
import { registryFailure } from '../errors.ts';
import { type ActUnderWay, whoActed } from './act.ts';

/** Milestones and designations: records with a number of their own that stays when they are corrected. */
export type RecordTable = 'milestone' | 'designation';

/** The entity that a record now belongs to, for locking it. */
export async function entityOfRecord(
  tx: Tx,
  table: RecordTable,
  district: string,
  id: string,
): Promise<string> {
  const found = await firstRow<{ entity_id: string }>(
    tx,
    sql`select entity_id from ${sql.table(`registry.${table}`)}
        where district = ${district} and ${sql.ref(`${table}_id`)} = ${id} order by recorded_to desc limit 1`,
  );
  if (found === undefined) throw registryFailure('registry.record_not_found', { id });
  return found.entity_id;
}

/**
 * The record as the writer saw it.
 *
 * @param basedOn the `recordedFrom` that the writer saw
 * @throws registry.superseded where it has been corrected since, registry.record_not_found where it was withdrawn
 */
export async function getOpenRecord<Row>(
  tx: Tx,
  table: RecordTable,
  { district }: ActUnderWay,
  id: string,
  basedOn: string,
): Promise<Row> {
  const found = await firstRow<Row & { recorded_from: string; is_same: boolean }>(
    tx,
    sql`select *, recorded_from = ${basedOn}::timestamptz as is_same from ${sql.table(`registry.${table}`)}
        where district = ${district} and ${sql.ref(`${table}_id`)} = ${id} and recorded_to = 'infinity'`,
  );
  if (found === undefined) throw registryFailure('registry.record_not_found', { id });
  if (!found.is_same)
    throw registryFailure('registry.superseded', await whoActed(tx, district, found.recorded_from));
  return found;
}
