import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PlanPage } from '@miaopu/contract';
import { loadPlanPack, type PlanPack, proposeSplit } from '@miaopu/plan';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows, sql } from '../../platform/db/index.ts';
import { createTestApp, type TestApp } from '../../platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import {
  decideDefinition,
  getGoal,
  getPack,
  getPlanInForce,
  listDecompositions,
  listDefinitions,
  loadPlan,
  registerPlanRoutes,
  takeOverDecomposition,
} from './index.ts';

const folder = resolve(import.meta.dirname, '../../../../../plans/luqiao-2018-2020');
const planId = 'luqiao-2018-2020';
const { district } = testActor;
const towns = ['001', '002', '003', '004', '005', '006', '103', '104', '106', '107'].map((t) => `331004${t}`);

let test: TestDatabase;
let pack: PlanPack;

function readPack(): PlanPack {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const read = loadPlanPack(
    Object.fromEntries(
      files.map((entry) => [
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
        readFileSync(join(entry.parentPath, entry.name), 'utf8'),
      ]),
    ),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.pack;
}

/** The error's code with the places and English words of its problems. */
async function refusal(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return 'not refused';
  } catch (error) {
    const { code, problems } = error as {
      code: string;
      problems?: { path: string; message: { en: string } }[];
    };
    return [code, ...(problems ?? []).map(({ path, message }) => `${path}: ${message.en}`)];
  }
}

async function countRows(table: 'target_definition' | 'decomposition'): Promise<number> {
  const [row] = await rows<{ count: string }>(
    test.db,
    sql`select count(*) as count from ${sql.table(`plan.${table}`)}`,
  );
  return Number(row!.count);
}

beforeAll(async () => {
  pack = readPack();
  test = await createTestDatabase();
  await loadPlan(test.db, testActor, pack);
});
afterAll(async () => {
  await test?.drop();
});

describe('loading a pack', () => {
  it('gives every target version 1 and keeps the pack’s splits', async () => {
    expect(await countRows('target_definition')).toBe(40);
    expect(await countRows('decomposition')).toBe(pack.decompositions.length);
    const { measures, pack: stored } = await getPlanInForce(test.db, district, planId);
    expect(stored).toEqual(JSON.parse(JSON.stringify(pack)));
    expect([...measures.values()].every(({ version }) => version === 1)).toBe(true);
    for (const target of pack.targets) expect(measures.get(target.id)?.measure).toEqual(target.measure);
  });

  it('again changes nothing', async () => {
    expect(await loadPlan(test.db, testActor, readPack())).toEqual({
      changed: false,
      newDefinitions: 0,
      newDecompositions: 0,
    });
    expect(await countRows('target_definition')).toBe(40);
  });

  it('two at once load it once', async () => {
    const other = { ...testActor, district: '331002' };
    const both = await Promise.all([loadPlan(test.db, other, pack), loadPlan(test.db, other, pack)]);
    expect(both.map(({ changed }) => changed).sort()).toEqual([false, true]);
  });

  it('that changed adds a version of what it changed, and of nothing else', async () => {
    const own = { ...testActor, district: '331003' };
    await loadPlan(test.db, own, pack);
    const changed = structuredClone(pack) as unknown as { targets: { id: string; measure: unknown }[] };
    const target = changed.targets.find(({ id }) => id === '2.3.a')!;
    target.measure = { flow: 'milestones', where: 'milestone.kind == "converted"', distinct: 'entity' };
    expect(await loadPlan(test.db, own, changed as unknown as PlanPack)).toEqual({
      changed: true,
      newDefinitions: 1,
      newDecompositions: 0,
    });
    const read = await getPack(test.db, own.district, planId);
    expect(read.targets.find(({ id }) => id === '2.3.a')!.measure).toMatchObject({
      where: 'milestone.kind == "converted"',
    });
    // as long as it is the same, it is not read again
    expect(await getPack(test.db, own.district, planId)).toBe(read);
    const versions = await listDefinitions(test.db, own.district, planId, '2.3.a');
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(versions.map(({ explained }) => explained.zh)).toEqual([
      '计个数：期内发生的事项，事项为“个转企”；同一主体只计最早一次。',
      '计个数：期内发生的事项，事项为“个转企”且主体类别为“企业”；同一主体只计最早一次。',
    ]);
  });
});

