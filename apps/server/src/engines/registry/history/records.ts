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

type OpenRecord = { readonly recorded_from: string };

/**
 * The record as it stands.
 *
 * @throws registry.record_not_found where there is none, or it was withdrawn
 */
export async function getOpenRecord<Row>(
  tx: Tx,
  table: RecordTable,
  { district }: ActUnderWay,
  id: string,
): Promise<Row & OpenRecord> {
  const found = await firstRow<Row & OpenRecord>(
    tx,
    sql`select * from ${sql.table(`registry.${table}`)}
        where district = ${district} and ${sql.ref(`${table}_id`)} = ${id} and recorded_to = 'infinity'`,
  );
  if (found === undefined) throw registryFailure('registry.record_not_found', { id });
  return found;
}

/**
 * Refuses a writer who saw another state of the record.
 *
 * @param basedOn the `recordedFrom` that the writer saw
 * @throws registry.superseded
 */
export async function refuseSupersededRecord(
  tx: Tx,
  { district }: ActUnderWay,
  { recorded_from }: OpenRecord,
  basedOn: string,
): Promise<void> {
  // instants are compared by PostgreSQL, which knows them to the microsecond
  const compared = await firstRow<{ is_same: boolean }>(
    tx,
    sql`select ${recorded_from}::timestamptz = ${basedOn}::timestamptz as is_same`,
  );
  if (!compared!.is_same)
    throw registryFailure('registry.superseded', await whoActed(tx, district, recorded_from));
}
