import { firstRow, type Queryable, rows, sql } from '../../../platform/db/index.ts';
import { initialsOf } from './initials.ts';

const batch = 5_000;

// The present of an entity: the last of its versions that we hold true. Looked up one by one, which needs no statistics to be quick:
// what was just loaded has none, and every other way reads all of it for each batch.
const present = (district: string, ids: readonly string[]) => sql`
  select present.* from unnest(${[...ids]}::bigint[]) as wanted (entity_id)
  cross join lateral (
    select entity_id, name, credit_code, registration_number, category, status, town, industry, established_on
    from registry.entity_version version
    where version.district = ${district} and version.entity_id = wanted.entity_id and version.recorded_to = 'infinity'
    order by version.valid_from desc limit 1
  ) present`;

/**
 * Brings the search table to the present of these entities (or of all), in sets of 5,000.
 * Entities without present knowledge (absorbed by a merge) leave it.
 */
export async function refreshSearch(
  tx: Queryable,
  district: string,
  entities: readonly string[] | 'all',
): Promise<void> {
  if (entities === 'all') {
    for await (const ids of allEntities(tx, district)) await refreshBatch(tx, district, ids);
    return;
  }
  for (let start = 0; start < entities.length; start += batch)
    await refreshBatch(tx, district, entities.slice(start, start + batch));
}

/** The numbers of all entities, in portions: of those within a range of numbers at a time. */
async function* allEntities(tx: Queryable, district: string): AsyncGenerator<string[]> {
  const within = await firstRow<{ first: number | null; last: number | null }>(
    tx,
    sql`select min(entity_id)::float8 as first, max(entity_id)::float8 as last
        from registry.entity_version where district = ${district}`,
  );
  const { first, last } = within!;
  if (first === null || last === null) return;
  for (let from = first; from <= last; from += batch) {
    const found = await rows<{ entity_id: string }>(
      tx,
      // closed versions count too: an absorbed entity has to leave the search table
      sql`select distinct entity_id from registry.entity_version
          where district = ${district} and entity_id >= ${from}::bigint and entity_id < ${from + batch}::bigint`,
    );
    if (found.length > 0) yield found.map((row) => row.entity_id);
  }
}

async function refreshBatch(tx: Queryable, district: string, ids: readonly string[]): Promise<void> {
  const names = await rows<{ entity_id: string; name: string }>(
    tx,
    sql`select entity_id, name from (${present(district, ids)}) present`,
  );
  await sql`
    delete from registry.entity_search
    where district = ${district} and entity_id = any(${[...ids]}::bigint[])
      and entity_id <> all(${names.map((row) => row.entity_id)}::bigint[])`.execute(tx.query);
  await sql`
    insert into registry.entity_search
      (district, entity_id, name, initials, credit_code, registration_number, category, status, town, industry, established_on)
    select ${district}, present.entity_id, name, initials, credit_code, registration_number, category, status, town, industry, established_on
    from (${present(district, ids)}) present
    join unnest(${names.map((row) => row.entity_id)}::bigint[], ${names.map((row) => initialsOf(row.name))}::text[]) as read (entity_id, initials)
      on read.entity_id = present.entity_id
    on conflict (district, entity_id) do update set
      name = excluded.name, initials = excluded.initials, credit_code = excluded.credit_code,
      registration_number = excluded.registration_number, category = excluded.category, status = excluded.status,
      town = excluded.town, industry = excluded.industry, established_on = excluded.established_on`.execute(
    tx.query,
  );
}
