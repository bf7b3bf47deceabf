import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as contract from '@miaopu/contract';
import { loadPlanPack } from '@miaopu/plan';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from './app.ts';
import { loadPlan, readPackFolder } from './engines/plan/index.ts';
import { grantMembership } from './platform/access/index.ts';
import { inTransaction, rows, sql } from './platform/db/index.ts';
import type { App } from './platform/http/index.ts';
import { createTestApp, type TestApp } from './platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from './platform/testing/index.ts';

// A web app of two files stands in the place of the built one: what is tried here are the doors, not what is behind them.
const rootFolder = mkdtempSync(join(tmpdir(), 'miaopu-root-'));
mkdirSync(join(rootFolder, 'apps/web/dist/assets'), { recursive: true });
writeFileSync(join(rootFolder, 'apps/web/dist/index.html'), '<!doctype html><title>苗圃</title>');
writeFileSync(join(rootFolder, 'apps/web/dist/assets/app-1.js'), 'export {};');
const cockpitSource = 'src/features/plan/cockpit/cockpit-page.tsx';
const todaySource = 'src/features/today/today-page.tsx';
mkdirSync(join(rootFolder, 'apps/web/dist/.vite'));
writeFileSync(
  join(rootFolder, 'apps/web/dist/.vite/manifest.json'),
  JSON.stringify({
    'index.html': { file: 'assets/app-1.js', imports: ['_react.js'] },
    '_react.js': { file: 'assets/react-1.js' },
    '_table.js': {
      file: 'assets/table-1.js',
      css: ['assets/table-1.css'],
      imports: ['_react.js', 'index.html'],
    },
    [cockpitSource]: { file: 'assets/cockpit-1.js', imports: ['_table.js', '_react.js'] },
    [todaySource]: { file: 'assets/today-1.js' },
  }),
);

let database: TestDatabase;
let people: TestApp;
let app: App;
let viewer: string;

beforeAll(async () => {
  database = await createTestDatabase();
  people = await createTestApp(database, async () => {});
  const services = { ...people.services, config: { ...people.services.config, rootFolder } };
  app = await buildApp(services, people.signIn);
  await app.ready();
  viewer = await people.cookieOf('viewer');
});
afterAll(async () => {
  await app?.close();
  await people?.close();
  await database?.drop();
  rmSync(rootFolder, { recursive: true });
});

type Door = Pick<contract.Endpoint, 'method' | 'path' | 'access'>;

function isEndpoint(exported: unknown): exported is Door {
  return typeof exported === 'object' && exported !== null && 'access' in exported && 'path' in exported;
}

const endpoints = Object.values<unknown>(contract).filter(isEndpoint);
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

/** An address of a route, with something in the place of its parameters. */
const addressOf = (url: string) => url.replace(/:\w+/g, '1').replace('*', 'anything');

function call(method: string, url: string, cookie?: string) {
  return app.inject({
    method: method as 'GET',
    url: addressOf(url),
    headers: cookie === undefined ? {} : { cookie },
  });
}

/** The whole list of what answers a stranger. A route added to the server that is not on it must demand a session. */
const publicRoutes = [
  'GET /*',
  'GET /api/auth/*',
  'GET /api/demo',
  'GET /api/openapi.json',
  'GET /api/policies',
  'GET /api/policies/:policy',
  'GET /api/policies/:policy/differences',
  'POST /api/policies/check',
  'GET /assets/app-1.js',
  'GET /healthz',
  'GET /index.html',
  // to this machine, where the test calls from, and to nobody else (metrics.test.ts)
  'GET /metrics',
  'GET /readyz',
  'GET /',
  'POST /api/auth/*',
  'GET /api/invitations/:token',
  'POST /api/invitations/:token/accept',
  'POST /api/registrations',
  'POST /api/passwords/forgotten',
  'GET /api/passwords/links/:token',
  'POST /api/passwords/links/:token',
  'POST /api/emails/:token',
  'GET /api/sign-in/ways',
].sort();

