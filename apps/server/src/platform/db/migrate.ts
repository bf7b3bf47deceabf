import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from './connection.ts';
import { inTransaction } from './connection.ts';

// Any constant serves: it keeps two starting processes from migrating at once.
const migrationLock = 0x6d69616f;

const rowSecurityFile = 'row-security.sql';

/**
 * Applies the migrations that this database has not seen, in order, then the roles' grants and, where anything is new, who sees which
 * rows. A migration that was applied and then edited stops the start: history is forward-only.
 *
 * @returns the names of the migrations applied now
 */
export async function migrate(owner: Db, databaseFolder: string): Promise<string[]> {
  const folder = join(databaseFolder, 'migrations');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return inTransaction(owner, async ({ client }) => {
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    await client.query('create schema if not exists platform');
    await client.query(`create table if not exists platform.migration (
      name text primary key, text text not null, applied_at timestamptz not null default now())`);
    const applied = new Map<string, string>(
      (
        await client.query<{ name: string; text: string }>('select name, text from platform.migration')
      ).rows.map((row) => [row.name, row.text]),
    );
    const fresh: string[] = [];
    for (const name of names) {
      const text = await readFile(join(folder, name), 'utf8');
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
