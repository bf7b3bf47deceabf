import { endpoint } from '@miaopu/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { sql } from '../db/index.ts';
import { type App, route } from '../http/index.ts';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { openLog } from './index.ts';
import { scrub } from './scrub.ts';

describe('a scrubbed text', () => {
  it.each([
    ['13812345678', '[phone]'],
    ['致电138 1234 5678。', '致电[phone]。'],
    ['+86-138-1234-5678', '[phone]'],
    ['331004199003071234', '[identity]'],
    ['33100419900307123x', '[identity]'],
    ['331004900307123', '[identity]'],
    ['"id":"331004199003071234"', '"id":"[identity]"'],
    ['wang.fang@luqiao.gov.cn', '[name]@luqiao.gov.cn'],
  ])('has nobody’s number in it: %s', (given, shown) => {
    expect(scrub(given)).toBe(shown);
  });

  it.each([
    '91331004148340431X',
    '331004000000001',
    '1764108000000',
    '2018-08-01T08:00:00.123Z',
    '0576-82444444',
    '12345678901234567890',
  ])('leaves what is no person’s as it is: %s', (text) => {
    expect(scrub(text)).toBe(text);
  });
});

const phone = '13812345678';
const identity = '331004199003071234';
const both = `${phone} ${identity}`;

const plant = endpoint({
  method: 'POST',
  path: '/api/people/:who',
  summary: 'Fails in the way that its body says',
  access: 'registry.edit',
  params: z.strictObject({ who: z.string() }),
  query: z.strictObject({ q: z.string().optional() }),
  body: z.strictObject({ how: z.string(), phone: z.string() }),
  response: z.strictObject({ ok: z.boolean() }),
});

let database: TestDatabase;
let served: TestApp;
let cookie: string;
const lines: string[] = [];

function register(app: App): void {
  route(app, plant, async ({ body }) => {
    if (body.how === 'throws') throw new Error(`no such person: ${body.phone} ${identity}`);
    if (body.how === 'database')
      await sql`insert into auth."user" (id, name, email, "emailVerified", district) values ('1', ${identity}, ${body.phone}, true, '1'), ('2', '', ${body.phone}, true, '1')`.execute(
        served.services.db.query,
      );
    app.log.warn({ said: body.phone, deep: { list: [identity] } }, `a remark on ${body.phone}`);
    return { ok: true };
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  const log = openLog({ level: 'info', write: (line) => lines.push(line) });
  served = await createTestApp(database, async (app) => register(app), { log });
  cookie = await served.cookieOf('office');
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});
beforeEach(() => {
  lines.length = 0;
});

const call = (payload: object | string, more: { url?: string; headers?: Record<string, string> } = {}) =>
  served.app.inject({
    method: 'POST',
    url: more.url ?? `/api/people/${phone}?q=${identity}`,
    headers: {
      cookie,
      'content-type': 'application/json',
      'user-agent': both,
      referer: `http://localhost/g/registry?q=${phone}`,
      'x-forwarded-for': '192.0.2.7',
      ...more.headers,
    },
    payload,
  });

describe('the log', () => {
  it.each([
    ['a request that succeeds', () => call({ how: 'well', phone })],
    ['a fault whose message says it', () => call({ how: 'throws', phone })],
    ['a fault of the database, which repeats the row', () => call({ how: 'database', phone })],
    ['a body that is not as required', () => call({ how: 1, phone, [identity]: phone })],
    ['a body that is no JSON', () => call(`{"phone": ${both}`)],
    [
      'a query that is not known',
      () => call({ how: 'well', phone }, { url: `/api/people/1?${phone}=${identity}` }),
    ],
    ['an address that is not there', () => call({}, { url: `/api/nobody/${phone}/${identity}` })],
    [
      'a session that is none',
      () => call({ how: 'well', phone }, { headers: { cookie: `a=${phone}; b=${identity}` } }),
    ],
    [
      'a page of another site',
      () => call({ how: 'well', phone }, { headers: { origin: `http://${phone}.example` } }),
    ],
    [
      'a sign-in that fails',
      () =>
        served.app.inject({
          method: 'POST',
          url: `/api/auth/sign-in/email?${phone}`,
          headers: { host: 'localhost', origin: 'http://localhost' },
          payload: { email: `${phone}@test.example`, password: identity },
        }),
    ],
    [
      'work in the queue that fails',
      async () => {
        const log = openLog({ level: 'warn', write: (line) => lines.push(line) });
        log.error({ err: new Error(`could not tell ${both}`) }, 'background work failed');
        log.fatal(`${both}`);
      },
    ],
  ])('of %s has nobody’s number in it', async (_what, act) => {
    await act();
    await vi.waitFor(() => expect(lines.length).toBeGreaterThan(0));
    const text = lines.join('');
    expect(text).not.toContain(phone);
    expect(text).not.toContain(identity);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: expect.any(String) });
  });

  it('has no line of an address that cannot be read', async () => {
    expect((await call({}, { url: `/api/people/%zz${phone}` })).statusCode).toBe(400);
    expect(lines).toEqual([]);
  });

  it('says of each request who asked for what, how it went and how long it took, under its number', async () => {
    const answer = await call({ how: 'throws', phone });
    await vi.waitFor(() => expect(lines).toHaveLength(2));
    const [fault, line] = lines.map((text) => JSON.parse(text));
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      requestId: answer.headers['x-request-id'],
      method: 'POST',
      route: '/api/people/:who',
      status: 500,
      milliseconds: expect.any(Number),
      person: expect.any(String),
      address: '192.0.2.7',
      msg: 'answered',
    });
    expect(fault).toMatchObject({
      level: 'error',
      requestId: answer.headers['x-request-id'],
      route: '/api/people/:who',
      err: {
        name: 'Error',
        message: 'no such person: [phone] [identity]',
        stack: expect.stringContaining('log.test.ts'),
      },
    });
    expect(answer.body).not.toMatch(/log\.test|no such person/);
  });
});
