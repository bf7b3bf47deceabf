import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Cockpit, TargetPage } from '@miaopu/contract';
import { loadPlanPack } from '@miaopu/plan';
import { simulateDistrict } from '@miaopu/simulator';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { loadPlan, registerPlanRoutes } from '../plan/index.ts';
import { loadPopulation } from '../registry/index.ts';
import { registerIndicatorRoutes } from './index.ts';
import { recountPlan } from './service.ts';

const folder = resolve(import.meta.dirname, '../../../../../plans/luqiao-2018-2020');
const plan = '/api/plans/luqiao-2018-2020';

let database: TestDatabase;
let test: TestApp;
let office: string;
let viewer: string;

function readPack() {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const texts = files.map((entry) => [
    join(entry.parentPath, entry.name).slice(folder.length + 1),
    readFileSync(join(entry.parentPath, entry.name), 'utf8'),
  ]);
  const read = loadPlanPack(Object.fromEntries(texts));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.pack;
}

async function get<T>(url: string, cookie = viewer): Promise<T> {
  const answer = await test.app.inject({ url, headers: { cookie } });
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  return answer.json() as T;
}

function post(url: string, payload: object, cookie: string) {
  return test.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { cookie, origin: 'http://localhost', host: 'localhost' },
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  await loadPlan(database.db, testActor, readPack());
  await loadPopulation(database.db, testActor, simulateDistrict({ seed: 3, enterprises: 800 }));
  test = await createTestApp(database, async (app, services) => {
    await registerPlanRoutes(app, services);
    await registerIndicatorRoutes(app, services);
  });
  [office, viewer] = [await test.cookieOf('office'), await test.cookieOf('viewer')];
});
afterAll(async () => {
  await test?.close();
  await database?.drop();
});

describe('the cockpit', () => {
  it('shows every target of the plan once, in its groups, as of the plan’s end', async () => {
    const cockpit = await get<Cockpit>(`${plan}/cockpit`);
    const targets = cockpit.groups.flatMap((group) => group.targets);
    expect(new Set(targets.map((target) => target.id)).size).toBe(targets.length);
    expect(targets).toHaveLength(40);
    expect(cockpit.groups.map((group) => group.id).slice(0, 6)).toEqual([
      '2.1',
      '2.2',
      '2.3',
      '2.4',
      '2.5',
      '2.6',
    ]);
    expect(cockpit.run?.asOf).toBe('2020-12-31');
    expect(Object.values(cockpit.counts).reduce((sum, count) => sum + count, 0)).toBe(40);
    expect(cockpit.towns).toHaveLength(10);
  });

  it('counts as of another day when it is asked for, and gives the same number again', async () => {
    const midway = await get<Cockpit>(`${plan}/cockpit?asOf=2019-06-30`);
    const again = await get<Cockpit>(`${plan}/cockpit?asOf=2019-06-30`);
    expect(midway.run?.asOf).toBe('2019-06-30');
    expect(midway.elapsed).toBeCloseTo(0.4982, 3);
    expect(again).toEqual(midway);
  });

  it('adds up over towns and what has no known town', async () => {
    const cockpit = await get<Cockpit>(`${plan}/cockpit`);
    const value = (id: string) =>
      Number(
        cockpit.groups.flatMap((group) => group.targets).find((target) => target.id === id)?.standing.value,
      );
    const inTowns = cockpit.towns.reduce((sum, town) => sum + Number(town.standings['2.1.a']?.value ?? 0), 0);
    const unknown = await get<{ total: number }>(`${plan}/targets/2.1.a/entities?town=none`);
    expect(inTowns + unknown.total).toBe(value('2.1.a'));
  });

  it('refuses a day before the plan, and what it does not know, in plain words', async () => {
    const early = await test.app.inject({
      url: `${plan}/cockpit?asOf=2016-01-01`,
      headers: { cookie: viewer },
    });
    expect(early.statusCode).toBe(400);
    expect(early.json().error.message.zh).toContain('2018-01-01');
    const unknown = await test.app.inject({ url: `${plan}/cockpit?colour=red`, headers: { cookie: viewer } });
    expect(unknown.statusCode).toBe(400);
    const nowhere = await test.app.inject({
      url: '/api/plans/atlantis/cockpit',
      headers: { cookie: viewer },
    });
    expect([nowhere.statusCode, nowhere.json().error.code]).toEqual([404, 'plan.not_found']);
  });
});

