import { setTimeout as delay } from 'node:timers/promises';
import type { EntityMatch, PolicyDraft } from '@miaopu/contract';
import { generateCreditCode } from '@miaopu/standards';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, rows, sql } from '../../platform/db/index.ts';
import { createTestApp, type TestApp } from '../../platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { recordFact, registerEntity } from '../registry/index.ts';
import { coverageLibrary } from './coverage.samples.ts';
import { loadLibrary } from './load-library.ts';
import { registerPolicyRoutes } from './routes.ts';
import { refreshStandings } from './standings.ts';

const act = { actor: testActor, reason: '测试' };
const creditCode = generateCreditCode({ division: testActor.district, body: 'MA2A0001' });

let test: TestDatabase;
let served: TestApp;
const cookies = { author: '', reviewer: '', owner: '' };
beforeAll(async () => {
  test = await createTestDatabase();
  await loadLibrary(test.db, testActor, coverageLibrary);
  const entity = await inTransaction(test.db, async (tx) => {
    const { entityId } = await registerEntity(tx, act, {
      validFrom: '2015-01-01',
      fields: { name: '路桥试制厂', credit_code: creditCode, category: 'enterprise', status: 'active' },
    });
    // above what the library's own policies ask for: only what is published below fits it
    for (const [field, value] of Object.entries({ taxable_income: '2000000', revenue: '200000' }))
      await recordFact(tx, act, { entityId, field, period: '2020', value });
    return entityId;
  });
  // the first standings tell nobody anything
  await refreshStandings(test.db, testActor.district, '2021-03-01');
  served = await createTestApp(test, registerPolicyRoutes);
  const name = { zh: '路桥试制厂', en: 'a factory' };
  cookies.author = await served.cookieOf('office');
  // a second person of the same office, who signs in by another address
  cookies.reviewer = await served.cookieOf('office', {
    id: 'second-office',
    kind: 'office',
    name: { zh: '办公室', en: 'office' },
  });
  cookies.owner = await served.cookieOf('owner', { id: 'e-1', kind: 'enterprise', entity, name });
}, 60_000);
afterAll(async () => {
  await served?.close();
  await test?.drop();
});

type Who = keyof typeof cookies | undefined;
async function ask(who: Who, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
  const headers = { ...(who && { cookie: cookies[who] }), host: 'localhost', origin: 'http://localhost' };
  return served.app.inject({ method, url, headers, ...(payload && { payload }) });
}
async function answer<T>(...asked: Parameters<typeof ask>): Promise<T> {
  const given = await ask(...asked);
  if (given.statusCode !== 200) throw new Error(`${asked[2]}: ${given.statusCode} ${given.body}`);
  return given.json();
}

const wider = coverageLibrary['profit.yaml']!.replace('id: profit', 'id: wider')
  .replace('zh: 小利润减免, en: profit', 'zh: 扩大的减免, en: wider')
  .replace('<= 1000000', '<= 3000000')
  .replace(', to: 2019-12-31', '');

describe('a policy published over HTTP', () => {
  it('goes through two people, and reaches the owner whom it fits within the minute: list, amount and notice', async () => {
    const mine = () => answer<EntityMatch>('owner', 'GET', '/api/policies/mine');
    expect((await mine()).policies.find(({ policy }) => policy.id === 'wider')).toBeUndefined();
    const draft = await answer<PolicyDraft>('author', 'POST', '/api/policies/drafts', {
      policy: 'wider',
      source: wider,
    });
    expect(draft.check.problems).toEqual([]);
    const actOn = (who: 'author' | 'reviewer', act: string, revision: number, remark: string | null = null) =>
      ask(who, 'POST', `/api/policies/drafts/${draft.id}/acts`, { act, revision, remark });
    const { revision } = (await actOn('author', 'submit', draft.revision)).json<PolicyDraft>();
    const own = await actOn('author', 'publish', revision, '同意');
    expect([own.statusCode, own.json().error.code]).toEqual([403, 'policies.own_review']);
    const began = performance.now();
    const published = await actOn('reviewer', 'publish', revision, '同意');
    expect([published.statusCode, published.json<PolicyDraft>().state]).toEqual([200, 'published']);
    // the list is asked when it is opened, so it is there at once
    const match = (await mine()).policies.find(({ policy }) => policy.id === 'wider');
    expect(match).toMatchObject({ standing: 'met', amount: '200000' });
    type Notices = { unread: number; rows: { id: string; policy: { id: string }; amount: string }[] };
    const notices = () => answer<Notices>('owner', 'GET', '/api/policies/notices');
    let told = await notices();
    while (told.rows.length === 0 && performance.now() - began < 60_000) {
      await delay(50);
      told = await notices();
    }
    expect(performance.now() - began).toBeLessThan(60_000);
    expect(told).toMatchObject({ unread: 1, rows: [{ policy: { id: 'wider' }, amount: '200000' }] });
    const read = await answer<{ unread: number }>('owner', 'POST', '/api/policies/notices/read', {
      notices: told.rows.map(({ id }) => id),
    });
    expect(read.unread).toBe(0);
  }, 90_000);
});

describe('the anonymous check', () => {
  const check = (body: object) => ask(undefined, 'POST', '/api/policies/check', body);

  it('stores nothing, not even a line, of what it was told', async () => {
    const counted = () =>
      rows<{ name: string; count: string }>(
        test.owner,
        sql`select table_schema || '.' || table_name as name,
                   (xpath('/row/count/text()', query_to_xml(format('select count(*) from %I.%I', table_schema, table_name), false, true, '')))[1]::text as count
            from information_schema.tables
            where table_type = 'BASE TABLE' and table_schema in ('policies', 'registry', 'platform', 'plan', 'indicators', 'access') order by 1`,
      );
    const before = await counted();
    expect(before.length).toBeGreaterThan(20);
    const answers = { 'entity.category': 'enterprise', 'fact.revenue': '123456' };
    const given = await check({ policies: ['sales'], asOf: '2020-12-31', answers });
    expect(given.json()).toMatchObject({
      ...{ next: null, remaining: 0, decided: 1 },
      standings: [{ standing: 'met', decided: true, amount: '12345.6' }],
    });
    await check({ policies: ['sales'], asOf: '2020-12-31', answers: {}, creditCode });
    expect(await counted()).toEqual(before);
  });

  it('knows of a credit code what anybody may know', async () => {
    const given = await check({ policies: ['sales'], asOf: '2020-12-31', answers: {}, creditCode });
    expect(given.json()).toMatchObject({
      name: '路桥试制厂',
      prefilled: { 'entity.category': 'enterprise' },
      ...{ next: { path: 'fact.revenue' }, decided: 0 },
    });
    expect(given.body).not.toContain('200000');
  });

  it('is refused for a minute to an address that asks more than a person can', async () => {
    let [asked, last] = [0, 200];
    while (last === 200 && asked < 200) {
      last = (await check({ policies: ['sales'], asOf: '2020-12-31', answers: {} })).statusCode;
      asked++;
    }
    expect(last).toBe(429);
    // some were asked above; a person answers one in some seconds
    expect(asked).toBeGreaterThan(60);
    const refused = await check({ policies: ['sales'], asOf: '2020-12-31', answers: {} });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});
