import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Db, migrate, openPool } from '../apps/server/src/platform/db/index.ts';
import { startOrJoinCluster } from '../apps/server/src/platform/postgres/index.ts';

/** A migrated database of a benchmark's own. */
export type BenchDatabase = {
  /** The application's own role, as in production. */
  readonly db: Db;
  /** Owns the tables. */
  readonly owner: Db;
  readonly url: string;
  drop(): Promise<void>;
};

export type Server = { createDatabase(): Promise<BenchDatabase>; close(): Promise<void> };

const migrations = resolve(import.meta.dirname, '../db');

/**
 * A PostgreSQL for the benchmarks, as durable as in production: the one that MIAOPU_BENCH_DATABASE_URL names (as a user who may create
 * databases), else an embedded one in a temporary folder that is removed at the end.
 */
export async function openServer(): Promise<Server> {
  const given = process.env.MIAOPU_BENCH_DATABASE_URL;
  if (given) return { createDatabase: () => createDatabase(inDatabase(given)), close: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'miaopu-bench-'));
  // the database runs as a user of its own, who has to reach its folder
  chmodSync(folder, 0o755);
  const place = join(folder, 'postgres');
  try {
    const cluster = await startOrJoinCluster({ folder: place, durable: true });
    return {
      createDatabase: () => createDatabase(cluster.url),
      close: async () => {
        await cluster.release();
        remove(folder, place);
      },
    };
  } catch (error) {
    remove(folder, place);
    throw error;
  }
}

function remove(folder: string, place: string): void {
  // where the folder could not be reached, the files stand elsewhere and a link leads there
  if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink())
    rmSync(dirname(realpathSync(place)), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

function inDatabase(url: string): (name: string) => string {
  return (name) => {
    const changed = new URL(url);
    changed.pathname = `/${name}`;
    return changed.href;
  };
}

async function createDatabase(urlOf: (name: string) => string): Promise<BenchDatabase> {
  const name = `bench_${process.pid}_${randomBytes(4).toString('hex')}`;
  await administer(urlOf('postgres'), `create database ${name}`);
  const url = urlOf(name);
  const owner = openPool({ url, maximum: 3 });
  await migrate(owner, migrations);
  const db = openPool({ url, role: 'miaopu_app', otherwise: { as: 'miaopu_system' } });
  return {
    db,
    owner,
    url,
    drop: async () => {
      await db.close();
      await owner.close();
      await administer(urlOf('postgres'), `drop database if exists ${name} with (force)`);
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const admin = openPool({ url, maximum: 1 });
  try {
    await admin.pool.query(statement);
  } finally {
    await admin.close();
  }
}
