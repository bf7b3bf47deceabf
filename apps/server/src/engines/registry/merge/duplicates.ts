import type { EntityRow } from '@miaopu/contract';
import { type Db, inTransaction, type Queryable, rows, sql } from '../../../platform/db/index.ts';
import { entitiesInOrder, type Page } from '../search/list.ts';

export type DuplicateReason = 'credit_code' | 'registration_number' | 'name_and_address';
export type DuplicatePair = {
  readonly first: EntityRow;
  readonly second: EntityRow;
  readonly because: DuplicateReason;
};

// The organisation code (GB 11714) stands in the 9th to 17th place of a credit code, and old files carry it alone as the number.
const pairsQuery = (district: string) => sql`
  with present as materialized (
    select distinct on (entity_id) entity_id, credit_code is not null as has_code,
      case when length(credit_code) = 18 then substr(credit_code, 9, 9) else credit_code end as organisation,
      upper(replace(registration_number, '-', '')) as number,
      hashtextextended(replace(normalize(name, nfkc), ' ', ''), 0) as name,
      hashtextextended(nullif(replace(normalize(address, nfkc), ' ', ''), ''), 1) as address
    from registry.entity_version
    where district = ${district} and recorded_to = 'infinity'
    order by entity_id, valid_from desc
  ), keyed as (
    select entity_id, 1 as kind, hashtextextended(organisation, 2) as key, 0::bigint as place from present where organisation is not null
    union all
    select entity_id, 1, hashtextextended(number, 2), 0 from present where number ~ '^[0-9A-Z]{8}[0-9X]$'
    union all
    select entity_id, 2, hashtextextended(number, 2), 0 from present where number is not null
    union all
    select entity_id, 3, name, address from present where address is not null
  ), grouped as (
    -- keys are hashed to 64 bits, so that a hundred thousand entities are grouped in memory
    select kind, min(entity_id) as first, array_agg(entity_id) as alike from keyed
    group by key, place, kind having count(*) > 1
  ), pairs as (
    -- each against the first of its group: a group of n gives n - 1 pairs
    select distinct on (first, second) first, second,
      case when kind = 3 then 3 when kind = 1 and one.has_code and other.has_code then 1 else 2 end as strength
    from grouped cross join lateral unnest(alike) as second
    join present one on one.entity_id = first
    join present other on other.entity_id = second
    where first <> second
    order by first, second, strength
  )
  select first, second, strength, count(*) over () as total from pairs
  where not exists (
    -- a predecessor and its successor are alike and are two
    select from registry.milestone link
    where link.district = ${district} and link.recorded_to = 'infinity'
      and ((link.entity_id = pairs.first and link.related_entity_id = pairs.second)
        or (link.entity_id = pairs.second and link.related_entity_id = pairs.first)))
  order by strength, first, second`;

const reasons: readonly DuplicateReason[] = ['credit_code', 'registration_number', 'name_and_address'];

type Pair = {
  readonly first: string;
  readonly second: string;
  readonly strength: number;
  readonly total: string;
};

/** Pairs of entities that may be one, the surest first: by code, by old number, by name with address. */
export async function listDuplicates(
  db: Db,
  district: string,
  { limit, offset }: Page,
): Promise<{ total: number; rows: DuplicatePair[] }> {
  const { pairs, total } = await inTransaction(db, async (tx) => {
    await sql`set local work_mem = '64MB'`.execute(tx.query);
    const found = await rows<Pair>(tx, sql`${pairsQuery(district)} limit ${limit} offset ${offset}`);
    return { pairs: found, total: found[0]?.total ?? (await countPairs(tx, district)) };
  });
  const ids = [...new Set(pairs.flatMap((pair) => [pair.first, pair.second]))];
  const found = await entitiesInOrder(db, district, ids);
  const byId = new Map(found.map((row) => [row.id, row]));
  return {
    total: Number(total),
    rows: pairs.flatMap(({ first, second, strength }) => {
      const [one, other] = [byId.get(first), byId.get(second)];
      return one && other ? [{ first: one, second: other, because: reasons[strength - 1]! }] : [];
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
