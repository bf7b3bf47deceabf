import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type Queryable, rows, sql } from './index.ts';

// db/schema.sql is what a reader sees of all migrations. It must say what they come to, or it misleads.
const schema = readFileSync(resolve(import.meta.dirname, '../../../../../db/schema.sql'), 'utf8');

const ours = sql`n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')`;

/** What a database is made of, one line for each thing, in words of PostgreSQL's own catalogue. */
const catalogue = {
  schemas: sql`select n.nspname as name, obj_description(n.oid, 'pg_namespace') as comment from pg_namespace n where ${ours}`,
  relations: sql`
    select c.oid::regclass::text as name, c.relkind, c.relpersistence, c.reloptions, c.relrowsecurity, c.relreplident,
           pg_get_partkeydef(c.oid) as partitioned_by, pg_get_expr(c.relpartbound, c.oid) as partition,
           case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition, obj_description(c.oid, 'pg_class') as comment
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind <> 'i'`,
  columns: sql`
    select c.oid::regclass::text as name, row_number() over (partition by c.oid order by a.attnum) as position, a.attname, format_type(a.atttypid, a.atttypmod) as type,
           a.attnotnull, a.attidentity, a.attgenerated, a.attstorage, a.attcompression, co.collname,
           pg_get_expr(d.adbin, d.adrelid) as "default", col_description(c.oid, a.attnum) as comment
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum left join pg_collation co on co.oid = a.attcollation
    where ${ours} and c.relkind in ('r', 'p', 'v', 'm', 'c') and a.attnum > 0 and not a.attisdropped`,
  constraints: sql`
    select k.conrelid::regclass::text as name, k.conname, k.contype, k.convalidated, pg_get_constraintdef(k.oid) as definition,
           obj_description(k.oid, 'pg_constraint') as comment
    from pg_constraint k join pg_namespace n on n.oid = k.connamespace where ${ours}`,
  indexes: sql`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition, i.indisvalid, i.indisclustered,
           obj_description(i.indexrelid, 'pg_class') as comment
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where ${ours}`,
  triggers: sql`
    select t.tgrelid::regclass::text as name, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid) as definition, obj_description(t.oid, 'pg_trigger') as comment
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where ${ours} and not t.tgisinternal`,
  functions: sql`
    select p.oid::regprocedure::text as name, case when p.prokind <> 'a' then pg_get_functiondef(p.oid) end as definition, obj_description(p.oid, 'pg_proc') as comment
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours}`,
  sequences: sql`
    select s.seqrelid::regclass::text as name, format_type(s.seqtypid, null) as type, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle
    from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace where ${ours}`,
  types: sql`
    select t.oid::regtype::text as name, t.typtype, format_type(t.typbasetype, t.typtypmod) as base,
           (select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels, obj_description(t.oid, 'pg_type') as comment
    from pg_type t join pg_namespace n on n.oid = t.typnamespace where ${ours} and t.typtype in ('e', 'd', 'r')`,
  policies: sql`
    select polrelid::regclass::text as name, polname, polcmd, pg_get_expr(polqual, polrelid) as qualification, pg_get_expr(polwithcheck, polrelid) as held_to
    from pg_policy`,
  statistics: sql`
    select s.stxrelid::regclass::text as name, pg_get_statisticsobjdef(s.oid) as definition
    from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace where ${ours}`,
  extensions: sql`select extname as name from pg_extension where extname <> 'plpgsql'`,
} as const;

type Kind = keyof typeof catalogue;
const kinds = Object.keys(catalogue) as Kind[];

async function read(db: Queryable, kind: Kind): Promise<string[]> {
  const found = await rows(db, catalogue[kind] as ReturnType<typeof sql<Record<string, unknown>>>);
  return found.map((row) => JSON.stringify(row)).sort();
}

let migrated: TestDatabase;
let dumped: TestDatabase;

beforeAll(async () => {
  [migrated, dumped] = await Promise.all([createTestDatabase(), createBareDatabase()]);
  await dumped.owner.pool.query(schema);
});
afterAll(async () => {
  await migrated?.drop();
  await dumped?.drop();
});

describe('db/schema.sql', () => {
  it.each(kinds)(
    'has the migrations’ %s, to the letter (else: node scripts/dump-schema.mjs)',
    async (kind) => {
      expect(await read(dumped.owner, kind)).toEqual(await read(migrated.owner, kind));
    },
  );

  it('is compared by what really is there', async () => {
    const there = (await Promise.all(kinds.map((kind) => read(migrated.owner, kind)))).map(
      (lines) => lines.length,
    );
    const count = Object.fromEntries(kinds.map((kind, index) => [kind, there[index]]));
    expect(count.schemas).toBe(9);
    expect(count.relations).toBeGreaterThan(15);
    expect(count.columns).toBeGreaterThan(150);
    for (const kind of ['constraints', 'indexes', 'triggers', 'functions', 'sequences'] as const)
      expect(count[kind], kind).toBeGreaterThan(0);
  });

  it.each([
    ['columns', 'alter table registry.fact add column spoiled text'],
    ['columns', "comment on column registry.fact.value is 'spoiled'"],
    ['columns', 'alter table registry.source alter column recorded_at drop default'],
    ['constraints', 'alter table registry.source drop constraint source_kind_check'],
    ['indexes', 'create index spoiled on registry.fact (value)'],
    ['triggers', 'alter table registry.fact disable trigger all'],
    ['functions', 'drop function registry.refresh_statistics()'],
  ] as const)('would be found to differ in its %s by: %s', async (kind, change) => {
    const spoiled = await createBareDatabase();
    try {
      await spoiled.owner.pool.query(schema);
      await spoiled.owner.pool.query(change);
      expect(await read(spoiled.owner, kind)).not.toEqual(await read(migrated.owner, kind));
    } finally {
      await spoiled.drop();
    }
  });
});

describe('what a reader finds in the database', () => {
  it('says of every table of ours what it is for', async () => {
    const silent = await rows<{ name: string }>(
      migrated.owner,
      sql`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where ${ours} and n.nspname <> 'auth' and c.relkind in ('r', 'p') and obj_description(c.oid, 'pg_class') is null order by 1`,
    );
    expect(silent).toEqual([]);
  });

  it('has every table’s rows locked (db/row-security.sql)', async () => {
    const open = await rows<{ name: string }>(
      migrated.owner,
      sql`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where ${ours} and c.relkind in ('r', 'p') and not c.relrowsecurity order by 1`,
    );
    expect(open).toEqual([]);
  });

  it('has the district first in every key of a district’s data', async () => {
    const keys = await rows<{ name: string; first: string }>(
      migrated.owner,
      sql`select k.conrelid::regclass::text as name, a.attname as first
          from pg_constraint k join pg_namespace n on n.oid = k.connamespace join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
          where n.nspname in ('registry', 'plan', 'indicators', 'policies') and k.contype in ('p', 'u')`,
    );
    expect(keys.filter((key) => key.first !== 'district')).toEqual([]);
    expect(keys.length).toBeGreaterThan(10);
  });
});