describe('a target’s page', () => {
  it('opens into exactly as many enterprises as its number says, by town and by quarter', async () => {
    const page = await get<TargetPage>(`${plan}/targets/2.1.a`);
    const all = await get<{ total: number; value: string }>(`${plan}/targets/2.1.a/entities`);
    expect(String(all.total)).toBe(page.card.standing.value);
    for (const town of page.towns) {
      const list = await get<{ total: number }>(`${plan}/targets/2.1.a/entities?town=${town.code}`);
      expect(String(list.total)).toBe(town.standing.value);
    }
    for (const { period, own } of page.card.series) {
      const list = await get<{ total: number }>(`${plan}/targets/2.1.a/entities?quarter=${period}`);
      expect(String(list.total)).toBe(own);
    }
  });

  it('shows second numbers beside its own, each of which opens too', async () => {
    const page = await get<TargetPage>(`${plan}/targets/2.1.a`);
    const closed = page.companions.find((companion) => companion.id === '2.1.a.closed');
    const list = await get<{ total: number }>(`${plan}/targets/2.1.a.closed/entities`);
    expect(closed).toMatchObject({ value: String(list.total), listable: true });
    expect(list.total).toBeGreaterThan(0);
  });

  it('has no list where a unit reports the number', async () => {
    const answer = await test.app.inject({
      url: `${plan}/targets/2.6.b/entities`,
      headers: { cookie: viewer },
    });
    expect([answer.statusCode, answer.json().error.code]).toEqual([409, 'indicators.not_listable']);
  });

  it('exports the same list as a workbook with its filters above', async () => {
    const all = await get<{ total: number }>(`${plan}/targets/2.3.a/entities`);
    const answer = await test.app.inject({
      url: `${plan}/targets/2.3.a/entities.xlsx`,
      headers: { cookie: viewer },
    });
    const rows = (await readXlsx(answer.rawPayload)).sheets[0]!.rows;
    expect(rows[0]?.[0]).toContain('2.3.a');
    expect(rows[1]?.[0]).toMatch(/截止 2020年12月31日,按 \d{4}年\d+月\d+日 \d\d:\d\d 所知$/);
    expect(rows).toHaveLength(all.total + 4);
  });
});

describe('what units report', () => {
  const report = {
    unit: 'economy',
    period: '2018Q3',
    value: '3',
    numerator: null,
    denominator: null,
    evidence: '会议纪要',
  };

  it('is taken from the office only, counted in the background and shown', async () => {
    expect((await post(`${plan}/targets/2.6.b/reported`, report, viewer)).statusCode).toBe(403);
    expect((await post(`${plan}/targets/2.6.b/reported`, report, office)).statusCode).toBe(200);
    expect((await post(`${plan}/recalculate`, {}, office)).statusCode).toBe(200);
    const page = await get<TargetPage>(`${plan}/targets/2.6.b`);
    expect(page.card).toMatchObject({ how: 'reported', standing: { value: '3', goal: { value: '8' } } });
  });

  it('may be counted by several at once, and each count is kept until it is done', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => post(`${plan}/recalculate`, {}, office)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    const page = await get<TargetPage>(`${plan}/targets/2.6.b`);
    expect(page.card).toMatchObject({ standing: { value: '3' } });
  });

  it('is counted without counting the registry again, where that has learned nothing since', async () => {
    const [id, asOf] = ['luqiao-2018-2020', '2020-12-31'];
    const shownOf = async (target: string) =>
      (await get<TargetPage>(`${plan}/targets/${target}`)).card.standing.value;
    const [counted, reported] = [await shownOf('2.1.a'), { ...report, value: '4' }];
    // a mark in the run that there is: whoever counts again would not come to it
    await database.owner.pool.query(
      "update indicators.value set value = 77 where target_id = '2.1.a' and town = '' and period = 'total'",
    );
    await post(`${plan}/targets/2.6.b/reported`, reported, office);
    await recountPlan(database.db, testActor.district, id, asOf);
    expect([await shownOf('2.1.a'), await shownOf('2.6.b')]).toEqual(['77', '4']);
    await database.owner.pool.query(
      `insert into registry.source (district, kind, name, recorded_by) values ('${testActor.district}', 'person', 'x', 'x')`,
    );
    await recountPlan(database.db, testActor.district, id, asOf);
    expect([await shownOf('2.1.a'), await shownOf('2.6.b')]).toEqual([counted, '4']);
    // nothing is left to do
    const run = async () => (await get<Cockpit>(`${plan}/cockpit`)).run?.id;
    const before = await run();
    await recountPlan(database.db, testActor.district, id, asOf);
    expect(await run()).toBe(before);
  });

  it('is refused for what the registry counts, for unknown units and for wrong periods', async () => {
    const codeOf = async (target: string, body: object) =>
      (await post(`${plan}/targets/${target}/reported`, body, office)).json().error.code;
    expect(await codeOf('2.1.a', report)).toBe('indicators.not_reported_kind');
    expect(await codeOf('2.6.b', { ...report, unit: 'nobody' })).toBe('indicators.unknown_unit');
    expect(await codeOf('2.6.b', { ...report, period: '2017Q4' })).toBe('indicators.bad_period');
    expect(await codeOf('2.6.b', { ...report, period: '2018' })).toBe('indicators.bad_period');
  });
});

