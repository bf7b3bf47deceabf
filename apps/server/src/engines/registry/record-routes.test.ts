import type { EntityPage } from '@miaopu/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransaction, rows, sql } from '../../platform/db/index.ts';
import { createTestApp, type TestApp } from '../../platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { registerEntity } from './history/register.ts';
import { registerRegistryRoutes } from './routes.ts';

let database: TestDatabase;
let served: TestApp;
let office: string;
let viewer: string;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase();
  served = await createTestApp(database, async (app, services) => registerRegistryRoutes(app, services));
  [office, viewer] = [await served.cookieOf('office'), await served.cookieOf('viewer')];
});
beforeEach(async () => {
  const fields = { name: '甲厂', category: 'enterprise', status: 'active' };
  const registration = { validFrom: '2015-01-01', fields };
  const registered = await inTransaction(database.db, (tx) =>
    registerEntity(tx, { actor: testActor, reason: '测试' }, registration),
  );
  id = registered.entityId;
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

function post(path: string, payload: object, cookie = office) {
  return served.app.inject({
    method: 'POST',
    url: `/api/registry${path}`,
    payload,
    headers: { cookie, origin: 'http://localhost', host: 'localhost' },
  });
}

/** What was answered: the body, or the error's code with its status. */
async function said(path: string, payload: object, cookie = office): Promise<unknown> {
  const answer = await post(path, payload, cookie);
  return answer.statusCode === 200 ? answer.json() : [answer.statusCode, answer.json().error.code];
}

async function page(): Promise<EntityPage> {
  const answer = await served.app.inject({
    url: `/api/registry/entities/${id}`,
    headers: { cookie: office },
  });
  return answer.json() as EntityPage;
}

function auditOf(entityId: string) {
  return rows<{ action: string; reason: string; after: Record<string, unknown> }>(
    database.db,
    sql`select action, reason, after from platform.audit_line
        where record like ${`registry/entity/${entityId}/%`} order by audit_id`,
  );
}

const revenue = {
  field: 'revenue',
  period: '2020',
  value: '1200000',
  reason: '补报年报',
  evidence: '年报 12 号',
};

test('a figure is recorded, corrected and withdrawn, each with its reason on the page and in the audit', async () => {
  const at = `/entities/${id}/facts/revenue/2020`;
  expect(await said(`/entities/${id}/facts`, revenue)).toEqual({ done: 'recorded' });
  expect(await said(`/entities/${id}/facts`, revenue)).toEqual({ done: 'unchanged' });
  expect(await said(`/entities/${id}/facts`, { ...revenue, value: '5' })).toEqual([
    409,
    'registry.fact_exists',
  ]);
  const correction = { value: '1300000.5', was: '1200000', reason: '少算一笔' };
  expect(await said(`${at}/correction`, correction)).toEqual({ done: 'corrected' });
  expect(await said(`${at}/correction`, correction)).toEqual({ done: 'unchanged' });
  expect(await said(`${at}/correction`, { ...correction, value: '7' })).toEqual([409, 'registry.superseded']);
  expect(await said(`${at}/withdrawal`, { was: '1300000.50', reason: '不是这家的' })).toEqual({
    done: 'withdrawn',
  });
  expect(await said(`${at}/withdrawal`, { was: '1300000.50', reason: '不是这家的' })).toEqual([
    404,
    'registry.fact_not_found',
  ]);
  const { facts } = await page();
  expect(facts.map((fact) => [fact.value, fact.reason, fact.evidence, fact.ended?.reason])).toEqual([
    ['1300000.5', '少算一笔', null, '不是这家的'],
    ['1200000', '补报年报', '年报 12 号', '少算一笔'],
  ]);
  expect(await auditOf(id)).toEqual([
    {
      action: 'registry.fact.recorded',
      reason: '补报年报',
      after: { value: '1200000', evidence: '年报 12 号' },
    },
    { action: 'registry.fact.corrected', reason: '少算一笔', after: { value: '1300000.5', evidence: null } },
    { action: 'registry.fact.withdrawn', reason: '不是这家的', after: { value: null, evidence: null } },
  ]);
});

test('a stale writer is told who wrote, when and why', async () => {
  await post(`/entities/${id}/facts`, revenue);
  await post(`/entities/${id}/facts/revenue/2020/correction`, {
    value: '2',
    was: '1200000',
    reason: '第一个人',
  });
  const late = await post(`/entities/${id}/facts/revenue/2020/correction`, {
    value: '3',
    was: '1200000',
    reason: '第二个人',
  });
  expect(late.statusCode).toBe(409);
  expect(late.json().error.message.zh).toMatch(/于 \d{4}年\d+月\d+日 \d\d:\d\d 更新\(第一个人\)/);
  expect((await page()).facts[0]!.value).toBe('2');
});

test.each([
  ['an unknown figure', { ...revenue, field: 'salary' }, [400, 'http.invalid']],
  ['no reason', { ...revenue, reason: '  ' }, [400, 'http.invalid']],
  ['an amount that is none', { ...revenue, value: '12万' }, [400, 'http.invalid']],
  ['more digits than are kept', { ...revenue, value: '1.23456' }, [400, 'registry.fields_invalid']],
  ['a period that has not begun', { ...revenue, period: '2999Q1' }, [400, 'registry.in_the_future']],
])('%s is refused', async (_, body, expected) => {
  expect(await said(`/entities/${id}/facts`, body)).toEqual(expected);
});

test('only the office acts, and only on entities of its own district', async () => {
  expect(await said(`/entities/${id}/facts`, revenue, viewer)).toEqual([403, 'http.not_yours']);
  expect(await said(`/entities/${id}/facts`, revenue, '')).toEqual([401, 'http.sign_in_first']);
  expect(await said('/entities/999999999/facts', revenue)).toEqual([404, 'registry.entity_not_found']);
  const event = { kind: 'trade_registered', happenedOn: '2020-01-01', reason: '备案' };
  expect(await said(`/entities/${id}/milestones`, event, viewer)).toEqual([403, 'http.not_yours']);
  const title = { title: 'gazelle', validFrom: '2020-01-01', reason: '公布' };
  expect(await said(`/entities/${id}/designations`, title, viewer)).toEqual([403, 'http.not_yours']);
  expect((await page()).facts).toEqual([]);
});

test('an event is recorded with what its targets count by, corrected in a part, and withdrawn', async () => {
  const rise = { kind: 'rose_above_size', happenedOn: '2020-11-20', reason: '统计局批复' };
  const refused = await post(`/entities/${id}/milestones`, rise);
  expect([refused.statusCode, refused.json().error.problems[0].path]).toEqual([400, 'detail.class']);
  const recorded = await post(`/entities/${id}/milestones`, { ...rise, class: 'industry' });
  const { milestoneId } = recorded.json() as { milestoneId: string };
  const seen = (await page()).milestones[0]!;
  const correction = { basedOn: seen.recordedFrom, happenedOn: '2020-12-20', reason: '批复日期看错' };
  const at = `/milestones/${milestoneId}`;
  expect(await said(`${at}/correction`, correction)).toEqual({ done: 'corrected' });
  expect(await said(`${at}/correction`, correction)).toEqual({ done: 'unchanged' });
  expect(await said(`${at}/correction`, { ...correction, happenedOn: '2020-12-21' })).toEqual([
    409,
    'registry.superseded',
  ]);
  expect(await said(`${at}/correction`, { ...correction, class: null })).toEqual([
    409,
    'registry.superseded',
  ]);
  const now = (await page()).milestones[0]!;
  expect([now.happenedOn, now.detail, now.reason]).toEqual([
    '2020-12-20',
    { class: 'industry' },
    '批复日期看错',
  ]);
  expect(await said(`${at}/correction`, { basedOn: now.recordedFrom, class: null, reason: '空' })).toEqual([
    400,
    'registry.fields_invalid',
  ]);
  expect(await said(`${at}/withdrawal`, { basedOn: now.recordedFrom, reason: '是另一家' })).toEqual({
    done: 'withdrawn',
  });
  expect((await page()).milestones.map((one) => one.ended?.reason)).toEqual(['是另一家', '批复日期看错']);
  expect((await auditOf(id)).map((line) => line.action)).toEqual([
    'registry.milestone.recorded',
    'registry.milestone.corrected',
    'registry.milestone.withdrawn',
  ]);
});

test('a title is recorded, ended when it is lost, corrected when it was wrong, and withdrawn when it was never held', async () => {
  const title = {
    title: 'technology_sme',
    validFrom: '2019-03-01',
    certificate: '台科小 1',
    reason: '认定文件',
  };
  const { designationId } = (await post(`/entities/${id}/designations`, title)).json() as {
    designationId: string;
  };
  const seen = (await page()).designations[0]!;
  const at = `/designations/${designationId}`;
  const end = { basedOn: seen.recordedFrom, on: '2020-06-01', reason: '复核未通过' };
  expect(await said(`${at}/end`, end)).toEqual({ done: 'ended' });
  expect(await said(`${at}/end`, end)).toEqual({ done: 'unchanged' });
  expect(await said(`${at}/end`, { ...end, on: '2020-07-01' })).toEqual([409, 'registry.superseded']);
  const ended = (await page()).designations[0]!;
  expect(
    await said(`${at}/correction`, { basedOn: ended.recordedFrom, validTo: '2018-01-01', reason: '错' }),
  ).toEqual([400, 'registry.fields_invalid']);
  const correction = { basedOn: ended.recordedFrom, certificate: '台科小 2', reason: '证书号录错' };
  expect(await said(`${at}/correction`, correction)).toEqual({ done: 'corrected' });
  const now = (await page()).designations[0]!;
  expect([now.certificate, now.validTo, now.reason]).toEqual(['台科小 2', '2020-06-01', '证书号录错']);
  expect(await said(`${at}/withdrawal`, { basedOn: now.recordedFrom, reason: '从未认定' })).toEqual({
    done: 'withdrawn',
  });
  expect((await page()).designations.every((one) => one.recordedTo !== null)).toBe(true);
});
