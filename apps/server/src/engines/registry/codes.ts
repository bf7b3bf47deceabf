import { type Queryable, rows, sql } from '../../platform/db/index.ts';

/**
 * The entities that hold codes by what we know now: credit codes or registration numbers, each with the numbers of its entities, of
 * which there are several only where duplicates have not been merged yet. A code that nobody holds is absent.
 */
export async function findEntitiesByCodes(
  db: Queryable,
  district: string,
  codes: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const holders = (column: 'credit_code' | 'registration_number') => sql`
    select given.code, known.entity_id from unnest(${[...new Set(codes)]}::text[]) given (code)
    join registry.entity_version known on known.district = ${district} and ${sql.ref(`known.${column}`)} = given.code and known.recorded_to = 'infinity'`;
  const found = await rows<{ code: string; ids: string[] }>(
    db,
    sql`select code, array_agg(entity_id::text) as ids
        from (${holders('credit_code')} union ${holders('registration_number')}) held group by code`,
  );
  return new Map(found.map(({ code, ids }) => [code, ids]));
}
