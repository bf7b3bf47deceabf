import type { Db } from '../../platform/db/index.ts';

/**
 * Takes a lock by name that says that some work is being done. It is a session's, so that it goes with the process, however that ends.
 *
 * @returns what gives it back; undefined where somebody else has it
 */
export async function holdLock(db: Db, name: string): Promise<(() => Promise<void>) | undefined> {
  const client = await db.pool.connect();
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
    [name],
  );
  if (!rows[0]!.held) {
    client.release();
    return undefined;
  }
  return async () => {
    const broken = await client
      .query('select pg_advisory_unlock(hashtextextended($1, 0))', [name])
      .then(() => undefined)
      .catch((error: Error) => error);
    client.release(broken);
  };
}