describe('deciding a definition', () => {
  const words = {
    numerator: { zh: '净增', en: 'net rise' },
    denominator: null,
    baseline: null,
    basis: 'net' as const,
    distinctBy: null,
    evidence: { zh: '登记', en: 'registration' },
    reason: '领导小组会议纪要',
    documentNumber: '路小微办〔2019〕1号',
  };
  const decide = (basedOn: number, measure: string, target = '2.1.a') =>
    decideDefinition(test.db, testActor, planId, target, { ...words, basedOn, measure });

  it('adds a version, keeps the old one, and writes it down', async () => {
    const measure = 'stock: entities\nwhere: entity.status == "active" && entity.in_plan_scope\n';
    expect(await decide(1, measure)).toBe(2);
    const [newer, older] = await listDefinitions(test.db, district, planId, '2.1.a');
    expect(newer).toMatchObject({
      version: 2,
      basis: 'net',
      documentNumber: '路小微办〔2019〕1号',
      decidedBy: testActor.name,
      measure,
      ambiguity: { id: 'A1' },
    });
    expect(older).toMatchObject({ version: 1, basis: 'gross' });
    const { measures } = await getPlanInForce(test.db, district, planId);
    expect(measures.get('2.1.a')?.version).toBe(2);
    const audit = await rows<{ before: { basis: string }; after: { version: number }; reason: string }>(
      test.owner,
      sql`select before, after, reason from platform.audit_line where action = 'plan.definition.decided' and record = ${`plan/${planId}/target/2.1.a`}`,
    );
    expect(audit).toMatchObject([
      { before: { basis: 'gross' }, after: { version: 2 }, reason: '领导小组会议纪要' },
    ]);
  });

  it('based on a version that is not the newest is refused', async () => {
    const measure = 'stock: entities\nwhere: entity.in_plan_scope';
    expect(await refusal(decide(1, measure))).toEqual(['plan.definition_moved_on']);
    const both = await Promise.all([
      refusal(decide(1, measure, '2.2.a')),
      refusal(decide(1, measure, '2.2.a')),
    ]);
    expect(both.map(String).sort()).toEqual(['not refused', 'plan.definition_moved_on']);
  });

  it('with a measure that cannot run is refused, with the place', async () => {
    expect(await refusal(decide(2, 'stock: entities\nwhere: entity.in_plan_scop'))).toEqual([
      'plan.bad_measure',
      'measure:2:8: There is no field "entity.in_plan_scop"; did you mean "entity.in_plan_scope". Write entity.in_plan_scope',
    ]);
    expect(
      await refusal(decide(2, 'stock: entities\nwhere: entity.in_plan_scope\nshare: entity.above_size')),
    ).toEqual([
      'plan.bad_measure',
      'measure: kind: count is an amount, but this measure yields a ratio. Use share, sum_ratio or coverage for a ratio, growth for growth, neither for an amount; or correct kind',
    ]);
    expect(await refusal(decide(1, 'stock: entities\nwhere: true', '9.9.z'))).toEqual([
      'plan.no_such_target',
    ]);
    expect(
      await refusal(
        decideDefinition(test.db, testActor, 'no-plan', '2.1.a', { ...words, basedOn: 1, measure: '' }),
      ),
    ).toEqual(['plan.not_found']);
  });

  it('cannot be undone by the application', async () => {
    await expect(
      sql`delete from plan.target_definition where plan_id = ${planId}`.execute(test.db.query),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('taking over a split', () => {
  const weights = [13, 25, 20, 8, 9, 17, 11, 12, 30, 19];
  const years = [2018, 2019, 2020];
  const decide = (
    rowsGiven: { unit: string; year: number; value: string }[],
    basedOn = 1,
    because: string | null = null,
  ) =>
    takeOverDecomposition(test.db, testActor, planId, '2.1.a', {
      basedOn,
      rows: rowsGiven,
      differsBecause: because,
      reason: '按企业数占比',
      documentNumber: null,
      effectiveFrom: '2018-01-01',
    });
  const district3 = years.map((year) => ({ unit: 'district', year, value: '2000' }));
  const byTown = years.flatMap((year) =>
    proposeSplit({ weights, whole: '2000' }).map((value, index) => ({ unit: towns[index]!, year, value })),
  );

  it('over towns by weight adds up, and each town and year has its goal', async () => {
    expect(await decide([...district3, ...byTown])).toBe(2);
    const [newest, first] = await listDecompositions(test.db, district, planId, '2.1.a');
    expect(newest).toMatchObject({ version: 2, total: '6000', whole: '6000', differsBecause: null });
    expect(first).toMatchObject({ version: 1, total: '6000', whole: '6000' });
    const plan = await getPlanInForce(test.db, district, planId);
    const on = '2018-03-31';
    const goals = towns.map((unit) => Number(getGoal(plan, '2.1.a', { on, unit }).value));
    expect(goals.reduce((sum, goal) => sum + goal, 0)).toBe(6000);
    expect(getGoal(plan, '2.1.a', { on, year: 2019 })).toEqual({ form: 'at_least', value: '2000' });
    expect(getGoal(plan, '2.1.a', { on })).toMatchObject({ form: 'at_least', value: '6000' });
    expect(getGoal(plan, '2.3.b', { on, unit: towns[0], year: 2018 })).toMatchObject({ value: '0.8' });
    expect(getGoal(plan, '4.4.b', { on })).toMatchObject({ value: '12' });
  });

  it('that does not add up is refused unless it says why', async () => {
    const short = [...district3, ...byTown].map((row) =>
      row.unit === towns[0] && row.year === 2018 ? { ...row, value: '1' } : row,
    );
    const [code, problem] = (await refusal(decide(short, 2))) as string[];
    expect([code, problem]).toEqual([
      'plan.does_not_add_up',
      expect.stringMatching(/^rows: The units of 2018 come to \d+, the district to 2000$/),
    ]);
    expect(await refusal(decide(short, 2, '  '))).toEqual([code, problem]);
    expect(await decide(short, 2, '路南街道2018年不下达')).toBe(3);
    const [newest] = await listDecompositions(test.db, district, planId, '2.1.a');
    expect(newest?.differsBecause).toBe('路南街道2018年不下达');
  });

  it('with a row that cannot be is refused, each named', async () => {
    const wrong = [
      { unit: 'nobody', year: 2018, value: '1' },
      { unit: 'district', year: 2021, value: '1' },
      { unit: 'district', year: 2018, value: '-1' },
      { unit: 'district', year: 2018, value: '1' },
    ];
    expect(await refusal(decide(wrong, 3))).toEqual([
      'plan.bad_decomposition',
      'rows.0: The plan has no unit “nobody”',
      'rows.1: 2021 is outside the plan',
      'rows.2: A goal cannot be negative',
      'rows.3: district 2018 stands twice',
    ]);
    expect(await refusal(decide(district3, 1))).toEqual(['plan.decomposition_moved_on']);
  });

  it('of a stock ends at its whole', async () => {
    const [only] = await listDecompositions(test.db, district, planId, '3.2.1.b');
    expect(only).toMatchObject({ total: '1000000000', whole: '1000000000' });
  });
});

describe('over HTTP', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp(test, async (server, services) => {
      await registerPlanRoutes(server, services);
    });
  });
  afterAll(async () => {
    await app?.close();
  });

  it('the whole plan is one page: units, sections with their clauses, ambiguities', async () => {
    const cookie = await app.cookieOf('viewer');
    const answer = await app.app.inject({ url: `/api/plans/${planId}`, headers: { cookie } });
    expect(answer.statusCode).toBe(200);
    const page = answer.json() as PlanPage;
    expect(page.sections.flatMap((section) => section.clauses)).toHaveLength(132);
    expect(page.sections.find(({ id }) => id === '3.1.5')!.clauses[0]).toMatchObject({
      id: '3.1.5.a',
      lead: { id: 'commerce', name: { zh: '区商务局', en: 'Commerce Bureau' } },
      supporting: [{ id: 'human-resources' }, { id: 'science' }],
    });
    expect(
      page.sections.find(({ id }) => id === '2.6')!.clauses.find(({ id }) => id === '2.6.h')!.targets,
    ).toEqual(['2.6.h.1', '2.6.h.2', '2.6.h.3']);
    expect(page.ambiguities).toHaveLength(20);
    expect(page.documentNumber).toBe(null);
  });

  it('the plans are listed, a viewer may not decide, and an unknown plan is said to be unknown', async () => {
    const cookie = await app.cookieOf('viewer');
    const list = await app.app.inject({ url: '/api/plans', headers: { cookie } });
    expect(list.json()).toMatchObject({ rows: [{ id: planId, start: '2018-01-01', asOf: '2020-12-31' }] });
    const none = await app.app.inject({ url: '/api/plans/nothing', headers: { cookie } });
    expect([none.statusCode, none.json().error.code]).toEqual([404, 'plan.not_found']);
    const decided = await app.app.inject({
      method: 'POST',
      url: `/api/plans/${planId}/rounds`,
      payload: {},
      headers: { cookie, origin: 'http://localhost', host: 'localhost' },
    });
    expect(decided.statusCode).toBe(403);
    const nobody = await app.app.inject({ url: '/api/plans' });
    expect(nobody.statusCode).toBe(401);
  });
});
