import { setTimeout as delay } from 'node:timers/promises';
import type * as contract from '@miaopu/contract';
import { simulateDistrict } from '@miaopu/simulator';
import { responsibleTowns } from '@miaopu/standards';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, rows, sql } from '../../platform/db/index.ts';
import { createTestApp, type TestApp } from '../../platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { loadPopulation, registerEntity } from '../registry/index.ts';
import { costOf } from './cost.ts';
import { coverageLibrary } from './coverage.samples.ts';
import { expand, getLibrary } from './library.ts';
import { loadLibrary } from './load-library.ts';
import { registerPolicyRoutes } from './routes.ts';

const { district } = testActor;
const [town] = responsibleTowns(district).map(({ code }) => code) as [string];
const asOf = '2019-12-31';

let test: TestDatabase;
/** Fits by one figure and is reckoned from others, which only some report. */
const gap = coverageLibrary['sales.yaml']!.replace('id: sales', 'id: gap')
  .replace('小销售免征', '缺数的奖励')
  .replace('amount: fact.revenue * 0.1', 'amount: fact.rd_expense * 0.1 + fact.loans_signed * 0.01');
let served: TestApp;
const cookies = { office: '', leader: '', clerk: '' };
beforeAll(async () => {
  test = await createTestDatabase();
  await loadLibrary(test.db, testActor, { ...coverageLibrary, 'gap.yaml': gap });
  await loadPopulation(test.db, testActor, simulateDistrict({ seed: 5, enterprises: 200, district }));
  served = await createTestApp(test, registerPolicyRoutes);
  const office = { id: town, kind: 'town' as const, town, units: [town], name: { zh: '某镇', en: 'a town' } };
  cookies.office = await served.cookieOf('office');
  cookies.leader = await served.cookieOf('leader');
  cookies.clerk = await served.cookieOf('town_clerk', office);
}, 60_000);
afterAll(async () => {
  await served?.close();
  await test?.drop();
});

type Who = keyof typeof cookies;
async function ask(who: Who, method: 'GET' | 'POST', url: string, payload?: object) {
  const headers = { cookie: cookies[who], host: 'localhost', origin: 'http://localhost' };
  return served.app.inject({ method, url, headers, ...(payload && { payload }) });
}
async function get<T>(who: Who, url: string): Promise<T> {
  const answer = await ask(who, 'GET', url);
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.json();
}
async function post<T>(who: Who, url: string, body: object = {}): Promise<T> {
  const answer = await ask(who, 'POST', url, body);
  expect([url, answer.statusCode, answer.body.slice(0, 200)]).toMatchObject([url, 200, expect.anything()]);
  return answer.json();
}

type RunPage = {
  run: contract.PolicyRun;
  policies: { policy: { id: string }; counts: contract.PolicyCounts }[];
};
async function until(id: string, isSo: (run: contract.PolicyRun) => boolean): Promise<RunPage> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const page = await get<RunPage>('office', `/api/policies/runs/${id}`);
    if (isSo(page.run)) return page;
    await delay(25);
  }
  throw new Error('The run did not come that far.');
}
const start = () => post<contract.PolicyRun>('office', '/api/policies/runs', { asOf });
const countsOf = ({ policies }: RunPage, id: string) =>
  policies.find(({ policy }) => policy.id === id)!.counts;
type List = { total: number; amount: string; rows: { id: string; town: string | null }[] };
const listOf = (who: Who, id: string, more = '') =>
  get<List>(who, `/api/policies/${id}/entities?asOf=${asOf}&limit=200${more}`);

