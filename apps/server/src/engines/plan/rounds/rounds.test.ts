import { resolve } from 'node:path';
import type { DecompositionPage, Round, RoundCell, UnitTasks } from '@miaopu/contract';
import { loadPlanPack, type PlanPack } from '@miaopu/plan';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPackFiles } from '../../../demo.ts';
import type { NewOrganisation } from '../../../platform/access/index.ts';
import { rows, sql } from '../../../platform/db/index.ts';
import type { AppError } from '../../../platform/errors/index.ts';
import { createTestApp, type TestApp } from '../../../platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../../platform/testing/index.ts';
import { getGoal, getPlanInForce, listDecompositions, loadPlan, registerPlanRoutes } from '../index.ts';
import { signRound } from './sign.ts';

const planId = 'luqiao-2018-2020';
const { district } = testActor;
const plan = `/api/plans/${planId}`;
const [jinqing, lunan, economy] = ['331004106', '331004001', 'economy'];
const name = { zh: '某单位', en: 'some' };
const townOf = (id: string): NewOrganisation => ({ id, kind: 'town', town: id, units: [id], name });

let test: TestDatabase;
let app: TestApp;
let pack: PlanPack;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  test = await createTestDatabase();
  const read = loadPlanPack(readPackFiles(resolve(import.meta.dirname, '../../../../../../plans', planId)));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  pack = read.pack;
  await loadPlan(test.db, testActor, pack);
  app = await createTestApp(test, (server, services) => registerPlanRoutes(server, services));
  cookies.office = await app.cookieOf('office');
  cookies.leader = await app.cookieOf('leader');
  cookies.jinqing = await app.cookieOf('town_lead', townOf(jinqing!));
  cookies.jinqingClerk = await app.cookieOf('town_clerk', townOf(jinqing!));
  cookies.lunan = await app.cookieOf('town_lead', townOf(lunan!));
  cookies.economy = await app.cookieOf('department_lead', {
    id: economy!,
    kind: 'department',
    units: [economy!],
    name,
  });
});
afterAll(async () => {
  await app?.close();
  await test?.drop();
});

async function call(who: string, method: string, url: string, payload?: object) {
  const answer = await app.app.inject({
    method: method as 'GET',
    url: `${plan}${url}`,
    headers: { cookie: cookies[who]!, host: 'localhost', origin: 'http://localhost' },
    ...(payload && { payload }),
  });
  return {
    status: answer.statusCode,
    body: answer.json(),
    code: answer.json().error?.code as string | undefined,
  };
}

async function page(): Promise<DecompositionPage> {
  return (await call('leader', 'GET', '/decomposition')).body;
}
const open = async (): Promise<Round> => (await page()).round!;
const tasksOf = async (who: string): Promise<UnitTasks> => (await call(who, 'GET', '/tasks')).body;

const cell = (target: string, unit: string, year: number, value: string): RoundCell => ({
  target,
  unit,
  year,
  value,
  locked: false,
});

/** Saves the round with these numbers in place of whatever the units of the targets named had. */
async function save(...cells: RoundCell[]) {
  const { id, revision, content } = await open();
  const targets = new Set(cells.map(({ target }) => target));
  const kept = content.cells.filter(({ target, unit }) => !targets.has(target) || unit === 'district');
  return call('office', 'PUT', `/rounds/${id}`, {
    revision,
    content: { ...content, cells: [...kept, ...cells] },
  });
}

async function act(deed: object) {
  return call('office', 'POST', `/rounds/${(await open()).id}/acts`, deed);
}
/** The clock of these tests stands on 1 March 2021. */
const issue = async (answerBy: string | null = '2021-03-05') =>
  act({ act: 'issue', revision: (await open()).revision, answerBy, silenceAgrees: true, remark: null });

async function answer(who: string, unit: string, answers: object[], of = 0) {
  const { id, issue: latest } = await open();
  return call(who, 'POST', `/rounds/${id}/answers`, { issue: of || latest, unit, answers });
}
const signature = async (backdatedBecause: string | null = '补办手续') => ({
  issue: (await open()).issue,
  documentNumber: '路小微办〔2019〕3号',
  reason: '年中调整',
  effectiveFrom: '2019-07-01',
  backdatedBecause,
});
const sign = async () => act({ act: 'sign', ...(await signature()) });
/** The same on another day. */
const signOn = async (today: string, backdatedBecause?: string | null) =>
  signRound(test.db, testActor, planId, (await open()).id, {
    ...(await signature(backdatedBecause)),
    today,
  }).then(
    () => 'signed',
    ({ code, problems = [] }: AppError) => [code, problems.map(({ path }) => path)],
  );

