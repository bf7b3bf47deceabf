import type { AuditHead } from '@miaopu/contract';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../clock/index.ts';
import { createTestApp, type TestApp } from '../testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../testing/index.ts';
import { recordAudit, registerAuditRoutes } from './index.ts';

let database: TestDatabase;
let served: TestApp;
let auditor: string;
let office: string;
let administrator: string;

const wang = { ...testActor, id: 'wang', name: '王芳' };
const li = { ...testActor, id: 'li', name: '李强' };

beforeAll(async () => {
  database = await createTestDatabase();
  const entity = 'registry/entity/1';
  await recordAudit(database.db, {
    actor: wang,
    action: 'registry.entity.changed',
    record: entity,
    before: { phone: '13812345678', legal_representative: '张三', town: '331004001' },
    after: { phone: '13900000000', fields: [{ legalRepresentative: '李四' }], town: '331004002' },
    reason: '迁址',
  });
  await recordAudit(database.db, {
    actor: li,
    action: 'registry.fact.recorded',
    record: `${entity}/fact/revenue/2018`,
    after: { value: '1' },
  });
  await recordAudit(database.db, {
    actor: li,
    action: 'registry.entity.changed',
    record: 'registry/entity/10',
  });
  await recordAudit(database.db, {
    actor: { ...li, district: '331003' },
    action: 'registry.entity.changed',
    record: entity,
  });
  served = await createTestApp(database, async (app, services) => registerAuditRoutes(app, services));
  auditor = await served.cookieOf('auditor');
  office = await served.cookieOf('office');
  administrator = await served.cookieOf('administrator');
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

const get = (path: string, cookie = auditor) =>
  served.app.inject({ url: `/api/audit/${path}`, headers: { cookie } });
const post = (payload: object) =>
  served.app.inject({
    method: 'POST',
    url: '/api/audit/verifications',
    headers: { cookie: auditor },
    payload,
  });
async function found(query: Record<string, string>) {
  const answer = await get(`lines?${new URLSearchParams(query)}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{
    rows: { id: string; record: string; actor: { name: string }; action: string }[];
    more: boolean;
  }>();
}
const today = systemClock.today();

describe('the auditor’s search', () => {
  it('finds by a part of a name, by a record and all below it, by act and by day', async () => {
    expect((await found({ person: '王' })).rows).toHaveLength(1);
    expect((await found({ person: 'li' })).rows).toHaveLength(2);
    expect((await found({ person: '%' })).rows).toEqual([]);
    expect((await found({ record: 'registry/entity/1' })).rows.map(({ record }) => record)).toEqual([
      'registry/entity/1/fact/revenue/2018',
      'registry/entity/1',
    ]);
    expect((await found({ action: 'registry.entity.changed' })).rows).toHaveLength(2);
    const day = { record: 'registry/entity', from: today, to: today };
    expect((await found(day)).rows).toHaveLength(3);
    expect((await found({ ...day, from: '2018-01-01', to: '2018-12-31' })).rows).toEqual([]);
  });

  it('is paged from the newest', async () => {
    const first = await found({ record: 'registry/entity', limit: '2' });
    expect([first.rows.length, first.more]).toEqual([2, true]);
    const next = await found({ record: 'registry/entity', limit: '2', before: first.rows[1]!.id });
    expect([next.rows.map(({ record }) => record), next.more]).toEqual([['registry/entity/1'], false]);
  });

  it('shows that personal data changed, and not what it is', async () => {
    const answer = await get('lines?person=wang');
    expect(answer.json().rows[0]).toMatchObject({
      actor: { id: 'wang', name: '王芳', role: 'office' },
      organisation: null,
      before: { phone: '138****5678', legal_representative: '张**', town: '331004001' },
      after: { phone: '139****0000', fields: [{ legalRepresentative: '李**' }], town: '331004002' },
      reason: '迁址',
    });
    expect(answer.body).not.toMatch(/13812345678|13900000000|张三|李四/);
  });

  it('is a line of the audit itself, with what was looked for', async () => {
    await found({ person: '王', from: today });
    const [own] = (await found({ action: 'audit.searched' })).rows;
    // the newest is this very search, the one below it the search before
    expect(own).toMatchObject({ actor: { name: 'auditor' }, record: 'audit/lines' });
    const answer = await get('lines?action=audit.searched&limit=2');
    expect(answer.json().rows[1].after).toMatchObject({ action: 'audit.searched' });
  });

  it('finds by whom somebody acted for and by the number of a call, and gives it all as a workbook', async () => {
    const read = await get('days');
    const number = String(read.headers['x-request-id']);
    const exported = await get(
      `lines.xlsx?${new URLSearchParams({ record: 'registry/entity', lang: 'zh-CN' })}`,
    );
    const sheet = (await readXlsx(exported.rawPayload)).sheets[0]!.rows;
    expect(sheet[0]![0]).toContain('record=registry/entity');
    expect(sheet.slice(2).map((row) => row[6])).toEqual([
      'registry/entity/10',
      'registry/entity/1/fact/revenue/2018',
      'registry/entity/1',
    ]);
    expect(JSON.stringify(sheet)).not.toMatch(/13812345678|张三/);
    const call = String(exported.headers['x-request-id']);
    expect((await found({ request: call })).rows.map(({ action }) => action)).toEqual(['audit.exported']);
    expect((await found({ request: number })).rows).toEqual([]);
    const own = (await found({ organisation: '领导小组办公室' })).rows;
    expect(own.length).toBeGreaterThan(0);
    expect(own.map(({ actor }) => actor.name)).not.toContain(wang.name);
    expect(own.map(({ actor }) => actor.name)).toContain('auditor');
    expect((await found({ organisation: '没有这个单位' })).rows).toEqual([]);
  });

  it('is the auditor’s alone; a record’s history is for those who work with it too', async () => {
    for (const cookie of [office, administrator]) {
      expect((await get('lines', cookie)).statusCode).toBe(403);
      expect((await get(`heads/${today}`, cookie)).statusCode).toBe(403);
    }
    const history = await get('history?record=registry/entity/1', office);
    expect(history.json().rows).toHaveLength(2);
    expect((await get('history?record=registry/entity/1', administrator)).statusCode).toBe(403);
  });
});

describe('the proof', () => {
  it('is given with the day’s head, which can be taken home as a file and brought back', async () => {
    const verdict = (await post({})).json();
    expect(verdict).toMatchObject({ forgotten: 0, days: 1, broken: null, head: { day: today } });
    expect(verdict.lines).toBeGreaterThan(5);
    const file = await get(`heads/${today}`);
    expect(file.headers['content-disposition']).toBe(
      `attachment; filename="miaopu-audit-331004-${today}.json"`,
    );
    const head = file.json<AuditHead>();
    expect((await post({ day: today, kept: [head] })).json().broken).toBeNull();
    const forged = { ...head, hash: '0'.repeat(64) };
    expect((await post({ kept: [forged] })).json().broken).toMatchObject({ fault: 'not_as_kept' });
  });

  it('lists the newest days with where each ends', async () => {
    const days = (await get('days')).json<{ rows: AuditHead[] }>().rows;
    expect(days).toHaveLength(1);
    expect(days[0]).toEqual((await get(`heads/${today}`)).json());
  });

  it('says that there is nothing to prove where there is no line', async () => {
    const answer = await get('heads/2018-01-01');
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'audit.no_lines']);
  });
});