describe('a run', () => {
  it('is begun, followed to its end, and told with what it counted', async () => {
    const begun = await start();
    expect(begun).toMatchObject({ asOf, state: expect.stringMatching(/^(waiting|running|done)$/) });
    const page = await until(begun.id, ({ state }) => state === 'done');
    const { progress, entities, seconds, error } = page.run;
    expect([progress.done, progress.total, error]).toEqual([entities, entities, null]);
    expect(entities).toBeGreaterThan(300);
    expect(seconds).toBeGreaterThan(0);
    expect(page.policies.map(({ policy }) => policy.id).sort()).toEqual(['gap', 'profit', 'reward', 'sales']);
    for (const { counts } of page.policies) {
      const { met, nearly, unknown, manual, notMet, notApplicable } = counts;
      expect(met + nearly + unknown + manual + notMet + notApplicable).toBe(entities);
    }
    const { rows: runs } = await get<{ rows: contract.PolicyRun[] }>('leader', '/api/policies/runs');
    expect(runs[0]).toEqual(page.run);
    const latest = await get<RunPage>('leader', '/api/policies/runs/latest');
    expect(latest).toEqual(page);
  });

  it('stops when it is cancelled while it works, and keeps nothing', async () => {
    const keep = await test.owner.pool.connect();
    // the run is held where it is about to write its first counts
    await keep.query('begin; lock table policies.run_count in access exclusive mode');
    let id: string;
    try {
      ({ id } = await start());
      await until(id, ({ state }) => state === 'running');
      const cancelled = await post<contract.PolicyRun>('office', `/api/policies/runs/${id}/cancel`);
      expect(cancelled).toMatchObject({ state: 'cancelled', error: { zh: expect.any(String) } });
    } finally {
      await keep.query('rollback');
      keep.release();
    }
    const again = await ask('office', 'POST', `/api/policies/runs/${id}/cancel`, {});
    expect([again.statusCode, again.json().error.code]).toEqual([409, 'policies.run_over']);
    // the queue takes up the next one only when it is done with this
    const next = await start();
    await until(next.id, ({ state }) => state === 'done');
    expect((await until(id, () => true)).run.state).toBe('cancelled');
    const kept = await rows(test.db, sql`select from policies.run_count where run_id = ${id}::bigint`);
    expect(kept).toEqual([]);
    expect((await get<RunPage>('office', '/api/policies/runs/latest')).run.id).toBe(next.id);
  });

  it('is for the office to begin', async () => {
    for (const who of ['leader', 'clerk'] as const)
      expect((await ask(who, 'POST', '/api/policies/runs', { asOf })).statusCode).toBe(403);
  });
});

describe('what a policy costs', () => {
  it('leaves out whose figures are missing, and says how many they are and which data lack', async () => {
    const { id } = await start();
    const page = await until(id, ({ state }) => state === 'done');
    const fitting = await get<{ rows: { amount: string | null }[]; total: number; amount: string }>(
      'office',
      `/api/policies/gap/entities?asOf=${asOf}&limit=200`,
    );
    const lacking = fitting.rows.filter(({ amount }) => amount === null).length;
    expect(fitting.rows.length).toBe(fitting.total);
    expect(lacking).toBeGreaterThan(0);
    const { cost, uncounted } = countsOf(page, 'gap')!;
    expect(cost).toBe(lacking === fitting.total ? null : fitting.amount);
    expect(uncounted?.entities).toBe(lacking);
    expect(uncounted?.because.zh).toContain('当期签订借款合同金额（区金融办）、研发费用（区科技局）');
    expect(countsOf(page, 'profit')).toMatchObject({ uncounted: null });
    type Places = { towns: { counts: contract.PolicyCounts }[] };
    const { towns } = await get<Places>('office', `/api/policies/runs/${id}/policies/gap`);
    const inTowns = towns.reduce((sum, { counts }) => sum + (counts.uncounted?.entities ?? 0), 0);
    expect(inTowns).toBe(lacking);
    const nobody = { met: 3, amount: '0', uncounted: 3 };
    const onDay = expand((await getLibrary(test.db, district)).policies.get('gap')!.policy, asOf);
    expect(costOf(onDay, nobody)).toMatchObject({ cost: null, uncounted: { entities: 3 } });
    expect(costOf(onDay, { met: 3, amount: '0', uncounted: 0 })).toEqual({ cost: '0', uncounted: null });
    expect(costOf({ ...onDay, policy: { ...onDay.policy, benefits: [] } }, nobody)).toEqual({
      cost: null,
      uncounted: null,
    });
  });
});

describe('a town', () => {
  it('is given the same rows by list, count, export, run and simulation', async () => {
    const { id } = await start();
    await until(id, ({ state }) => state === 'done');
    const whole = await listOf('office', 'profit');
    const own = await listOf('clerk', 'profit');
    const { rows: inTown, total, amount } = await listOf('office', 'profit', `&town=${town}`);
    expect([own.rows, own.total, own.amount]).toEqual([inTown, total, amount]);
    expect(own.total).toBeGreaterThan(3);
    expect(own.total).toBeLessThan(whole.total);
    expect(own.rows.every((row) => row.town === town)).toBe(true);
    const run = await get<RunPage>('clerk', `/api/policies/runs/${id}`);
    expect(countsOf(run, 'profit')).toMatchObject({ met: own.total, cost: own.amount });
    const places = await get<{ towns: { code: string }[]; counts: contract.PolicyCounts }>(
      'clerk',
      `/api/policies/runs/${id}/policies/profit`,
    );
    expect([places.towns.map(({ code }) => code), places.counts.met]).toEqual([[town], own.total]);
    const simulated = await post<Simulated>('clerk', '/api/policies/profit/simulations', { asOf });
    expect(simulated.towns.find(({ code }) => code === town)!.effect.after!.met).toBe(own.total);
    const book = await readXlsx(
      (await ask('clerk', 'GET', `/api/policies/profit/entities.xlsx?asOf=${asOf}`)).rawPayload,
    );
    const codes = book.sheets[0]!.rows.filter(([number]) => typeof number === 'number');
    expect(codes.length).toBe(own.total);
    for (const url of ['/api/policies/profit/entities', `/api/policies/runs/${id}`]) {
      const other = await ask('clerk', 'GET', `${url}?town=331004002`);
      expect([url, other.statusCode]).toEqual([url, 403]);
    }
  });
});

