import { createHash } from 'node:crypto';
import type { Endpoint } from '@miaopu/contract';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../access/index.ts';
import { beginningWith, type Db, firstRow, type Queryable, sql, type Tx } from '../db/index.ts';
import { httpFailure } from './errors.ts';

/** The header with the key of a write: whoever gets no answer sends the same request with the same key again. */
export const onceHeader = 'idempotency-key';

type Done = { readonly request_hash: string; readonly answer: unknown };
type Write = {
  readonly actor: Actor;
  readonly key: string;
  readonly hash: string;
  readonly showsOnce: boolean;
};

/** A write that came with a key; nothing where none came, or where nothing is written. @throws http.bad_key */
export function findWrite(
  { headers, url, body, actor }: FastifyRequest,
  { method, showsOnce }: Pick<Endpoint, 'method' | 'showsOnce'>,
): Write | undefined {
  const key = headers[onceHeader];
  if (key === undefined || method === 'GET' || actor === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\w-]{8,100}$/.test(key)) throw httpFailure('http.bad_key');
  const hash = createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest('hex');
  return { actor, key, hash, showsOnce: showsOnce === true };
}

/**
 * Does a write once, however often it is sent. That it was done is written by the deed's own transaction, so a process that dies leaves
 * both or neither; whoever sends the key again is given the first answer. Where the process died before it had one, the answer says that
 * the deed is done.
 *
 * @throws http.key_used, http.done_before
 */
export async function doOnce<T>(db: Db, write: Write, work: () => Promise<T>): Promise<T> {
  const before = await findDone(db, write);
  if (before !== undefined) return answerOf<T>(before, write);
  let began = false;
  try {
    const answer = await beginningWith(async (tx) => {
      await claim(tx, write);
      began = true;
    }, work);
    if (began && !write.showsOnce) await remember(db, write, answer);
    return answer;
  } catch (error) {
    // the same request under way twice: the second waited for the first, and is answered as it was
    if (error !== taken) throw error;
    return answerOf<T>((await findDone(db, write))!, write);
  }
}

const taken = new Error('somebody else has the key');

async function claim(tx: Tx, { actor, key, hash }: Write): Promise<void> {
  const claimed = await firstRow(
    tx,
    sql`insert into platform.done_once (district, person_id, key, request_hash)
        values (${actor.district}, ${actor.id}, ${key}, ${hash}) on conflict do nothing returning key`,
  );
  if (claimed === undefined) throw taken;
}

async function findDone(db: Queryable, { actor, key }: Write): Promise<Done | undefined> {
  return firstRow<Done>(
    db,
    sql`select request_hash, answer from platform.done_once
        where district = ${actor.district} and person_id = ${actor.id} and key = ${key}`,
  );
}

function answerOf<T>({ request_hash, answer }: Done, { hash }: Write): T {
  if (request_hash !== hash) throw httpFailure('http.key_used');
  if (answer === null) throw httpFailure('http.done_before');
  return answer as T;
}

async function remember(db: Queryable, { actor, key }: Write, answer: unknown): Promise<void> {
  await sql`update platform.done_once set answer = ${JSON.stringify(answer ?? null)}::jsonb
            where district = ${actor.district} and person_id = ${actor.id} and key = ${key}`.execute(
    db.query,
  );
}
