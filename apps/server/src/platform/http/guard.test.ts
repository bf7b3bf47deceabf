import { setTimeout as delay } from 'node:timers/promises';
import { endpoint } from '@miaopu/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { registerHealth, route } from './index.ts';

const ok = z.strictObject({ ok: z.boolean() });
const read = endpoint({
  method: 'GET',
  path: '/api/things',
  summary: 'Reads',
  access: 'account.own',
  response: ok,
});
const open = endpoint({
  method: 'GET',
  path: '/api/open',
  summary: 'For all',
  access: 'public',
  response: ok,
});
const slow = endpoint({
  method: 'POST',
  path: '/api/slow',
  summary: 'Takes a while',
  access: 'public',
  response: ok,
});
const file = endpoint({ method: 'GET', path: '/api/things.csv', summary: 'A file', access: 'account.own' });

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

async function start(): Promise<TestApp> {
  return createTestApp(database, async (app, { db }) => {
    registerHealth(app, db);
    route(app, read, async () => ({ ok: true }));
    route(app, open, async () => ({ ok: true }));
    route(app, slow, async () => {
      await delay(400);
      return { ok: true };
    });
    route(app, file, async ({ reply }) => reply.type('text/csv').send('a,b\n'));
  });
}

describe('limits', () => {
  let served: TestApp;
  let cookies: string[];
  beforeAll(async () => {
    served = await start();
    cookies = [await served.cookieOf('office'), await served.cookieOf('leader')];
  });
  afterAll(() => served?.close());

  async function count(times: number, url: string, from: string, cookie?: string) {
    const statuses = new Map<number, number>();
    for (let n = 0; n < times; n++) {
      const answer = await served.app.inject({ url, remoteAddress: from, headers: cookie ? { cookie } : {} });
      statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
      if (answer.statusCode === 429) {
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
        expect(answer.json().error.code).toBe('http.busy');
      }
    }
    return Object.fromEntries(statuses);
  }

  it('are each account’s own, whichever address it comes from and whoever else comes from there', async () => {
    expect(await count(603, '/api/things', '10.1.0.1', cookies[0])).toEqual({ 200: 600, 429: 3 });
    expect(await count(1, '/api/things', '10.1.0.2', cookies[0])).toEqual({ 429: 1 });
    expect(await count(5, '/api/things', '10.1.0.1', cookies[1])).toEqual({ 200: 5 });
  });

  it('are narrower for files', async () => {
    expect(await count(32, '/api/things.csv', '10.1.0.3', cookies[1])).toEqual({ 200: 30, 429: 2 });
    expect(await count(1, '/api/things', '10.1.0.3', cookies[1])).toEqual({ 200: 1 });
  });

  it('are each address’s for whoever is not signed in, and say nothing to its colleagues who are', async () => {
    expect(await count(300, '/api/open', '10.1.0.4')).toEqual({ 200: 300 });
    expect(await count(303, '/api/things', '10.1.0.4', 'better-auth.session_token=guess')).toEqual({
      401: 300,
      429: 3,
    });
    expect(await count(1, '/api/open', '10.1.0.4')).toEqual({ 429: 1 });
    expect(await count(1, '/api/things', '10.1.0.4', cookies[1])).toEqual({ 200: 1 });
    expect(await count(1, '/api/open', '10.1.0.5')).toEqual({ 200: 1 });
  });
});

describe('a server that is ended', () => {
  it('lets the requests end that are under way, and refuses new ones with a word on when to come again', async () => {
    const served = await start();
    const address = await served.app.listen({ port: 0, host: '127.0.0.1' });
    const get = (path: string) => fetch(`${address}${path}`);
    const underWay = [1, 2, 3].map(() => fetch(`${address}/api/slow`, { method: 'POST' }));
    const abandoned = new AbortController();
    const left = fetch(`${address}/api/slow`, { method: 'POST', signal: abandoned.signal }).catch(
      () => 'left',
    );
    await delay(150);
    abandoned.abort();
    const began = performance.now();
    const drained = served.app.requests.drain(10_000);
    const refused = await get('/api/open');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
    expect((await refused.json()).error).toMatchObject({ code: 'http.ending' });
    // a balancer in front sends nobody here any more, and a supervisor does not take it for dead
    expect([(await get('/readyz')).status, (await get('/healthz')).status]).toEqual([503, 200]);
    await drained;
    expect(performance.now() - began).toBeLessThan(3000);
    for (const answer of await Promise.all(underWay)) {
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ ok: true });
    }
    expect(await left).toBe('left');
    await served.close();
    await expect(get('/healthz')).rejects.toThrow();
  });

  it('does not wait for ever', async () => {
    const served = await start();
    const address = await served.app.listen({ port: 0, host: '127.0.0.1' });
    const cut = fetch(`${address}/api/slow`, { method: 'POST' }).catch(() => 'cut');
    await delay(100);
    await served.app.requests.drain(50);
    await served.close();
    expect(await cut).toBe('cut');
  });
});
