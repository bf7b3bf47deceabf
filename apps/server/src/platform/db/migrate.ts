import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Db, inTransaction, type Tx } from './connection.ts';

// Any constant serves: it keeps two starting processes from migrating at once.
const migrationLock = 0x6d69616f;

const rowSecurityFile = 'row-security.sql';

/**
 * Applies the migrations that this database has not seen, in order, in the caller's transaction. One that was applied and then edited
 * stops it: history is forward-only.
 *
 * @param upTo only these; all that there are unless told
 * @returns the names of those applied now
 */
export async function applyMigrations(
  { client }: Tx,
  databaseFolder: string,
  upTo?: readonly string[],
): Promise<string[]> {
  await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
  await client.query('create schema if not exists platform');
  await client.query(`create table if not exists platform.migration (
    name text primary key, text text not null, applied_at timestamptz not null default now())`);
  const applied = await appliedTexts(client);
  const fresh: string[] = [];
  for (const { name, text } of await readMigrations(databaseFolder)) {
    if (upTo !== undefined && !upTo.includes(name)) continue;
    const before = applied.get(name);
    if (before === text) continue;
    if (before !== undefined) {
      throw new Error(
        `迁移 ${name} 执行后又被修改。请还原该文件,把新的改动写成新的迁移。 Migration ${name} was edited after it was applied: restore it and write the change as a new migration.`,
      );
    }
    await client.query(text);
    await client.query('insert into platform.migration (name, text) values ($1, $2)', [name, text]);
    fresh.push(name);
  }
  return fresh;
}

export type Migration = { readonly name: string; readonly text: string };

/** The migrations that this program has, in order. */
export async function readMigrations(databaseFolder: string): Promise<Migration[]> {
  const folder = join(databaseFolder, 'migrations');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
}

async function appliedTexts(client: Tx['client']): Promise<Map<string, string>> {
  const { rows } = await client.query<Migration>('select name, text from platform.migration');
  return new Map(rows.map((row) => [row.name, row.text]));
}

/**
 * Brings a database up to date: the migrations that it has not seen, then the roles' grants and, where anything is new, who sees which
 * rows.
 *
 * @returns the names of the migrations applied now
 */
export async function migrate(owner: Db, databaseFolder: string): Promise<string[]> {
  return inTransaction(owner, async (tx) => {
    const { client } = tx;
    const fresh = await applyMigrations(tx, databaseFolder);
    const applied = await appliedTexts(client);
    await client.query(await readFile(join(databaseFolder, 'roles.sql'), 'utf8'));
    const rowSecurity = await readFile(join(databaseFolder, rowSecurityFile), 'utf8');
    // its statements wait for everybody who uses a table, so they are not run at every start
    if (fresh.length > 0 || applied.get(rowSecurityFile) !== rowSecurity) {
      await client.query(rowSecurity);
      await client.query(
        'insert into platform.migration (name, text) values ($1, $2) on conflict (name) do update set text = excluded.text, applied_at = now()',
        [rowSecurityFile, rowSecurity],
      );
    }
    return fresh;
  });
}
