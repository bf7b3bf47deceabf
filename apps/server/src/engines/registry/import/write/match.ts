import { rows, sql, type Tx } from '../../../../platform/db/index.ts';
import type { Derivations, EntityColumn } from '../../fields.ts';
import { entityColumns } from '../../fields.ts';
import type { Version } from '../../history/timeline.ts';
import { type VersionRow, versionOfRow } from '../../history/versions.ts';
import type { RowRecord } from '../rows/record.ts';

/** An entity that a row is about. `by`: what they have in common; `alias`: a number of an entity that was merged into it. */
export type Match = {
  readonly entityId: string;
  readonly by: 'code' | 'number' | 'organisation' | 'name' | 'alias';
};

/** Numbers by which absorbed entities were known: a row that names one is about the entity that was kept. */
export type Aliases = { readonly code: Map<string, string>; readonly number: Map<string, string> };

export async function loadAliases(tx: Tx, district: string): Promise<Aliases> {
  const found = await rows<{ kept: string; credit_code: string | null; registration_number: string | null }>(
    tx,
    sql`select distinct m.kept_entity_id as kept, v.credit_code, v.registration_number
        from registry.entity_merge m
        join registry.entity_version v on v.district = m.district and v.entity_id = m.absorbed_entity_id
        where m.district = ${district} and m.undone_at is null`,
  );
  const aliases: Aliases = { code: new Map(), number: new Map() };
  for (const { kept, credit_code, registration_number } of found) {
    if (credit_code !== null) aliases.code.set(credit_code, kept);
    if (registration_number !== null) aliases.number.set(registration_number, kept);
  }
  return aliases;
}

/**
 * Finds the entities that rows are about, for a whole batch at once: by credit code, by old number, by the organisation code
 * inside the credit code, by a number of an absorbed entity, and by name with address where codes are silent.
 */
export async function matchRows(
  tx: Tx,
  district: string,
  records: readonly RowRecord[],
  aliases: Aliases,
): Promise<(Match | undefined)[]> {
  const found: (Match | undefined)[] = records.map(() => undefined);
  const lookUp = async (by: Match['by'], read: (record: RowRecord) => string | null, column: string) => {
    const keys = [...new Set(records.filter((_, at) => found[at] === undefined).map(read))].filter(
      (key) => key !== null,
    );
    if (keys.length === 0) return;
    const rowsFound = await rows<{ key: string; entity_id: string }>(
      tx,
      sql`select ${sql.raw(column)} as key, entity_id from registry.entity_version
          where district = ${district} and recorded_to = 'infinity' and ${sql.raw(column)} = any(${keys}::text[])`,
    );
    const known = new Map(rowsFound.map((row) => [row.key, row.entity_id]));
    assign(records, found, by, (record) => known.get(read(record) ?? ''));
  };
  await lookUp('code', ({ entity }) => entity.credit_code, 'credit_code');
  await lookUp('number', ({ entity }) => entity.registration_number, 'registration_number');
  const lone = (record: RowRecord) => (hasNumber(record) ? null : record.organisationCode);
  await lookUp('organisation', lone, 'substr(credit_code, 9, 9)');
  assign(
    records,
    found,
    'alias',
    ({ entity }) =>
      aliases.code.get(entity.credit_code ?? '') ?? aliases.number.get(entity.registration_number ?? ''),
  );
  await matchByName(tx, district, records, found);
  return found;
}

function assign(
  records: readonly RowRecord[],
  found: (Match | undefined)[],
  by: Match['by'],
  idOf: (record: RowRecord) => string | undefined,
): void {
  records.forEach((record, at) => {
    if (found[at] !== undefined) return;
    const entityId = idOf(record);
    if (entityId !== undefined) found[at] = { entityId, by };
  });
}

function hasNumber({ entity }: RowRecord): boolean {
  return entity.credit_code !== null || entity.registration_number !== null;
}

