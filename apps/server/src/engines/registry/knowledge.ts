import { type Db, firstRow, inTransaction, type Queryable, sql, type Tx } from '../../platform/db/index.ts';

// one lock for each district's knowledge
const lockOf = (district: string) => sql`hashtextextended('registry knowledge ' || ${district}, 0)`;

/**
 * The instant at which a transaction's records count as known. Every act that writes history asks for it first: it holds off
 * `settledInstant` until the act is committed, so that nothing ever appears behind an instant that was already counted as of.
 */
export async function beginKnowledge(tx: Tx, district: string): Promise<string> {
  await sql`select pg_advisory_xact_lock_shared(${lockOf(district)})`.execute(tx.query);
  const { at } = (await firstRow<{ at: string }>(tx, sql`select clock_timestamp() as at`))!;
  return at;
}

/** An instant up to which all knowledge is committed: what is counted as known on it can be counted again with the same result. */
export async function settledInstant(db: Db, district: string): Promise<string> {
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${lockOf(district)})`.execute(tx.query);
    const { at } = (await firstRow<{ at: string }>(tx, sql`select clock_timestamp() as at`))!;
    return at;
  });
}

/** When the registry last learned something; every act names its source, so the sources tell. */
export async function latestKnowledge(db: Queryable, district: string): Promise<string | undefined> {
  const found = await firstRow<{ at: string | null }>(
    db,
    sql`select max(recorded_at) as at from registry.source where district = ${district}`,
  );
  return found?.at ?? undefined;
}
