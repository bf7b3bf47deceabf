import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Config } from '../config/index.ts';
import { connectionName, startOrJoinCluster } from '../postgres/index.ts';
import { type Db, openPool } from './connection.ts';
import { migrate } from './migrate.ts';

export type OpenedDatabase = {
  /** What the application works with: it may not rewrite history. */
  readonly db: Db;
  /** Owns the tables: migrations, sign-in tables, the job queue. */
  readonly owner: Db;
  /** Where it is, for what keeps a connection of its own. */
  readonly url: string;
  readonly embedded: boolean;
  /** Waits so long (milliseconds, 10 s unless told) for work that goes on, then ends it; a database that nobody else uses is stopped. */
  close(patience?: number): Promise<void>;
};

const databaseName = 'miaopu';

/**
 * Opens the operator's PostgreSQL, or starts or joins the embedded one, and brings its tables up to date.
 *
 * @param before what is done to the database first; nothing of it is there yet, perhaps
 */
export async function openDatabase(
  config: Config,
  tell: (step: string) => void = () => {},
  before: (owner: Db) => Promise<void> = async () => {},
): Promise<OpenedDatabase> {
  const bring = async (owner: Db) => {
    await before(owner);
    await migrate(owner, join(config.rootFolder, 'db'));
  };
  if (config.databaseUrl !== undefined) {
    await checkVersion(config.databaseUrl);
    return open(config.databaseUrl, bring, false, async () => {});
  }
  tell('启动数据库 starting the database');
  const cluster = await startOrJoinCluster({ folder: join(config.dataFolder, 'postgres') });
  await ensureDatabase(cluster.url('postgres'));
  return open(cluster.url(databaseName), bring, true, cluster.release);
}

async function open(
  url: string,
  bring: (owner: Db) => Promise<void>,
  embedded: boolean,
  release: () => Promise<void>,
): Promise<OpenedDatabase> {
  const owner = openPool({ url, maximum: 4 });
  try {
    await bring(owner);
  } catch (error) {
    await owner.close();
    await release();
    throw error;
  }
  const db = openPool({ url, role: 'miaopu_app' });
  return {
    db,
    owner,
    url,
    embedded,
    close: async (patience = 10_000) => {
      const closed = Promise.all([db.close(), owner.close()]);
      if (!(await endsWithin(closed, patience))) {
        await endOwnWork(url).catch(() => {});
        await endsWithin(closed, 2000);
      }
      await release();
    },
  };
}

function endsWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const late = delay(milliseconds, false, { ref: false });
  return Promise.race([work.then(() => true), late]);
}

/** Ends what this process still has running in the database; it is undone there. */
async function endOwnWork(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: connectionName });
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = $1 and pid <> pg_backend_pid()`,
    [connectionName],
  );
  await client.end();
}

async function checkVersion(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: connectionName });
  try {
    await client.connect();
  } catch (error) {
    throw new Error(
      `无法连接 DATABASE_URL 所指的数据库:${(error as Error).message}。 Cannot connect to the database in DATABASE_URL.`,
    );
  }
  const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
  await client.end();
  const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (major < 15)
    throw new Error(
      `需要 PostgreSQL 15 至 18,现在是 ${major}。 PostgreSQL 15 to 18 is needed, this is ${major}.`,
    );
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: connectionName });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } catch (error) {
    // created by another process in the same moment
    if ((error as { code?: string }).code !== '42P04' && (error as { code?: string }).code !== '23505')
      throw error;
  } finally {
    await client.end();
  }
}
