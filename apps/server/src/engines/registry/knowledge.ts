import { factFields } from '@miaopu/standards';
import { type Db, firstRow, type Queryable, sql, type Tx } from '../../platform/db/index.ts';

// Writers hold this advisory lock, shared, with the second in which they began as its second key.
// So anyone can see since when something is being written, without waiting for it.
const writerLock = 0x7265676b;
// 32-bit keys last until 2068 when counted from 2000
const epoch = 946_684_800;

/**
 * The instant at which a transaction's records count as known. Every act that writes history asks for it, after the locks it has to
 * wait for: until the act is committed `settledInstant` stays before it, so that nothing ever appears behind an instant that was
 * already counted as of.
 */
export async function beginKnowledge(tx: Tx, district: string): Promise<string> {
  await sql`
    select pg_advisory_xact_lock_shared(${writerLock}::int, (extract(epoch from clock_timestamp()) - ${epoch})::int - 1)
  `.execute(tx.query);
  const found = await firstRow<{ at: string }>(
    tx,
    sql`select greatest(clock_timestamp(), max(recorded_at) + interval '1 microsecond') as at
        from registry.source where district = ${district} and recorded_at > clock_timestamp() - interval '1 minute'`,
  );
  return found!.at;
}

/**
 * The latest instant up to which all knowledge is committed: what is counted as known on it can be counted again with the same result.
 * It does not wait for writers: while one is at work, the instant is just before it began.
 */
export async function settledInstant(db: Db, _district: string): Promise<string> {
  // the clock is read first: a writer that appears after the locks were read has a later instant
  const { now } = (await firstRow<{ now: string }>(db, sql`select clock_timestamp() as now`))!;
  const found = await firstRow<{ at: string }>(
    db,
    sql`select least(${now}::timestamptz, min(to_timestamp(objid::bigint + ${epoch}) - interval '1 microsecond')) as at
        from pg_locks
        where locktype = 'advisory' and classid = ${writerLock}::int::oid
          and database = (select oid from pg_database where datname = current_database())`,
  );
  return found!.at;
}

/** When the registry last learned something; every act names its source, so the sources tell. */
export async function latestKnowledge(db: Queryable, district: string): Promise<string | undefined> {
  const found = await firstRow<{ at: string | null }>(
    db,
    sql`select max(recorded_at) as at from registry.source where district = ${district}`,
  );
  return found?.at ?? undefined;
}

/** The present by the clock that records are stamped with, so that what was just recorded is always known by it. */
export async function presentInstant(db: Queryable): Promise<string> {
  return (await firstRow<{ now: string }>(db, sql`select clock_timestamp() as now`))!.now;
}

/**
 * The newest year of which the district has a yearly figure, not later than a given one; undefined where it has none within 20 years.
 * One look-up by index for each field and year, whatever the table holds.
 */
export async function newestYear(
  db: Queryable,
  district: string,
  notLater: number,
): Promise<number | undefined> {
  const found = await firstRow<{ year: number }>(
    db,
    // a range of one year, of which the greatest is asked: only the key has periods in order. To ask whether there is any row would let
    // the planner read the whole table where there is none.
    sql`select year from generate_series(${notLater}::int, ${notLater}::int - 20, -1) year
        where exists (
          select from unnest(${Object.keys(factFields)}::text[]) as of_facts(name)
          where (select max(known.period) from registry.fact known
                 where known.district = ${district} and known.field = of_facts.name
                   and known.period between year::text and year::text and known.recorded_to = 'infinity') is not null)
        limit 1`,
  );
  return found?.year;
}
