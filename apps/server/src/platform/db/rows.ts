import type { RawBuilder } from 'kysely';
import type { Db, Queryable } from './connection.ts';

/** All rows of a query. */
export async function rows<Row>(db: Queryable, query: RawBuilder<Row>): Promise<Row[]> {
  return (await query.execute(db.query)).rows;
}

/** The first row of a query, where there is one. */
export async function firstRow<Row>(db: Queryable, query: RawBuilder<Row>): Promise<Row | undefined> {
  return (await query.execute(db.query)).rows[0];
}

/** A statement that each connection prepares once, under its name. */
export type Prepared = {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
};

/**
 * All rows of a prepared statement, by a plan that is made once on each connection. PostgreSQL would rather plan anew for the values at
 * hand, which for a question of forty relations about a single row takes several times as long as answering it.
 */
export async function preparedRows<Row>(db: Db, statement: Prepared): Promise<Row[]> {
  const client = await db.pool.connect();
  try {
    await client.query('set plan_cache_mode = force_generic_plan');
    return (await client.query({ ...statement, values: [...statement.values] })).rows as Row[];
  } finally {
    // whatever the connection is asked next is planned as ever
    await client.query('reset plan_cache_mode').catch(() => {});
    client.release();
  }
}