describe('a stranger', () => {
  it('is answered by the health check, sign-in and the web app’s files, and by nothing else', async () => {
    const answering: string[] = [];
    for (const { method, url } of app.served) {
      const answer = await call(method, url);
      if (answer.statusCode === 401) continue;
      // what a GET answers, its HEAD answers too
      if (method === 'HEAD') expect(publicRoutes).toContain(`GET ${url}`);
      else answering.push(`${method} ${url}`);
    }
    expect(answering.sort()).toEqual(publicRoutes);
  });

  it('is told nothing of what stands under an address of the API', async () => {
    for (const { method, path } of endpoints.filter(({ access }) => access !== 'public')) {
      const answer = await call(method, path);
      expect([nameOf({ method, path }), answer.statusCode, answer.json().error.code]).toEqual([
        nameOf({ method, path }),
        401,
        'http.sign_in_first',
      ]);
    }
    expect(endpoints.length).toBeGreaterThanOrEqual(30);
  });

  it('gets the page of the web app, whose files are kept for good by their name', async () => {
    const page = await app.inject({ url: '/plans/x/cockpit', headers: { accept: 'text/html' } });
    expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(page.body).toContain('苗圃');
    const file = await app.inject({ url: '/assets/app-1.js' });
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const url of [
      '/assets/app-0.js',
      '/api/nothing',
      '/../../../etc/passwd',
      '/assets/..%2f..%2f..%2fpackage.json',
    ])
      expect((await app.inject({ url })).statusCode, url).toBe(404);
  });
});

describe('the server', () => {
  it('serves every endpoint of the contract, and no API beside it', () => {
    const api = app.served
      .filter(
        ({ method, url }) => method !== 'HEAD' && url.startsWith('/api/') && !url.startsWith('/api/auth/'),
      )
      .map(({ method, url }) => `${method} ${url}`);
    expect(api.sort()).toEqual(endpoints.map(nameOf).sort());
  });

  it('says that it lives, and that its database answers', async () => {
    for (const url of ['/healthz', '/readyz'])
      expect([url, (await app.inject({ url })).json()]).toEqual([url, { ok: true }]);
  });
});

describe('the session', () => {
  it('says who is signed in, as whom they act, and where', async () => {
    const answer = await call('GET', '/api/session', viewer);
    const acting = {
      role: 'leader',
      organisation: { id: 'leading-group', name: { zh: '领导小组', en: 'Leading group' } },
    };
    expect(answer.json()).toMatchObject({
      user: { email: 'viewer@test.example', role: 'leader' },
      acting,
      memberships: [acting],
      district: {
        code: '331004',
        name: '路桥区',
        towns: expect.arrayContaining([{ code: '331004106', name: '金清镇' }]),
      },
      plan: null,
    });
  });

  it('acts as another membership of the person once it is chosen, and as nobody else’s', async () => {
    const town = {
      id: '331004106',
      kind: 'town',
      town: '331004106',
      name: { zh: '金清镇', en: 'Jinqing' },
    } as const;
    const clerk = await people.cookieOf('town_clerk', town);
    const of = async (cookie: string) => (await call('GET', '/api/session', cookie)).json();
    const person = (await of(clerk)).user.id as string;
    // the first of the office brings the office along
    await people.cookieOf('office');
    await inTransaction(database.owner, (tx) =>
      grantMembership(tx, testActor, { person, organisation: 'leading-group-office', role: 'auditor' }),
    );
    const { memberships } = await of(clerk);
    expect(memberships.map(({ role }: { role: string }) => role)).toEqual(['town_clerk', 'auditor']);
    const turn = (membership: string, cookie: string) =>
      app.inject({
        method: 'POST',
        url: '/api/session/membership',
        headers: { cookie },
        payload: { membership },
      });
    expect((await turn(memberships[1].id, viewer)).statusCode).toBe(404);
    expect((await turn(memberships[1].id, clerk)).json()).toEqual(memberships[1]);
    expect(await of(clerk)).toMatchObject({ user: { role: 'auditor' }, acting: memberships[1] });
    expect((await turn(memberships[0].id, clerk)).statusCode).toBe(200);
    expect(await of(clerk)).toMatchObject({ user: { role: 'town_clerk' } });
    const lines = await rows(
      database.owner,
      sql`select actor_role, membership_id, organisation_id from platform.audit_line where action = 'access.membership.switched' order by audit_id`,
    );
    expect(lines).toEqual([
      { actor_role: 'town_clerk', membership_id: memberships[0].id, organisation_id: town.id },
      { actor_role: 'auditor', membership_id: memberships[1].id, organisation_id: 'leading-group-office' },
    ]);
  });

  it('of a person who is a member of nothing may ask who it is, and no more', async () => {
    const newcomer = await people.cookieOf('newcomer');
    expect((await call('GET', '/api/session', newcomer)).json()).toMatchObject({
      user: { role: 'newcomer' },
      acting: null,
      memberships: [],
    });
    expect((await call('GET', '/api/registry/entities', newcomer)).statusCode).toBe(403);
  });
});

