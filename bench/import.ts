import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { importFile } from '../apps/server/src/engines/registry/index.ts';
import {
  copyLine,
  type Db,
  firstRow,
  inTransaction,
  rows,
  sql,
} from '../apps/server/src/platform/db/index.ts';
import type { BenchDatabase } from './database.ts';
import { actor } from './district.ts';
import { type Figure, figure, median, type Size } from './figures.ts';
import { writeRoster } from './import-file.ts';
import { benchImportMemory } from './import-memory.ts';
import { timed } from './stopwatch.ts';

const registryTables = ['entity_version', 'milestone', 'entity_search', 'source'] as const;
type Table = (typeof registryTables)[number];

type Target = { readonly name: string; readonly of: Table };

/** Writes a table's rows as COPY's text format. */
async function copyOut({ owner }: BenchDatabase, table: Table, path: string): Promise<void> {
  const columns = (await columnsOf(owner, table)).split(', ');
  const found = await rows<Record<string, string | null>>(
    owner,
    sql`select ${sql.join(columns.map((name) => sql`${sql.ref(name)}::text`))} from ${sql.table(`registry.${table}`)}`,
  );
  const lines = function* () {
    for (const row of found) yield copyLine(columns.map((name) => row[name]!));
  };
  await pipeline(lines, createWriteStream(path));
}

/** The columns that a row is given with; those that the database makes of others cannot be given. */
async function columnsOf(owner: Db, table: Table): Promise<string> {
  const found = await firstRow<{ columns: string }>(
    owner,
    sql`select string_agg(column_name, ', ' order by ordinal_position) as columns from information_schema.columns
        where table_schema = 'registry' and table_name = ${table} and is_generated = 'NEVER'`,
  );
  return found!.columns;
}

/** COPY of a ready-made text file, in one transaction; into tables of nobody's rows, so straight. */
async function copyIn(
  { owner }: BenchDatabase,
  targets: readonly Target[],
  fileOf: (of: Table) => string,
): Promise<void> {
  const columns = new Map<Table, string>();
  for (const { of } of targets) columns.set(of, await columnsOf(owner, of));
  await inTransaction(owner, async (tx) => {
    for (const { name, of } of targets) {
      // pieces of the file as it is: nothing is left to do but to send them
      const pieces = createReadStream(fileOf(of), { highWaterMark: 262_144 });
      await pipeline(pieces, tx.client.query(copyFrom(`copy ${name} (${columns.get(of)}) from stdin`)));
    }
  });
}

/** Every timed piece starts with empty tables and nothing left to be written of the one before. */
async function empty({ owner }: BenchDatabase, tables: readonly string[]): Promise<void> {
  await owner.pool.query(`truncate ${tables.join(', ')}`);
  await owner.pool.query('checkpoint');
}

const [withKey, withAll, bare] = [
  { name: 'bench.with_key', of: 'entity_version' },
  { name: 'bench.with_all', of: 'entity_version' },
  { name: 'bench.bare', of: 'entity_version' },
] as const satisfies readonly Target[];

async function createTargets({ owner }: BenchDatabase): Promise<void> {
  await owner.pool.query(`
    create schema bench;
    create table bench.with_key (like registry.entity_version including defaults, primary key (district, entity_id, version_id));
    create table bench.with_all (like registry.entity_version including all);
    create table bench.bare (like registry.entity_version including defaults);
    create table bench.milestone (like registry.milestone including all);
    create table bench.entity_search (like registry.entity_search including all);
    create table bench.source (like registry.source including all)`);
}

type Limits = 'withKey' | 'withAll' | 'bare' | 'everything';

/** Import of a roster with all checks, history and derivation, against COPY of the rows that come of it. */
export async function benchImport(database: BenchDatabase, size: Size): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'miaopu-bench-import-'));
  const fileOf = (table: Table) => join(folder, `${table}.copy`);
  const roster = join(folder, 'roster.csv');
  try {
    await writeRoster(roster, size.rows);
    await createTargets(database);
    const registry = registryTables.map((table) => `registry.${table}`);
    let told = '';
    const importOnce = async () => {
      const { inserted, rejected, derived } = await importFile(database.db, {
        actor,
        path: roster,
        fileName: 'roster.csv',
        asOf: '2020-12-31',
      });
      // a run that turns its rows away is quick and proves nothing
      if (inserted < size.rows * 0.95) throw new Error(`Only ${inserted} of ${size.rows} rows went in.`);
      told = `${inserted} of ${size.rows} rows in, ${rejected} rejected; town derived for ${derived.town}, industry for ${derived.industry}; file of ${(statSync(roster).size / 1e6).toFixed(1)} MB`;
    };
    await empty(database, registry);
    await importOnce();
    for (const table of registryTables) await copyOut(database, table, fileOf(table));
    const everything: Target[] = [
      withAll,
      ...(['milestone', 'entity_search', 'source'] as const).map(
        (of): Target => ({ name: `bench.${of}`, of }),
      ),
    ];
    const copies: Record<Limits, readonly Target[]> = {
      withKey: [withKey],
      withAll: [withAll],
      bare: [bare],
      everything,
    };
    const samples: Record<'ours' | Limits, number[]> = {
      ours: [],
      withKey: [],
      withAll: [],
      bare: [],
      everything: [],
    };
    for (let turn = 0; turn < size.repeat; turn++) {
      await empty(database, registry);
      samples.ours.push(await timed(importOnce));
      for (const limit of Object.keys(copies) as Limits[]) {
        await empty(
          database,
          copies[limit].map(({ name }) => name),
        );
        samples[limit].push(await timed(() => copyIn(database, copies[limit], fileOf)));
      }
    }
    return [...figuresOf(samples, size, told), ...(await benchImportMemory(database, size))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(samples: Record<'ours' | Limits, number[]>, size: Size, told: string): Figure[] {
  const rate = (times: readonly number[], what: string) => ({
    value: size.rows / (median(times) / 1000),
    unit: 'rows/s',
    what,
  });
  const ours = rate(samples.ours, 'the import: checks, matching, history, derivation, search');
  const against = (name: string, limit: Limits, what: string, more: Partial<Figure> = {}) =>
    figure({ bench: 'import', name, ours, limit: rate(samples[limit], what), ...more });
  return [
    against(
      'against COPY with primary key',
      'withKey',
      'COPY of the final versions into their columns and primary key',
      {
        aim: { of: 'ratio', at: 'least', value: 1 / 3 },
        note: told,
      },
    ),
    against('against COPY without any index', 'bare', 'COPY of the final versions, no key, no check'),
    against(
      'against COPY with all indexes',
      'withAll',
      'COPY of the final versions with the table’s checks and indexes',
    ),
    against(
      'against COPY of all it writes',
      'everything',
      'COPY of versions, milestones and search rows with their indexes',
    ),
  ];
}
