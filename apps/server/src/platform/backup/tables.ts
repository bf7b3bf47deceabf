import { type Queryable, rows, sql } from '../db/index.ts';

export type Table = { readonly schema: string; readonly table: string; readonly columns: readonly string[] };

/** Schemas that hold data of ours: all but the system's, and the queue's, whose waiting work is found again from our own tables. */
const ours = sql`n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'jobs')`;

/** Our tables with the columns that are stored, in an order in which each comes after those that it refers to. */
export async function listTables(db: Queryable): Promise<Table[]> {
  const tables = await rows<Table & { refers_to: string[] }>(
    db,
    sql`select n.nspname as schema, c.relname as table,
          array(select a.attname::text from pg_attribute a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
          array(select distinct k.confrelid::regclass::text from pg_constraint k
                where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers_to
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where ${ours} and c.relkind = 'r' and not (n.nspname = 'platform' and c.relname = 'migration')
        order by 1, 2`,
  );
  const names = await rows<{ schema: string; table: string; name: string }>(
    db,
    sql`select n.nspname as schema, c.relname as table, c.oid::regclass::text as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind = 'r'`,
  );
  const nameOf = (one: Table) =>
    names.find(({ schema, table }) => schema === one.schema && table === one.table)!.name;
  const ordered: Table[] = [];
  const placed = new Set<string>();
  let left = tables;
  while (left.length > 0) {
    const next = left.filter((one) => one.refers_to.every((name) => placed.has(name)));
    if (next.length === 0)
      throw new Error(`tables refer to each other in a circle: ${left.map(nameOf).join(', ')}`);
    for (const one of next) {
      placed.add(nameOf(one));
      ordered.push({ schema: one.schema, table: one.table, columns: one.columns });
    }
    left = left.filter((one) => !next.includes(one));
  }
  return ordered;
}

/** The schemas that hold data of ours, or the queue's. */
export async function listSchemas(db: Queryable): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    sql`select n.nspname as name from pg_namespace n where (${ours}) or n.nspname = 'jobs' order by 1`,
  );
  return found.map(({ name }) => name);
}