type Side = { met: number; cost: string } | null;
type Effect = { before: Side; after: Side; gain: number | null; lose: number | null; differ: number | null };
type Simulated = {
  listable: boolean;
  district: Effect;
  towns: { code: string; effect: Effect }[];
  industries: { code: string; effect: Effect }[];
};
const stricter = coverageLibrary['profit.yaml']!.replace('<= 1000000', '<= 50000');

describe('a simulation', () => {
  const simulate = (who: Who) =>
    post<Simulated>(who, '/api/policies/profit/simulations', { asOf, source: stricter });

  it('says who loses beside what is in force, and lists them for the office', async () => {
    const { listable, district: whole, towns } = await simulate('office');
    expect(listable).toBe(true);
    expect(whole.before!.met - whole.after!.met).toBe(whole.lose);
    expect([whole.gain, whole.lose! > 0]).toEqual([0, true]);
    expect(towns.reduce((sum, { effect }) => sum + effect.lose!, 0)).toBe(whole.lose);
    const listed = await post<{ total: number; rows: { before: string; after: null }[] }>(
      'office',
      '/api/policies/profit/simulations/entities',
      { asOf, source: stricter, effect: 'lose', limit: 200 },
    );
    expect([listed.total, listed.rows.every(({ after }) => after === null)]).toEqual([whole.lose, true]);
  });

  it('hides from those who may not see enterprises what stands for fewer than three of them', async () => {
    const [open, shown] = [await simulate('office'), await simulate('clerk')];
    expect(shown.listable).toBe(false);
    const telling = ({ before, after, gain, lose, differ }: Effect) =>
      [before!.met, after!.met, gain!, lose!, differ!].some((count) => count > 0 && count < 3);
    const few = open.industries.filter(({ effect }) => telling(effect));
    expect(few.length).toBeGreaterThan(1);
    const hidden = shown.industries.filter(({ effect }) => effect.before === null);
    expect(hidden.map(({ code }) => code)).toEqual(expect.arrayContaining(few.map(({ code }) => code)));
    for (const { effect } of hidden)
      expect(effect).toEqual({ before: null, after: null, gain: null, lose: null, differ: null });
    expect(shown.district).toEqual(open.district);
    const list = await ask('clerk', 'POST', '/api/policies/profit/simulations/entities', {
      ...{ asOf, source: stricter, effect: 'lose' },
    });
    expect(list.statusCode).toBe(403);
  });

  it('writes nothing', async () => {
    const counted = () =>
      rows(
        test.owner,
        sql`select (select count(*) from policies.version) as versions, (select count(*) from policies.act) as acts,
                   (select count(*) from policies.draft) as drafts, (select count(*) from policies.standing) as standings,
                   (select count(*) from policies.run) as runs, (select count(*) from policies.run_count) as counts,
                   (select count(*) from platform.audit_line) as lines`,
      );
    const before = await counted();
    await simulate('office');
    await simulate('clerk');
    expect(await counted()).toEqual(before);
  });
});

describe('an exported list', () => {
  it('has codes and names as text, also one that a spreadsheet would run', async () => {
    const name = '=HYPERLINK("http://x","厂")';
    await inTransaction(test.db, (tx) =>
      registerEntity(
        tx,
        { actor: testActor, reason: '测试' },
        { validFrom: '2015-01-01', fields: { name, category: 'enterprise', status: 'active', town } },
      ),
    );
    const url = `/api/policies/profit/entities.xlsx?asOf=${asOf}&standing=unknown`;
    const answer = await ask('office', 'GET', url);
    const book = await readXlsx(answer.rawPayload);
    const cells = book.sheets[0]!.rows.flat();
    expect(cells).toContain(name);
    // a text is written as one: no cell of the file holds a formula
    const text = JSON.stringify(book);
    expect(text).not.toContain('"formula"');
  });
});
