import { firstRow, type Queryable, sql } from '../../platform/db/index.ts';

/** The entity of which most is recorded: something to show. */
export async function findRichestEntity(
  db: Queryable,
  district: string,
): Promise<{ entityId: string; name: string }> {
  const found = await firstRow<{ entity_id: string; name: string }>(
    db,
    sql`
      select s.entity_id, s.name
      from registry.entity_search s
      left join (select entity_id, count(*) from registry.fact where district = ${district} group by entity_id) f using (entity_id)
      left join (select entity_id, count(*) from registry.designation where district = ${district} group by entity_id) d using (entity_id)
      left join (select entity_id, count(*) from registry.milestone where district = ${district} group by entity_id) m using (entity_id)
      where s.district = ${district} and s.category = 'enterprise' and s.status = 'active'
      order by coalesce(d.count, 0) + coalesce(m.count, 0) desc, coalesce(f.count, 0) desc, s.entity_id
      limit 1`,
  );
  if (found === undefined) throw new Error(`no active enterprise in ${district}`);
  return { entityId: found.entity_id, name: found.name };
}
