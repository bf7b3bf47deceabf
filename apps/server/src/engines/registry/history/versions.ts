import { instantInWords } from '../../../platform/clock/index.ts';
import { firstRow, type Queryable, rows, sql, type Tx } from '../../../platform/db/index.ts';
import { registryFailure } from '../errors.ts';
import { type Derivations, type EntityColumn, type EntityFields, entityColumns } from '../fields.ts';
import type { ActUnderWay } from './act.ts';
import type { Plan, Version, VersionBody } from './timeline.ts';

/** An entity's columns as a list for SQL, each read as text so that nothing is lost on the way. */
export const fieldColumns = sql.join(entityColumns.map((column) => sql.ref(column)));

export type VersionRow = { readonly [Column in EntityColumn]: string | null } & {
  readonly version_id: string;
  readonly entity_id: string;
  readonly valid_from: string;
  readonly valid_to: string;
  readonly recorded_from: string;
  readonly recorded_to: string;
  readonly act: VersionBody['act'];
  readonly reason: string | null;
  readonly source_id: string;
  readonly evidence: string | null;
  readonly derived: Derivations | null;
};

export function fieldsOfRow(row: VersionRow): EntityFields {
  return Object.fromEntries(entityColumns.map((column) => [column, row[column]])) as EntityFields;
}

export function versionOfRow(row: VersionRow): Version {
  return {
    versionId: row.version_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    act: row.act,
    reason: row.reason,
    sourceId: row.source_id,
    evidence: row.evidence,
    fields: fieldsOfRow(row),
    derived: row.derived ?? {},
  };
}

/** An entity's versions of our present knowledge, by day. */
export async function findOpenVersions(
  db: Queryable,
  district: string,
  entityId: string,
): Promise<Version[]> {
  const found = await rows<VersionRow>(
    db,
    sql`select * from registry.entity_version
        where district = ${district} and entity_id = ${entityId} and recorded_to = 'infinity' order by valid_from`,
  );
  return found.map(versionOfRow);
}

/** @throws registry.entity_absorbed or registry.entity_not_found where nothing of the entity is present knowledge */
export async function getOpenVersions(
  db: Queryable,
  district: string,
  entityId: string,
): Promise<[Version, ...Version[]]> {
  const versions = await findOpenVersions(db, district, entityId);
  if (versions.length > 0) return versions as [Version, ...Version[]];
  const merge = await firstRow<{ into: string; at: string; by: string }>(
    db,
    sql`select kept_entity_id as into, merged_at as at, merged_by as by from registry.entity_merge
        where district = ${district} and absorbed_entity_id = ${entityId} and undone_at is null`,
  );
  if (merge !== undefined)
    throw registryFailure('registry.entity_absorbed', {
      id: entityId,
      ...merge,
      at: instantInWords(merge.at),
    });
  throw registryFailure('registry.entity_not_found', { id: entityId });
}

/** Closes our knowledge of versions: from the act on, we know better. */
export async function closeVersions(
  tx: Tx,
  { district, at }: ActUnderWay,
  entityId: string,
  versionIds: readonly string[],
): Promise<void> {
  await sql`update registry.entity_version set recorded_to = ${at}
            where district = ${district} and entity_id = ${entityId} and version_id = any(${[...versionIds]}::bigint[])
              and recorded_to = 'infinity'`.execute(tx.query);
}

/** Records versions as known from the act on; returns their numbers in the same order. */
export async function recordVersions(
  tx: Tx,
  { district, at }: ActUnderWay,
  entityId: string,
  versions: readonly VersionBody[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const version of versions) {
    const { validFrom, validTo, act, reason, sourceId, evidence, fields, derived } = version;
    const mark = Object.keys(derived).length === 0 ? null : JSON.stringify(derived);
    const row = await firstRow<{ version_id: string }>(
      tx,
      sql`insert into registry.entity_version
            (district, entity_id, valid_from, valid_to, recorded_from, act, reason, source_id, evidence, derived, ${fieldColumns})
          values (${district}, ${entityId}, ${validFrom}, ${validTo}, ${at}, ${act}, ${reason}, ${sourceId}, ${evidence}, ${mark}::jsonb,
            ${sql.join(entityColumns.map((column) => fields[column]))})
          returning version_id`,
    );
    ids.push(row!.version_id);
  }
  return ids;
}

/** Does what a plan says; returns the number of the version that carries what was stated. */
export async function carryOut(tx: Tx, act: ActUnderWay, entityId: string, plan: Plan): Promise<string> {
  await closeVersions(tx, act, entityId, plan.closed);
  const ids = await recordVersions(tx, act, entityId, plan.recorded);
  return ids[plan.target]!;
}