/** 2.3.a asks 200 a year of the district. */
const split = (first: number, year = 2019) => [
  cell('2.3.a', jinqing!, year, String(first)),
  cell('2.3.a', lunan!, year, String(150 - first)),
  cell('2.3.a', economy!, year, '50'),
];

describe('a decomposition round', () => {
  it('begins from what is in force, and is one at a time', async () => {
    const first = await call('office', 'POST', '/rounds');
    expect(await call('office', 'POST', '/rounds')).toEqual(first);
    const { round, inForce } = await page();
    expect(round).toMatchObject({ state: 'draft', revision: 1, issue: 0, words: [] });
    expect(round!.content.cells).toHaveLength(
      inForce.reduce((sum, { rows: split }) => sum + split.length, 0),
    );
  });

  it('is nobody’s but the office’s while it is drafted', async () => {
    expect((await tasksOf('jinqing')).round).toBeNull();
    expect((await call('jinqing', 'GET', '/decomposition')).status).toBe(403);
    expect((await call('leader', 'POST', '/rounds')).status).toBe(403);
  });

  it('is saved as far as it has got; who saw an older revision gets what is there', async () => {
    const { id, revision, content } = await open();
    expect((await save(...split(90))).body).toMatchObject({ saved: true, revision: revision + 1 });
    const late = await call('office', 'PUT', `/rounds/${id}`, { revision, content });
    expect(late.body).toMatchObject({ saved: false, theirs: { revision: revision + 1, savedBy: 'office' } });
    // the same once more changes nothing
    const same = await call('office', 'PUT', `/rounds/${id}`, {
      revision,
      content: late.body.theirs.content,
    });
    expect(same.body).toMatchObject({ saved: true, revision: revision + 1 });
  });

  it('takes no number of a target, unit or year that the plan has not', async () => {
    const wrong = await save(
      ...split(90),
      cell('2.3.a', 'nobody', 2019, '1'),
      cell('2.6.h.1', jinqing!, 2019, '1'),
    );
    expect([wrong.status, wrong.code]).toEqual([400, 'plan.bad_decomposition']);
    expect(wrong.body.error.problems.map(({ path }: { path: string }) => path)).toEqual(['2.3.a', '2.6.h.1']);
  });

  it('keeps what is no number as it was typed, and is not issued before it is put right', async () => {
    const { id, revision, content } = await open();
    const unread = [{ target: '2.3.a', unit: lunan!, year: 2020, text: '约 20', locked: false }];
    const put = (more: object[]) =>
      call('office', 'PUT', `/rounds/${id}`, { revision, content: { ...content, unread: more } });
    expect((await put([{ ...unread[0], unit: 'nobody' }])).code).toBe('plan.bad_decomposition');
    expect((await put(unread)).body).toMatchObject({ saved: true });
    expect((await open()).content.unread).toEqual(unread);
    const refused = await issue();
    expect([refused.code, refused.body.error.problems[0].message.zh]).toEqual([
      'plan.bad_decomposition',
      '路南街道 2020 年：“约 20”不是数字',
    ]);
    await call('office', 'PUT', `/rounds/${id}`, { revision: revision + 1, content });
  });

  it('is not issued while parts miss their whole and nobody says why', async () => {
    await save(...split(90).slice(1));
    const refused = await issue();
    expect([refused.status, refused.code]).toEqual([422, 'plan.does_not_add_up']);
    expect(refused.body.error.problems[0].message.zh).toMatch(/个体工商户.*2019年各单位合计 110，全区为 200/);
    await save(...split(90));
  });

  it('is issued: each unit sees its own numbers, and is told', async () => {
    for (const day of [null, '2021-02-28']) expect((await issue(day)).code).toBe('plan.no_day_to_answer');
    expect((await issue()).body).toEqual({ state: 'issued' });
    const own = await tasksOf('jinqing');
    expect(own.round).toMatchObject({
      state: 'issued',
      issue: 1,
      answerBy: '2021-03-05',
      silence: 'declared',
    });
    expect(own.tasks).toMatchObject([
      {
        unit: jinqing,
        target: { id: '2.3.a' },
        rows: [{ year: 2019, value: '90' }],
        inForce: [],
        word: 'waiting',
      },
    ]);
    expect((await tasksOf('lunan')).tasks).toMatchObject([
      { unit: lunan, rows: [{ year: 2019, value: '60' }] },
    ]);
    const told = await rows<{ name: string }>(
      test.owner,
      sql`select u.name from platform.notification n join platform.notification_recipient r using (district, notification_id)
          join auth."user" u on u.id = r.person_id where n.kind = 'decomposition_issued' order by u.email`,
    );
    expect(told.map((one) => one.name)).toEqual(['department_lead', 'town_clerk', 'town_lead', 'town_lead']);
    // what is in force is what was
    expect((await listDecompositions(test.db, district, planId, '2.3.a'))[0]?.version).toBe(1);
  });

  it('cannot be changed while units are asked', async () => {
    expect((await save(...split(80))).code).toBe('plan.round_not_now');
  });

  it('takes the word of a unit’s lead, for that unit alone', async () => {
    const confirm = [{ act: 'confirm', target: '2.3.a' }];
    expect((await answer('jinqingClerk', jinqing!, confirm)).status).toBe(403);
    expect((await answer('jinqing', lunan!, confirm)).code).toBe('plan.not_asked');
    expect((await answer('jinqing', jinqing!, [{ act: 'confirm', target: '2.1.a' }])).code).toBe(
      'plan.not_asked',
    );
    expect((await answer('office', jinqing!, confirm)).status).toBe(403);
    const object = [{ act: 'object', target: '2.3.a', remark: '基数偏高' }];
    expect((await answer('jinqing', jinqing!, object)).body).toEqual({ answered: 1 });
    expect((await answer('jinqing', jinqing!, object)).body).toEqual({ answered: 0 });
    expect((await answer('economy', economy!, confirm)).body).toEqual({ answered: 1 });
    expect((await tasksOf('jinqingClerk')).tasks).toMatchObject([
      { word: 'objected', said: { remark: '基数偏高' } },
    ]);
    expect((await open()).words.map(({ unit, word }) => [unit, word])).toEqual(
      expect.arrayContaining([
        [jinqing, 'objected'],
        [economy, 'confirmed'],
        [lunan, 'waiting'],
      ]),
    );
  });

  it('is not signed off over an objection without an answer', async () => {
    const refused = await sign();
    expect([refused.status, refused.code]).toEqual([409, 'plan.round_waits']);
    // who is silent agrees by then, who objects does not
    expect(await signOn('2021-03-06')).toEqual(['plan.round_waits', [`2.3.a ${jinqing}`]]);
  });

  it('is answered, taken back and issued anew: who keeps their numbers is not asked again', async () => {
    const reply = { act: 'answer', target: '2.3.a', remark: '调减 20' };
    expect((await act({ ...reply, unit: lunan })).code).toBe('plan.no_objection');
    expect((await act({ ...reply, unit: jinqing })).body).toEqual({ state: 'issued' });
    expect((await tasksOf('jinqing')).tasks).toMatchObject([
      { word: 'answered', reply: { remark: '调减 20' } },
    ]);
    expect((await act({ act: 'reopen', remark: '采纳金清意见' })).body).toEqual({ state: 'revising' });
    expect((await answer('jinqing', jinqing!, [{ act: 'confirm', target: '2.3.a' }])).code).toBe(
      'plan.round_not_now',
    );
    await save(...split(70));
    await issue();
    const { words, issue: latest } = await open();
    expect(latest).toBe(2);
    expect(Object.fromEntries(words.map(({ unit, word }) => [unit, word]))).toEqual({
      [jinqing!]: 'waiting',
      [lunan!]: 'waiting',
      [economy!]: 'confirmed',
    });
  });

  it('takes no word on an issue that is no longer the latest', async () => {
    const confirm = [{ act: 'confirm', target: '2.3.a' }];
    expect((await answer('jinqing', jinqing!, confirm, 1)).code).toBe('plan.round_moved_on');
    expect((await answer('jinqing', jinqing!, confirm)).body).toEqual({ answered: 1 });
  });

  it('waits for the silent until the day that was declared is over, and rewrites the past only with a reason', async () => {
    expect((await sign()).body.error.problems).toMatchObject([{ path: `2.3.a ${lunan}` }]);
    expect(await signOn('2021-03-05')).toEqual(['plan.round_waits', [`2.3.a ${lunan}`]]);
    expect(await signOn('2021-03-06', null)).toEqual(['plan.rewrites_the_past', ['2.3.a']]);
    expect((await open()).state).toBe('issued');
  });

  it('is signed off with its document', async () => {
    expect(await signOn('2021-03-06')).toBe('signed');
    const { round, past, inForce } = await page();
    expect(round).toBeNull();
    expect(past).toMatchObject([
      {
        state: 'signed',
        documentNumber: '路小微办〔2019〕3号',
        effectiveFrom: '2019-07-01',
        backdatedBecause: '补办手续',
        targets: 1,
      },
    ]);
    expect(inForce.find(({ target }) => target === '2.3.a')).toMatchObject({ version: 2 });
    expect((await tasksOf('jinqing')).round).toMatchObject({ state: 'signed' });
  });

  it('changes what is asked from its day on, and what was asked before stays', async () => {
    const [newest, first] = await listDecompositions(test.db, district, planId, '2.3.a');
    expect(newest).toMatchObject({
      version: 2,
      effectiveFrom: '2019-07-01',
      words: { confirmed: 2, waiting: 1, objected: 0, answered: 0 },
      documentNumber: '路小微办〔2019〕3号',
    });
    expect(first).toMatchObject({ version: 1, effectiveFrom: '2018-01-01', words: null });
    const held = await getPlanInForce(test.db, district, planId);
    const asked = (on: string) => getGoal(held, '2.3.a', { on, unit: jinqing, year: 2019 });
    expect(asked('2019-06-30')).toEqual({ form: 'none' });
    expect(asked('2019-07-01')).toEqual({ form: 'at_least', value: '70' });
  });

  it('that changes nothing is not issued, and can be withdrawn with a reason', async () => {
    await call('office', 'POST', '/rounds');
    expect((await issue()).code).toBe('plan.round_changes_nothing');
    expect((await act({ act: 'withdraw', remark: '本年不再调整' })).body).toEqual({ state: 'withdrawn' });
    expect((await page()).past[0]).toMatchObject({ state: 'withdrawn', reason: '本年不再调整', targets: 0 });
    // units look at the latest that was issued to them
    expect((await tasksOf('jinqing')).round).toMatchObject({ state: 'signed' });
  });
});