describe('a new definition', () => {
  const words = { zh: '口径', en: 'definition' };
  const decision = {
    basedOn: 1,
    measure: 'flow: milestones\nwhere: milestone.kind == "established"\ndistinct: entity\n',
    numerator: words,
    denominator: null,
    baseline: null,
    basis: 'gross',
    distinctBy: null,
    evidence: words,
    reason: '试行',
    documentNumber: '路政办〔2019〕1号',
  };

  it('takes effect at once, keeps the old version, and refuses a second writer', async () => {
    const before = await get<TargetPage>(`${plan}/targets/2.1.a`);
    expect((await post(`${plan}/targets/2.1.a/definitions`, decision, office)).json()).toEqual({
      version: 2,
    });
    const late = await post(`${plan}/targets/2.1.a/definitions`, decision, office);
    expect([late.statusCode, late.json().error.code]).toEqual([409, 'plan.definition_moved_on']);
    const after = await get<TargetPage>(`${plan}/targets/2.1.a`);
    expect(after.definitions.map((definition) => definition.version)).toEqual([2, 1]);
    expect(Number(after.card.standing.value)).toBeGreaterThan(Number(before.card.standing.value));
    const list = await get<{ total: number }>(`${plan}/targets/2.1.a/entities`);
    expect(String(list.total)).toBe(after.card.standing.value);
  });

  it('with a mistake in its measure is refused with the place of the mistake', async () => {
    const answer = await post(
      `${plan}/targets/2.1.a/definitions`,
      { ...decision, basedOn: 2, measure: 'flow: milestones\nwhere: milestone.sort == "x"' },
      office,
    );
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.problems[0].path).toMatch(/^measure:2/);
  });
});

describe('a range that the plan’s text leaves open', () => {
  const report = {
    unit: 'finance-office',
    period: '2018Q4',
    value: '0.15',
    numerator: '15',
    denominator: '100',
    evidence: '季度报表',
  };
  const range = {
    basedOn: 0,
    rows: [{ year: 2018, low: '0.1', high: '0.2' }],
    reason: '区金融办年度测算',
    documentNumber: null,
  };
  const standing = async () => (await get<TargetPage>(`${plan}/targets/2.6.h.1?year=2018`)).card.standing;

  it('is not judged until it is set, and then judged against what was set for the year', async () => {
    await post(`${plan}/targets/2.6.h.1/reported`, report, office);
    await post(`${plan}/recalculate`, {}, office);
    expect((await standing()).state).toBe('untargeted');
    expect((await post(`${plan}/targets/2.6.h.1/ranges`, range, viewer)).statusCode).toBe(403);
    expect((await post(`${plan}/targets/2.6.h.1/ranges`, range, office)).json()).toEqual({ version: 1 });
    expect(await standing()).toMatchObject({
      value: '0.15',
      state: 'done',
      goal: { form: 'within', low: '0.1', high: '0.2' },
    });
    const tighter = { ...range, basedOn: 1, rows: [{ year: 2018, low: '0.16', high: '0.2' }] };
    await post(`${plan}/targets/2.6.h.1/ranges`, tighter, office);
    expect((await standing()).state).toBe('at_risk');
    const page = await get<TargetPage>(`${plan}/targets/2.6.h.1`);
    expect(page.ranges.map((one) => one.version)).toEqual([2, 1]);
    expect(page.rangeSetBy?.id).toBe('finance-office');
  });

  it('is refused when it is upside down, out of date, or not the text’s to leave open', async () => {
    const codeOf = async (target: string, body: object) =>
      (await post(`${plan}/targets/${target}/ranges`, body, office)).json().error.code;
    expect(
      await codeOf('2.6.h.1', { ...range, basedOn: 2, rows: [{ year: 2018, low: '0.3', high: '0.2' }] }),
    ).toBe('plan.bad_range');
    expect(await codeOf('2.6.h.1', range)).toBe('plan.range_moved_on');
    expect(await codeOf('2.1.a', range)).toBe('plan.no_open_range');
  });
});

describe('the progress table', () => {
  it('has the office’s seventeen columns and a row for each target', async () => {
    const answer = await test.app.inject({ url: `${plan}/progress-table.xlsx`, headers: { cookie: viewer } });
    const rows = (await readXlsx(answer.rawPayload)).sheets[0]!.rows;
    expect(rows[2]).toEqual([
      '序号',
      '指标',
      '单位',
      '牵头单位',
      '三年目标',
      '2020年目标',
      '本季完成',
      '本年累计',
      '年度完成率%',
      '三年累计',
      '三年完成率%',
      '序时进度差(百分点)',
      '去年同期',
      '同比%',
      '排名',
      '亮灯',
      '备注',
    ]);
    expect(rows).toHaveLength(43);
  });
});
