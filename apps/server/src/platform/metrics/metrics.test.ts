import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { registerMetrics } from './index.ts';

let database: TestDatabase;
let open: TestApp;
let closed: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  const start = (metricsToken: string | undefined) =>
    createTestApp(database, async (app, services) => {
      registerMetrics(app, { ...services, config: { metricsToken } });
      app.get('/api/things/:id', async () => ({ ok: true }));
    });
  [open, closed] = [await start(undefined), await start('a-long-token')];
});
afterAll(async () => {
  await open?.close();
  await closed?.close();
  await database?.drop();
});

const read = (from: TestApp, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
  from.app.inject({ url: '/metrics', headers, remoteAddress });

describe('/metrics', () => {
  it('tells of requests by route, of the pool, the queue, the outbox and the process', async () => {
    await open.services.jobs.work('measured', async () => {});
    await open.app.inject({ url: '/api/things/13812345678' });
    const { body, headers } = await read(open);
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toMatch(
      /miaopu_http_request_seconds_count\{method="GET",route="\/api\/things\/:id",status="200"\} 1/,
    );
    expect(body).toMatch(/miaopu_database_connections\{state="idle"\} \d/);
    expect(body).toMatch(/miaopu_deliveries\{state="given_up"\} 0/);
    expect(body).toMatch(/^process_resident_memory_bytes \d+/m);
    expect(body).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(body).not.toContain('13812345678');
  });

  it('without a token is this machine’s, and does not exist for others', async () => {
    for (const [headers, address] of [
      [{}, '192.0.2.1'],
      [{ 'x-forwarded-for': '192.0.2.1' }, '127.0.0.1'],
      [{ 'x-forwarded-for': '127.0.0.1' }, '127.0.0.1'],
      [{ via: '1.1 proxy' }, '127.0.0.1'],
      [{ 'x-forwarded-for': '127.0.0.1' }, '192.0.2.1'],
    ] as const)
      expect((await read(open, headers, address)).statusCode, JSON.stringify(headers)).toBe(404);
    expect((await read(open, {}, '::1')).statusCode).toBe(200);
  });

  it('with a token is for whoever shows it, from wherever', async () => {
    const shown = { authorization: 'Bearer a-long-token' };
    expect((await read(closed, shown, '192.0.2.1')).statusCode).toBe(200);
    for (const authorization of ['', 'Bearer a-long-tokem', 'Bearer ', 'a-long-token'])
      expect((await read(closed, { authorization })).statusCode).toBe(404);
  });
});