describe('the decomposition table', () => {
  async function exported() {
    const answer = await app.app.inject({
      method: 'GET',
      url: `${plan}/decomposition.xlsx`,
      headers: { cookie: cookies.office!, host: 'localhost' },
    });
    return answer.rawPayload;
  }
  async function readBack(bytes: Buffer) {
    const boundary = 'x';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="t.xlsx"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    const answer = await app.app.inject({
      method: 'POST',
      url: `${plan}/decomposition-file`,
      headers: {
        cookie: cookies.office!,
        host: 'localhost',
        origin: 'http://localhost',
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    });
    return { status: answer.statusCode, body: answer.json() };
  }

  it('has the columns of the office, the towns’ numbers, and says whether they come to the district’s', async () => {
    const sheet = (await readXlsx(await exported())).sheets[0]!.rows as (string | number | null)[][];
    const at = sheet.findIndex((row) => row[0] === '序号');
    const header = sheet[at]!;
    expect(header.slice(0, 11)).toEqual([
      '序号',
      '目标编号',
      '目标任务',
      '工作内容(原文条款)',
      '牵头单位',
      '责任单位',
      '责任人',
      '完成时限',
      '年度',
      '计量单位',
      '路桥区',
    ]);
    const row = sheet.find((one) => one[1] === '2.3.a' && one[8] === 2019)!;
    expect([
      row[header.indexOf('金清镇')],
      row[header.indexOf('各单位合计')],
      row[header.indexOf('合计核对')],
    ]).toEqual([70, 200, '相符']);
    const loans = sheet.find((one) => one[1] === '2.6.j' && one[8] === 2018)!;
    expect([loans[9], loans[10]]).toEqual(['万元', 100_000]);
  });

  it('comes back as the numbers that went out', async () => {
    const { status, body } = await readBack(await exported());
    expect([status, body.problems]).toEqual([200, []]);
    const key = ({ target, unit, year, value }: Omit<RoundCell, 'locked'>) =>
      `${target} ${unit} ${year} ${value}`;
    const inForce = (await page()).inForce.flatMap(({ target, rows: split }) =>
      split.map((row) => key({ target, ...row })),
    );
    expect(body.cells.map(key).sort()).toEqual(inForce.sort());
  });

  it('that is none is refused', async () => {
    const { status, body } = await readBack(Buffer.from('not a workbook'));
    expect([status, body.error.code]).toEqual([400, 'plan.no_table']);
  });
});
