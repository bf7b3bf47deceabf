import { join } from 'node:path';
import { listBehind as listBehindEndpoint } from '@miaopu/contract';
import { loadPlanPack } from '@miaopu/plan';
import { simulateDistrict } from '@miaopu/simulator';
import { responsibleTowns } from '@miaopu/standards';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { loadPlan, readPackFolder } from '../plan/index.ts';
import { loadEnjoyments, loadLibrary } from '../policies/index.ts';
import { loadPopulation, settledInstant } from '../registry/index.ts';
import { countBehind, listBehind, type Part, type Slice } from './behind.ts';
import { countCells } from './calculate.ts';
import { rollUp } from './roll-up.ts';
import { registerIndicatorRoutes } from './routes.ts';

const { district } = testActor;
const root = join(import.meta.dirname, '../../../../..');
const measure = { coverage: { kind: 'tax_relief' as const } };
const plan = { start: '2018-01-01', end: '2020-12-31', base: '2017-12-31' };
const population = simulateDistrict({ seed: 21, enterprises: 150, district });
const towns = responsibleTowns(district).map(({ code }) => code);

let test: TestDatabase;
let served: TestApp;
beforeAll(async () => {
  test = await createTestDatabase();
  const read = loadPlanPack(await readPackFolder(join(root, 'plans/luqiao-2018-2020')));
  if (!read.ok) throw new Error('the plan pack is not sound');
  await loadPlan(test.db, testActor, read.pack);
  await loadLibrary(test.db, testActor, await readPackFolder(join(root, 'policies')));
  await loadPopulation(test.db, testActor, population);
  served = await createTestApp(test, registerIndicatorRoutes);
}, 60_000);
afterAll(async () => {
  await served?.close();
  await test?.drop();
});

const moment = async (asOf: string) => ({
  ...{ district, plan, asOf },
  knownOn: await settledInstant(test.db, district),
});

it('loads what a simulated district received once, and finds nearly all of its entities', async () => {
  const simulated = [...population.enjoyments].length;
  const loaded = await loadEnjoyments(test.db, testActor, population);
  expect(loaded).toBeGreaterThan(simulated * 0.97);
  expect(loaded).toBeLessThanOrEqual(simulated);
  expect(await loadEnjoyments(test.db, testActor, population)).toBe(0);
});

it('a target that counts whom policies reached is its list, in every part, town and year', async () => {
  const at = await moment('2020-12-31');
  const values = rollUp(measure, await countCells(test.db, measure, at), towns, at);
  const slices: Omit<Slice, 'part'>[] = [
    {},
    { year: 2018 },
    { year: 2019 },
    { town: towns[0]! },
    { town: 'none' },
  ];
  for (const slice of slices) {
    const value = values.find(
      (one) => one.town === (slice.town ?? '') && one.period === String(slice.year ?? 'total'),
    );
    const total = async (part: Part) => {
      const behind = await countBehind(test.db, measure, at, { part, ...slice });
      const listed = await listBehind(
        test.db,
        measure,
        at,
        { part, ...slice },
        { limit: 100_000, offset: 0 },
      );
      expect(listed.length).toBe(behind!.total);
      expect(new Set(listed.map((row) => `${row.id} ${row.policy}`)).size).toBe(listed.length);
      expect(listed.every((row) => row.policy !== null)).toBe(true);
      return behind!.total;
    };
    const [numerator, denominator, rest] = [
      await total('numerator'),
      await total('denominator'),
      await total('denominator_only'),
    ];
    expect(numerator + rest).toBe(denominator);
    expect([Number(value?.numerator ?? 0), Number(value?.denominator ?? 0)]).toEqual([
      numerator,
      denominator,
    ]);
  }
  const whole = values.find((one) => one.town === '' && one.period === 'total')!;
  expect(Number(whole.denominator)).toBeGreaterThan(50);
  expect(Number(whole.value)).toBeGreaterThan(0.3);
}, 120_000);

it('counts no year that is not over', async () => {
  const at = await moment('2019-06-30');
  const values = rollUp(measure, await countCells(test.db, measure, at), towns, at);
  expect(values.filter((one) => one.town === '').map(({ period }) => period)).toEqual([
    '2018',
    '..2018Q4',
    'total',
  ]);
});

it('names the policy of each row over HTTP', async () => {
  const answer = await served.app.inject({
    url: '/api/plans/luqiao-2018-2020/targets/2.6.k/entities?asOf=2020-12-31&part=denominator_only&limit=5',
    headers: { cookie: await served.cookieOf('office'), host: 'localhost' },
  });
  expect(answer.statusCode).toBe(200);
  const { rows } = listBehindEndpoint.response!.parse(answer.json());
  expect(rows).toHaveLength(5);
  for (const { policy, inNumerator } of rows) {
    expect(policy!.title.zh).not.toBe(policy!.id);
    expect(inNumerator).toBe(false);
  }
}, 120_000);