/** Name and address together: only for entities that hold no other code than the row's. */
async function matchByName(
  tx: Tx,
  district: string,
  records: readonly RowRecord[],
  found: (Match | undefined)[],
): Promise<void> {
  const open = records.filter(
    ({ entity }, at) => found[at] === undefined && entity.name !== null && entity.address !== null,
  );
  if (open.length === 0) return;
  const read = async (names: string[], uncodedOnly: boolean) =>
    names.length === 0
      ? []
      : rows<{ name: string; address: string; entity_id: string }>(
          tx,
          sql`select name, address, entity_id from registry.entity_version
              where district = ${district} and recorded_to = 'infinity' and name = any(${names}::text[]) and address is not null
                ${uncodedOnly ? sql`and credit_code is null` : sql``}`,
        );
  const namesOf = (coded: boolean) => [
    ...new Set(
      open
        .filter((record) => (record.entity.credit_code !== null) === coded)
        .map(({ entity }) => entity.name!),
    ),
  ];
  const keyOf = (name: string, address: string) => `${name}\u001f${address}`;
  const index = (known: readonly { name: string; address: string; entity_id: string }[]) =>
    new Map(known.map((row) => [keyOf(row.name, row.address), row.entity_id]));
  const uncoded = index(await read(namesOf(true), true));
  const any = index(await read(namesOf(false), false));
  assign(records, found, 'name', ({ entity }) =>
    entity.name === null || entity.address === null
      ? undefined
      : (entity.credit_code !== null ? uncoded : any).get(keyOf(entity.name, entity.address)),
  );
}

/** Present knowledge of entities, by entity, each by day. */
export async function loadVersions(
  tx: Tx,
  district: string,
  entityIds: readonly string[],
): Promise<Map<string, Version[]>> {
  const known = new Map<string, Version[]>();
  if (entityIds.length === 0) return known;
  const found = await rows<VersionRow>(
    tx,
    sql`select entity_id, version_id, valid_from, valid_to, act, reason, source_id, evidence, derived,
               ${sql.join(entityColumns.map((column) => sql.ref(column)))}
        from registry.entity_version
        where district = ${district} and entity_id = any(${[...entityIds]}::bigint[]) and recorded_to = 'infinity'
        order by entity_id, valid_from`,
  );
  for (const row of found) {
    const versions = known.get(row.entity_id);
    if (versions) versions.push(versionOfRow(row));
    else known.set(row.entity_id, [versionOfRow(row)]);
  }
  return known;
}

export type Overruled = (entityId: string, column: EntityColumn, value: string) => boolean;

/**
 * Values that a person or an authority has replaced: a file that still says them does not bring them back. For entities that
 * only imports have spoken of there are none.
 */
export async function loadOverruled(
  tx: Tx,
  district: string,
  entityIds: readonly string[],
): Promise<Overruled> {
  if (entityIds.length === 0) return () => false;
  const found = await rows<
    { entity_id: string } & Record<EntityColumn, string | null> & { derived: Derivations | null }
  >(
    tx,
    sql`select v.entity_id, ${sql.join(entityColumns.map((column) => sql.ref(`v.${column}`)))}
        from registry.entity_version v
        join (
          select h.entity_id, max(h.recorded_from) as at
          from registry.entity_version h
          join registry.source s on s.district = h.district and s.source_id = h.source_id and s.kind in ('person', 'authority')
          where h.district = ${district} and h.entity_id = any(${[...entityIds]}::bigint[])
          group by h.entity_id
        ) spoken on spoken.entity_id = v.entity_id and v.recorded_to <= spoken.at
        where v.district = ${district} and v.entity_id = any(${[...entityIds]}::bigint[])`,
  );
  const replaced = new Set<string>();
  for (const row of found) {
    for (const column of entityColumns)
      if (row[column] !== null) replaced.add(`${row.entity_id}\u001f${column}\u001f${row[column]}`);
  }
  return (entityId, column, value) => replaced.has(`${entityId}\u001f${column}\u001f${value}`);
}
