import type { EntityRow } from '@miaopu/contract';
import { type Queryable, rows, sql } from '../../../platform/db/index.ts';
import { findEntityRows, type Page } from '../search/list.ts';

export type DuplicateReason = 'credit_code' | 'registration_number' | 'name_and_address';
export type DuplicatePair = {
  readonly first: EntityRow;
  readonly second: EntityRow;
  readonly because: DuplicateReason;
};

// The organisation code (GB 11714) stands in the 9th to 17th place of a credit code, and files still carry it alone.
const pairsQuery = (district: string) => sql`
  with present as (
    select distinct on (entity_id) entity_id, credit_code,
      upper(replace(registration_number, '-', '')) as registration_number,
      case when length(credit_code) = 18 then substr(credit_code, 9, 9) end as organisation,
      regexp_replace(normalize(name, nfkc), '\\s', '', 'g') as name,
      nullif(regexp_replace(normalize(address, nfkc), '\\s', '', 'g'), '') as address
    from registry.entity_version
    where district = ${district} and recorded_to = 'infinity'
    order by entity_id, valid_from desc
  ), keyed as (
    select entity_id, 1 as strength, 'credit_code' as because, 'code ' || credit_code as key from present where credit_code is not null
    union all
    select entity_id, 2, 'credit_code', 'organisation ' || organisation from present where organisation is not null
    union all
    select entity_id, 3, 'registration_number', 'number ' || registration_number from present where registration_number is not null
    union all
    -- the old number of one is the organisation code inside the other's credit code
    select entity_id, 4, 'registration_number', 'inside ' || registration_number from present where registration_number ~ '^[0-9A-Z]{8}[0-9X]$'
    union all
    select entity_id, 4, 'registration_number', 'inside ' || organisation from present where organisation is not null
    union all
    select entity_id, 5, 'name_and_address', 'place ' || name || ' ' || address from present where address is not null
  ), grouped as (
    -- each against the first of its group: a group of n gives n - 1 pairs
    select first_value(entity_id) over (partition by key order by entity_id) as first, entity_id as second, strength, because
    from keyed
  ), pairs as (
    select distinct on (first, second) first, second, because, strength from grouped
    where first <> second order by first, second, strength
  )
  select first, second, because, count(*) over () as total from pairs
  where not exists (
    -- a predecessor and its successor are alike and are two
    select from registry.milestone link
    where link.district = ${district} and link.recorded_to = 'infinity'
      and ((link.entity_id = pairs.first and link.related_entity_id = pairs.second)
        or (link.entity_id = pairs.second and link.related_entity_id = pairs.first)))
  order by strength, first, second`;

/** Pairs of entities that may be one, the surest first: by code, by old number, by name with address. */
export async function listDuplicates(
  db: Queryable,
  district: string,
  { limit, offset }: Page,
): Promise<{ total: number; rows: DuplicatePair[] }> {
  const pairs = await rows<{
    first: string;
    second: string;
    because: DuplicateReason;
    total: string;
  }>(db, sql`${pairsQuery(district)} limit ${limit} offset ${offset}`);
  const ids = [...new Set(pairs.flatMap((pair) => [pair.first, pair.second]))];
  const found = await findEntityRows(
    db,
    sql`select s.* from registry.entity_search s where s.district = ${district} and s.entity_id = any(${ids}::bigint[])`,
    sql`s.entity_id`,
  );
  const byId = new Map(found.map((row) => [row.id, row]));
  return {
    total: Number(pairs[0]?.total ?? (await countPairs(db, district))),
    rows: pairs.flatMap(({ first, second, because }) => {
      const [one, other] = [byId.get(first), byId.get(second)];
      return one && other ? [{ first: one, second: other, because }] : [];
    }),
  };
}

/** A page behind the last one has no row to tell how many there are. */
async function countPairs(db: Queryable, district: string): Promise<string> {
  const found = await rows<{ total: string }>(
    db,
    sql`select count(*) as total from (${pairsQuery(district)}) pairs`,
  );
  return found[0]!.total;
}
