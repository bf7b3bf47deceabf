import { endpoint, errorSchema } from '@miaopu/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type App, route } from './index.ts';

const seedling = z.strictObject({ name: z.string().min(2), height: z.number().int().optional() });

const readOne = endpoint({
  method: 'GET',
  path: '/api/seedlings/:id',
  summary: 'One seedling',
  access: 'registry.read',
  params: z.strictObject({ id: z.string().regex(/^\d{1,9}$/) }),
  query: z.strictObject({
    limit: z.coerce.number().int().max(5).default(3),
    kind: z.enum(['pine', 'oak']).optional(),
  }),
  response: z.strictObject({ id: z.string(), limit: z.number(), actor: z.string() }),
});
const plant = endpoint({
  method: 'POST',
  path: '/api/seedlings',
  summary: 'Plant',
  access: 'registry.edit',
  body: seedling,
  response: z.strictObject({ planted: z.string() }),
});
const open = endpoint({
  method: 'GET',
  path: '/api/open',
  summary: 'For everyone',
  access: 'public',
  response: z.strictObject({ ok: z.boolean() }),
});
const faulty = endpoint({
  method: 'GET',
  path: '/api/faulty/:how',
  summary: 'Fails',
  access: 'public',
  params: z.strictObject({ how: z.string() }),
  response: z.strictObject({ ok: z.boolean() }),
});

const secret = 'password=hunter2 at /srv/secret.ts:1';
const failures: Readonly<Record<string, () => unknown>> = {
  throws: () => {
    throw new Error(secret);
  },
  'throws-text': () => {
    throw secret;
  },
  'throws-nothing': () => {
    throw undefined;
  },
  'database-gone': () => {
    throw Object.assign(new Error(secret), { code: 'ECONNREFUSED' });
  },
  'connection-lost': () => {
    throw new Error('Client has encountered a connection error and is not queryable');
  },
  'too-much': () => ({ ok: true, password: 'hunter2' }),
  'too-little': () => ({}),
};

function register(app: App): void {
  route(app, readOne, async ({ params, query, actor }) => ({
    id: params.id,
    limit: query.limit,
    actor: actor.role,
  }));
  route(app, plant, async ({ body }) => ({ planted: body.name }));
  route(app, open, async () => ({ ok: true }));
  route(app, faulty, async ({ params }) => failures[params.how]!() as { ok: boolean });
}

let database: TestDatabase;
let served: TestApp;
let office: string;
let viewer: string;

