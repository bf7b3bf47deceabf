import { endpoint } from '@miaopu/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recordAudit } from '../audit/index.ts';
import { inSnapshot, inTransaction, rows, sql } from '../db/index.ts';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { route } from './index.ts';

const body = z.strictObject({ name: z.string() });
const response = z.strictObject({ number: z.number() });
const plant = endpoint({
  method: 'POST',
  path: '/api/trees',
  summary: 'Plants',
  access: 'account.own',
  body,
  response,
});
const survey = endpoint({
  method: 'POST',
  path: '/api/surveys',
  summary: 'Looks around, then plants',
  access: 'account.own',
  body,
  response,
});
const reveal = endpoint({
  method: 'POST',
  path: '/api/secrets',
  summary: 'Shows a secret',
  access: 'account.own',
  body,
  response: z.strictObject({ secret: z.string() }),
  showsOnce: true,
});

let database: TestDatabase;
let served: TestApp;
let office: string;
let leader: string;
let fails = false;

beforeAll(async () => {
  database = await createTestDatabase();
  let planted = 0;
  served = await createTestApp(database, async (app, { db }) => {
    route(app, plant, async ({ actor, body: { name } }) =>
      inTransaction(db, async (tx) => {
        await recordAudit(tx, { actor, action: 'plan.loaded', record: `tree/${name}` });
        if (fails) throw new Error('it fell over');
        return { number: ++planted };
      }),
    );
    route(app, survey, async ({ actor, body: { name } }) => {
      const found = await inSnapshot(db, (tx) => rows(tx, sql`select from platform.audit_line`));
      await inTransaction(db, (tx) =>
        recordAudit(tx, { actor, action: 'plan.loaded', record: `tree/${name}` }),
      );
      return { number: found.length };
    });
    route(app, reveal, async ({ actor, body: { name } }) => {
      await inTransaction(db, (tx) =>
        recordAudit(tx, { actor, action: 'plan.loaded', record: `tree/${name}` }),
      );
      return { secret: 'tell nobody' };
    });
  });
  office = await served.cookieOf('office');
  leader = await served.cookieOf('leader');
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

const send = (name: string, key: string, { cookie = office, url = '/api/trees' } = {}) =>
  served.app.inject({
    method: 'POST',
    url,
    headers: { cookie, 'idempotency-key': key },
    payload: { name },
  });

async function timesPlanted(name: string): Promise<number> {
  const found = await rows(
    database.owner,
    sql`select from platform.audit_line where record = ${`tree/${name}`}`,
  );
  return found.length;
}

describe('a write that is sent again with its key', () => {
  it('is done once where it begins by reading a state of the database', async () => {
    const again = { url: '/api/surveys' };
    const first = await send('ash', 'key-of-the-ash', again);
    expect(first.statusCode).toBe(200);
    expect((await send('ash', 'key-of-the-ash', again)).json()).toEqual(first.json());
    expect(await timesPlanted('ash')).toBe(1);
  });

  it('is done once and gives the first answer again', async () => {
    const first = await send('oak', 'key-of-the-oak');
    const second = await send('oak', 'key-of-the-oak');
    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.json()).toEqual(first.json());
    expect(await timesPlanted('oak')).toBe(1);
  });

  it('is done once too where both are under way together', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('elm', 'key-of-the-elm')));
    expect(await timesPlanted('elm')).toBe(1);
    // one may come before the first has its answer: it is told that the deed is done
    for (const { statusCode } of answers) expect([200, 409]).toContain(statusCode);
    expect((await send('elm', 'key-of-the-elm')).statusCode).toBe(200);
  });

  it('is done where the first time failed, since nothing of that stayed', async () => {
    fails = true;
    expect((await send('fir', 'key-of-the-fir')).statusCode).toBe(500);
    fails = false;
    expect((await send('fir', 'key-of-the-fir')).statusCode).toBe(200);
    expect(await timesPlanted('fir')).toBe(1);
  });

  it('is refused where the key came with something else, and is another’s own for another person', async () => {
    const other = await send('ash', 'key-of-the-oak');
    expect([other.statusCode, other.json().error.code]).toEqual([409, 'http.key_used']);
    expect((await send('oak', 'key-of-the-oak', { cookie: leader })).statusCode).toBe(200);
    expect((await send('yew', 'short')).json().error.code).toBe('http.bad_key');
  });

  it('is not shown again what is shown once', async () => {
    const url = '/api/secrets';
    expect((await send('bay', 'key-of-the-bay', { url })).json()).toEqual({ secret: 'tell nobody' });
    const again = await send('bay', 'key-of-the-bay', { url });
    expect([again.statusCode, again.json().error.code]).toEqual([409, 'http.done_before']);
    expect(await timesPlanted('bay')).toBe(1);
    const kept = await rows(
      database.owner,
      sql`select from platform.done_once where answer::text like '%tell nobody%'`,
    );
    expect(kept).toEqual([]);
  });
});
