import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { connectionName } from '../postgres/index.ts';
import { begin } from './beginning.ts';
import { type RowScope, ScopedPool } from './row-scope.ts';

export type Queryable = { readonly query: Kysely<unknown> };
export type Db = Queryable & { readonly pool: pg.Pool; close(): Promise<void> };
export type Tx = Queryable & { readonly client: pg.PoolClient };

const types = new pg.TypeOverrides();
// Days stay 'YYYY-MM-DD' and instants ISO text: a Date would move a day across time zones.
types.setTypeParser(pg.types.builtins.DATE, (text) => text);
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, isoInstant);

/** PostgreSQL's `2018-08-01 08:00:00.123456+00` as ISO 8601; 'infinity' stays itself. */
export function isoInstant(text: string): string {
  if (text.endsWith('infinity')) return text;
  return text
    .replace(' ', 'T')
    .replace(/([+-]\d\d)$/, '$1:00')
    .replace('+00:00', 'Z');
}

export type PoolOptions = {
  readonly url: string;
  readonly maximum?: number;
  /** The role each connection begins with; absent: the connection's own, which owns the tables and sees every row. */
  readonly role?: 'miaopu_app';
  /** Whose rows are seen where nobody acts. The server has none: there, work that forgot to say who acts sees nothing. */
  readonly otherwise?: RowScope;
};

/** Opens a pool. The application works as the role `miaopu_app`: it may not rewrite history, and sees the rows of whoever acts. */
export function openPool({ url, maximum = 10, role, otherwise }: PoolOptions): Db {
  const settings = [
    '-c timezone=UTC',
    '-c datestyle=ISO',
    // statements here are made of many expressions, each run over few rows: compiling them costs seconds and saves less
    '-c jit=off',
    // counts over a whole district group wide rows, which the default of 4 MB sorts on disk
    '-c work_mem=32MB',
    ...(role === undefined ? [] : [`-c role=${role}`]),
  ];
  const options: pg.PoolConfig = {
    connectionString: url,
    max: maximum,
    types,
    options: settings.join(' '),
    application_name: connectionName,
  };
  const pool = role === undefined ? new pg.Pool(options) : new ScopedPool(options, otherwise);
  surviveBrokenConnections(pool);
  const query = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return {
    query,
    pool,
    close: async () => {
      await query.destroy();
      // Kysely ends only a pool that it has used
      if (!pool.ended) await pool.end();
    },
  };
}

const ignore = () => {};

/**
 * A connection that breaks (database restarted) must not end the process. An idle one is thrown away by the pool and the next query opens
 * another; one that is lent says so by an event, which nobody hears between two queries, and then by the query that fails.
 */
export function surviveBrokenConnections(pool: pg.Pool): void {
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
}

/** Runs work in one transaction on one connection; its client is there for COPY. */
export function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(db, 'begin', async (tx) => {
    await begin(tx);
    return work(tx);
  });
}

/** Reads one state of the database, whatever others write meanwhile. */
export function inSnapshot<T>(db: Db, read: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(db, 'begin isolation level repeatable read, read only', read);
}

async function transact<T>(db: Db, opening: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  const lent = { query: client.query.bind(client), release: ignore };
  const query = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: { connect: async () => lent as never, end: async () => {} } }),
  });
  let broken: Error | undefined;
  try {
    await client.query(opening);
    const result = await work({ query, client });
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