describe('the demo sign-ins', () => {
  it('are told where the demo is loaded, and are none elsewhere', async () => {
    const memberships = [{ role: 'office' }] as const;
    const office = {
      email: 'office@miaopu.example',
      password: 'luqiao-2018-office',
      name: '办公室',
      district: '331004',
    };
    await people.signIn.createPerson({ ...office, memberships });
    expect((await call('GET', '/api/demo')).json()).toEqual({
      accounts: [
        {
          email: office.email,
          password: office.password,
          name: '办公室',
          role: 'office',
          organisation: { kind: 'office', name: { zh: '领导小组办公室', en: 'Office of the leading group' } },
        },
      ],
    });
    const config = { ...people.services.config, rootFolder, demo: false };
    const without = await buildApp({ ...people.services, config }, people.signIn, { web: false });
    expect((await without.inject('/api/demo')).json()).toEqual({ accounts: [] });
    await without.close();
  });
});

// last: it loads a plan, which the others do without
describe('a page', () => {
  const asked = async (url: string, cookie?: string) => {
    const { headers } = await app.inject({
      url,
      headers: { accept: 'text/html', ...(cookie && { cookie }) },
    });
    return [...String(headers.link ?? '').matchAll(/<([^>]+)>; rel=preload; as=fetch; crossorigin/g)].map(
      ([, path]) => path,
    );
  };

  it('tells the browser of whoever is signed in what its code will ask for first, in the words in which it asks', async () => {
    const folder = join(import.meta.dirname, '../../../plans/luqiao-2018-2020');
    const read = loadPlanPack(await readPackFolder(folder));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    await loadPlan(database.db, testActor, read.pack);
    const cockpit = '/api/plans/luqiao-2018-2020/cockpit';
    expect(await asked('/g', viewer)).toEqual(['/api/session', cockpit]);
    expect(await asked('/g/plan?town=331004001&wall=on&asOf=2019-06-30', viewer)).toEqual([
      '/api/session',
      `${cockpit}?asOf=2019-06-30&town=331004001`,
    ]);
    expect(await asked('/g/registry', viewer)).toEqual(['/api/session']);
    expect(await asked('/policies', viewer)).toEqual([]);
    expect(await asked('/g')).toEqual([]);
  });

  it('names the files of its own code, which would otherwise be found only when the code before it has run', async () => {
    const links = async (url: string) =>
      String((await app.inject({ url, headers: { accept: 'text/html', cookie: viewer } })).headers.link)
        .split(', ')
        .filter((link) => !link.includes('as=fetch'));
    expect(await links('/g/plan')).toEqual([
      '</assets/cockpit-1.js>; rel=modulepreload; crossorigin',
      '</assets/table-1.js>; rel=modulepreload; crossorigin',
      '</assets/table-1.css>; rel=preload; as=style; crossorigin',
    ]);
    expect(await links('/g')).toEqual(['</assets/today-1.js>; rel=modulepreload; crossorigin']);
    for (const source of [cockpitSource, todaySource])
      expect(existsSync(join(import.meta.dirname, '../../web', source)), source).toBe(true);
  });
});
