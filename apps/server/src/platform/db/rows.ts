import type { RawBuilder } from 'kysely';
import type { Queryable } from './connection.ts';

/** All rows of a query. */
export async function rows<Row>(db: Queryable, query: RawBuilder<Row>): Promise<Row[]> {
  return (await query.execute(db.query)).rows;
}

/** The first row of a query, where there is one. */
export async function firstRow<Row>(db: Queryable, query: RawBuilder<Row>): Promise<Row | undefined> {
  return (await query.execute(db.query)).rows[0];
}