beforeAll(async () => {
  database = await createTestDatabase();
  served = await createTestApp(database, async (app) => register(app));
  [office, viewer] = [await served.cookieOf('office'), await served.cookieOf('viewer')];
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

const get = (url: string, cookie?: string) =>
  served.app.inject({ url, headers: cookie === undefined ? {} : { cookie } });

const post = (payload: unknown, headers: Record<string, string> = { cookie: office }) =>
  served.app.inject({
    method: 'POST',
    url: '/api/seedlings',
    payload: payload as object,
    headers: { host: 'localhost:8080', ...headers },
  });

type Answer = Awaited<ReturnType<typeof get>>;

/** The error of an answer, in the one form that every error has. */
function errorOf(answer: Answer) {
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  const { error } = errorSchema.parse(answer.json());
  expect(error.message.zh).toMatch(/\p{Script=Han}/u);
  expect(error.message.en).toMatch(/^[\x20-\x7e]+$/);
  expect(error.requestId).toMatch(/^[0-9a-f]{8}$/);
  return { status: answer.statusCode, code: error.code, problems: error.problems };
}

describe('an endpoint', () => {
  it('answers with its values validated and its defaults filled in', async () => {
    const answer = await get('/api/seedlings/12', viewer);
    expect([answer.statusCode, answer.json()]).toEqual([200, { id: '12', limit: 3, actor: 'leader' }]);
    expect((await post({ name: '松树' })).json()).toEqual({ planted: '松树' });
  });

  it.each([
    ['query', () => get('/api/seedlings/1?limit=2&colour=red', viewer), 'querystring', '"colour"'],
    ['body', () => post({ name: '松树', colour: 'red' }), 'body', '"colour"'],
  ])('refuses a field that its %s does not know, by name', async (_, call, path, words) => {
    const { status, code, problems } = errorOf(await call());
    expect([status, code]).toEqual([400, 'http.invalid']);
    expect(problems).toEqual([
      { path, message: { zh: expect.stringContaining(words), en: expect.stringContaining(words) } },
    ]);
  });

  it.each([
    [{ height: 1 }, 'body/name', { zh: '缺少必填项', en: 'It is missing.' }],
    [
      { name: 7 },
      'body/name',
      { zh: '应为 string,收到的是 number', en: 'Invalid input: expected string, received number' },
    ],
    [{ name: '松' }, 'body/name', { zh: expect.stringMatching(/2/), en: expect.stringMatching(/>=2/) }],
    [
      { name: '松树', height: 1.5 },
      'body/height',
      { zh: '应为 int,收到的是 number', en: expect.stringMatching(/int/) },
    ],
    [[], 'body', { zh: '应为 object,收到的是 array', en: expect.stringMatching(/object/) }],
  ])('says of %j what is wrong where, in both languages', async (payload, path, message) => {
    const { code, problems } = errorOf(await post(payload));
    expect(code).toBe('http.invalid');
    expect(problems).toEqual([{ path, message }]);
    expect(problems![0]!.message.zh).toMatch(/\p{Script=Han}/u);
  });

  it('refuses a wrong choice and a wrong address part', async () => {
    expect(errorOf(await get('/api/seedlings/1?kind=fern', viewer)).problems).toMatchObject([
      { path: 'querystring/kind', message: { zh: expect.stringContaining('"pine"|"oak"') } },
    ]);
    expect(errorOf(await get('/api/seedlings/one', viewer)).problems).toMatchObject([{ path: 'params/id' }]);
  });

  it.each([
    ['{"name": ', 'application/json', 400, 'http.unreadable'],
    ['', 'application/json', 400, 'http.unreadable'],
    ['name=松树', 'application/x-www-form-urlencoded', 415, 'http.unsupported'],
    [`{"name": "${'x'.repeat(2 * 1024 * 1024)}"}`, 'application/json', 413, 'http.too_large'],
  ])('refuses a body that starts with %.9j as %s', async (payload, type, status, code) => {
    const answer = errorOf(await post(payload, { cookie: office, 'content-type': type }));
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  it('refuses a body that would reach into the prototype', async () => {
    const answer = await post('{"name": "松树", "__proto__": {"height": 1}}', {
      cookie: office,
      'content-type': 'application/json',
    });
    expect(errorOf(answer).status).toBe(400);
  });
});

describe('who may call', () => {
  it('is asked before anything is validated, so that a stranger learns nothing', async () => {
    for (const answer of [await get('/api/seedlings/one?colour=red'), await post({ wrong: 1 }, {})])
      expect(errorOf(answer)).toEqual({ status: 401, code: 'http.sign_in_first', problems: undefined });
  });

  it('needs the office’s role where the endpoint says so, also before validation', async () => {
    for (const payload of [{ name: '松树' }, { wrong: 1 }])
      expect(errorOf(await post(payload, { cookie: viewer }))).toEqual({
        status: 403,
        code: 'http.not_yours',
        problems: undefined,
      });
    expect((await get('/api/seedlings/1', office)).statusCode).toBe(200);
  });

  it('is everyone for a public endpoint', async () => {
    expect((await get('/api/open')).json()).toEqual({ ok: true });
  });

  it('is nobody with a forged or altered session', async () => {
    const altered = office.replace(/(session_token=[^.]{4})./, (_, head: string) => `${head}~`);
    expect(altered).not.toBe(office);
    // the right token under another signature: who reads the database cannot make a cookie of it
    const unsigned = office.replace(/(session_token=[^.;]+\.)./, (_, head: string) => `${head}~`);
    expect(unsigned).not.toBe(office);
    for (const cookie of ['better-auth.session_token=guess', altered, unsigned])
      expect(errorOf(await get('/api/seedlings/1', cookie)).status).toBe(401);
  });
});

describe('a write', () => {
  it.each(['https://evil.example', 'http://localhost:8081', 'null', 'not a url'])(
    'from a page of %s is refused',
    async (origin) => {
      const answer = errorOf(await post({ name: '松树' }, { cookie: office, origin }));
      expect([answer.status, answer.code]).toEqual([403, 'http.not_our_page']);
    },
  );

  it('from our own page, or from a program that is no browser, is taken', async () => {
    expect(
      (await post({ name: '松树' }, { cookie: office, origin: 'http://localhost:8080' })).statusCode,
    ).toBe(200);
    expect((await post({ name: '松树' }, { cookie: office })).statusCode).toBe(200);
  });
});

describe('a fault', () => {
  it.each([
    ['throws', 500, 'http.fault'],
    ['throws-text', 500, 'http.fault'],
    ['throws-nothing', 500, 'http.fault'],
    ['database-gone', 503, 'http.database_away'],
    ['connection-lost', 503, 'http.database_away'],
    ['too-much', 500, 'http.fault'],
    ['too-little', 500, 'http.fault'],
  ])('(%s) lets nothing inward out', async (how, status, code) => {
    const answer = await get(`/api/faulty/${how}`);
    expect(errorOf(answer)).toEqual({ status, code, problems: undefined });
    expect(answer.body).not.toMatch(/hunter2|secret|stack|\.ts/);
  });

  it.each(['/api/nothing', '/'])('at no address (%s) is a 404', async (url) => {
    expect(errorOf(await get(url, viewer))).toMatchObject({ status: 404, code: 'http.not_found' });
  });

  it.each(['%zz', '1'.repeat(300)])(
    'in an address that no endpoint takes (%.9s) has the same form',
    async (id) => {
      expect(errorOf(await get(`/api/seedlings/${id}`, viewer)).status).toBe(400);
    },
  );

  it('has its own number each time', async () => {
    const numbers = await Promise.all(
      [1, 2, 3].map(async () => errorSchema.parse((await get('/api/nothing')).json()).error.requestId),
    );
    expect(new Set(numbers).size).toBe(3);
  });
});

describe('the headers', () => {
  it.each(['/api/open', '/api/nothing', '/api/seedlings/%zz'])(
    'of %s keep a browser from running what is not ours',
    async (url) => {
      const { headers } = await get(url);
      expect(String(headers['content-security-policy']).split('; ')).toEqual([
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ]);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('geolocation=()'),
        'cache-control': 'no-store',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      // served over plain HTTP on one's own machine: a browser must not insist on TLS
      expect(headers).not.toHaveProperty('strict-transport-security');
    },
  );

  it('insist on TLS where a proxy on this machine speaks it, and only there', async () => {
    const through = (remoteAddress: string) =>
      served.app.inject({ url: '/api/open', remoteAddress, headers: { 'x-forwarded-proto': 'https' } });
    expect((await through('127.0.0.1')).headers['strict-transport-security']).toBe(
      'max-age=31536000; includeSubDomains',
    );
    expect((await through('192.0.2.1')).headers).not.toHaveProperty('strict-transport-security');
  });

  it('say the request’s number, which is the one that an error says', async () => {
    const answer = await get('/api/nothing');
    expect(answer.headers['x-request-id']).toBe(errorSchema.parse(answer.json()).error.requestId);
    const given = await served.app.inject({ url: '/api/open', headers: { 'x-request-id': 'mine\u00e9' } });
    expect(given.headers['x-request-id']).toMatch(/^[0-9a-f]{8}$/);
  });
});

describe('the OpenAPI document', () => {
  it('says of every endpoint what it takes and gives, and leaves sign-in to itself', async () => {
    const { paths, openapi } = served.app.swagger() as { openapi: string; paths: Record<string, object> };
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths).sort()).toEqual([
      '/api/faulty/{how}',
      '/api/open',
      '/api/seedlings',
      '/api/seedlings/{id}',
    ]);
    expect(paths['/api/seedlings']).toMatchObject({
      post: { summary: 'Plant', requestBody: { required: true }, responses: { 200: {} } },
    });
  });
});
