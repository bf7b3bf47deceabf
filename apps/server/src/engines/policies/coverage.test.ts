import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCoverage, listCoverage } from '@miaopu/contract';
import { generateCreditCode, responsibleTowns } from '@miaopu/standards';
import { writeXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, rows, sql } from '../../platform/db/index.ts';
import { createTestApp, type TestApp } from '../../platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { mergeEntities, recordFact, registerEntity, settledInstant } from '../registry/index.ts';
import { coverageLibrary } from './coverage.samples.ts';
import { countCoverage, coverageMembers, coverageOf, listCovered } from './coverage.ts';
import { type EnjoymentImport, importEnjoyments } from './enjoyment-import.ts';
import { loadLibrary } from './load-library.ts';
import { matchEntity } from './match.ts';
import { registerPolicyRoutes } from './routes.ts';

const { district } = testActor;
const act = { actor: testActor, reason: '测试' };
const [first, second] = responsibleTowns(district).map(({ code }) => code) as [string, string];
const folder = mkdtempSync(join(tmpdir(), 'miaopu-coverage-'));
const codeOf = (name: string) =>
  generateCreditCode({ division: district, body: `MA2${name.charCodeAt(0).toString().padStart(5, '0')}` });

// what each has: town, taxable income and revenue of 2018
const firms = {
  A: { town: first, taxable_income: '500000', revenue: '200000' },
  B: { town: first, taxable_income: '2000000', revenue: '250000' },
  C: { town: second, taxable_income: '900000', revenue: '5000000' },
  D: { town: second },
  E: { town: second, category: 'individual' },
} as const;
type Name = keyof typeof firms;

let test: TestDatabase;
let served: TestApp;
let cookie: string;
const ids = new Map<string, string>();
beforeAll(async () => {
  test = await createTestDatabase();
  await loadLibrary(test.db, testActor, coverageLibrary);
  for (const [name, firm] of Object.entries(firms)) await found(name, firm);
  served = await createTestApp(test, registerPolicyRoutes);
  cookie = await served.cookieOf('office');
}, 60_000);
afterAll(async () => {
  await served?.close();
  await test?.drop();
  rmSync(folder, { recursive: true });
});

async function found(name: string, firm: Partial<(typeof firms)[Name]> & { readonly category?: string }) {
  const { town, category = 'enterprise', ...figures } = { town: first, ...firm };
  await inTransaction(test.db, async (tx) => {
    const fields = { name: `企业${name}`, credit_code: codeOf(name), category, status: 'active', town };
    const { entityId } = await registerEntity(tx, act, {
      validFrom: '2015-01-01',
      fields: { ...fields, established_on: '2015-01-01' } as Parameters<typeof registerEntity>[2]['fields'],
    });
    ids.set(name, entityId);
    for (const [field, value] of Object.entries(figures))
      await recordFact(tx, act, { entityId, field, period: '2018', value: String(value) });
  });
}

const header = ['统一社会信用代码', '企业名称', '政策编号', '享受年度', '减免金额(万元)', '兑现日期', '文号'];
const line = (
  name: string,
  policy: string,
  year: string,
  amount: string,
  day = '2019-05-20',
  evidence = '',
) => [codeOf(name), `企业${name}`, policy, year, amount, day, evidence];
const received = [
  header,
  line('A', 'profit', '2018', '5', '2019-05-20', '税通〔2019〕1号'),
  line('C', '小利润减免', '2018年度', '9'),
  line('B', 'profit', '2018', '0.0001'),
  line('E', 'SALES', '2018', '0.01'),
  line('C', 'profit', '2020', '0.001', '2021-01-05'),
];
const text = (table: readonly (readonly string[])[]) =>
  table.map((cells) => `${cells.join(',')}\r\n`).join('');

function take(table: readonly (readonly string[])[] | Uint8Array, more: Partial<EnjoymentImport> = {}) {
  const path = join(folder, 'received.csv');
  writeFileSync(path, table instanceof Uint8Array ? table : text(table));
  return importEnjoyments(test.db, {
    ...{ actor: testActor, path, fileName: 'received.csv', department: '区税务局', today: '2021-03-01' },
    ...{ dryRun: false, lang: 'zh-CN' as const },
    ...more,
  });
}
const knowledge = async () => ({ district, knownOn: await settledInstant(test.db, district) });
const kept = () =>
  rows(
    test.db,
    sql`select policy_id, year, trim_scale(amount) as amount, recorded_to = 'infinity' as open from policies.enjoyment order by enjoyment_id, recorded_from`,
  );

describe('a file of support received', () => {
  it('is only looked at by a dry run', async () => {
    expect(await take(received, { dryRun: true })).toEqual({
      ...{ read: 5, recorded: 5, corrected: 0, unchanged: 0, rejected: [] },
    });
    expect(await kept()).toEqual([]);
  });

  it('is recorded once, whatever the format, and leaves its source and a line in the audit', async () => {
    expect(await take(received)).toMatchObject({ read: 5, recorded: 5, rejected: [] });
    const workbook = await writeXlsx({ sheets: [{ name: '兑现', rows: received.map((row) => [...row]) }] });
    expect(await take(workbook)).toMatchObject({
      read: 5,
      recorded: 0,
      corrected: 0,
      unchanged: 5,
      rejected: [],
    });
    expect(await kept()).toHaveLength(5);
    const from = await rows(
      test.db,
      sql`select distinct e.department, e.evidence, s.kind, s.file_name from policies.enjoyment e join registry.source s using (district, source_id)
          where e.amount = 50000`,
    );
    expect(from).toEqual([
      { department: '区税务局', evidence: '税通〔2019〕1号', kind: 'import', file_name: 'received.csv' },
    ]);
    const lines = await rows(
      test.owner,
      sql`select after ->> 'recorded' as recorded from platform.audit_line where action = 'policies.enjoyments.imported' order by 1`,
    );
    expect(lines).toEqual([{ recorded: '0' }, { recorded: '5' }]);
  });

  it('corrects by closing what was known', async () => {
    const before = await knowledge();
    const { entity } = await matchEntity(test.db, ids.get('A')!, {
      ...before,
      asOf: '2018-12-31',
      because: null,
    });
    expect(entity.id).toBe(ids.get('A'));
    expect(await take([header, line('A', 'profit', '2018', '4')])).toMatchObject({
      corrected: 1,
      recorded: 0,
    });
    const asKnown = async (known: { district: string; knownOn: string }) => {
      const match = await matchEntity(test.db, ids.get('A')!, {
        ...known,
        asOf: '2018-12-31',
        because: null,
      });
      return match.policies.find(({ policy }) => policy.id === 'profit')!.enjoyed;
    };
    expect(await asKnown(before)).toEqual({ year: 2018, amount: '50000' });
    expect(await asKnown(await knowledge())).toEqual({ year: 2018, amount: '40000' });
    // the number of the decision that the first file gave is still there
    expect(
      await rows(
        test.db,
        sql`select evidence from policies.enjoyment where amount = 40000 and recorded_to = 'infinity'`,
      ),
    ).toEqual([{ evidence: '税通〔2019〕1号' }]);
    await take(received.slice(0, 2));
    expect((await kept()).filter((row) => (row as { open: boolean }).open)).toHaveLength(5);
  });

  it('gives back rows that cannot be believed, each with its reason, to be sent again', async () => {
    const path = join(folder, 'rejects.csv');
    const bad = [
      header,
      line('Z', 'profit', '2018', '1'),
      ['91331004MA2ABCD13X', '坏码', 'profit', '2018', '1', '2019-05-20', ''],
      line('A', '没有的政策', '2018', '1'),
      line('A', 'profit', '十八', '1'),
      line('A', 'profit', '2018', '很多'),
      line('A', 'profit', '2018', '-1'),
      line('A', 'profit', '2018', '0.0000001'),
      line('A', 'profit', '2018', '1', '2017-12-31'),
      line('A', 'profit', '2018', '1', '2021-03-02'),
      line('A', 'profit', '2018', '1', '2019-05'),
      line('A', 'sales', '2019', '1', '2020-01-20'),
      line('A', 'sales', '2019', '2', '2020-01-20'),
    ];
    const report = await take(bad, { dryRun: true, rejects: { path } });
    expect(report).toMatchObject({ read: 12, recorded: 1 });
    expect(report.rejected.map(({ line: at }) => at)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13]);
    expect(report.rejected.map(({ message }) => message.zh.slice(0, 8))).toMatchInlineSnapshot(`
      [
        "名录里没有代码为",
        "“9133100",
        "政策库里没有“没",
        "“十八”不是年度",
        "“很多”不是金额",
        "“-1”不是以元",
        "“0.00000",
        "兑现日期 201",
        "兑现日期 202",
        "“2019-05",
        "与第 12 行是",
      ]
    `);
    const back = readFileSync(path, 'utf8').split('\r\n');
    expect(back).toHaveLength(13);
    expect(back[0]).toContain(header.join(','));
    expect(back[3]).toContain('政策库里没有“没有的政策”');
    // as it comes back it can be sent again
    writeFileSync(path, readFileSync(path, 'utf8').replace('没有的政策', 'profit'));
    const again = await importEnjoyments(test.db, {
      ...{ actor: testActor, path, fileName: 'rejects.csv', today: '2021-03-01', dryRun: true, lang: 'en' },
    });
    expect(again).toMatchObject({ read: 11, recorded: 1, corrected: 1 });
    expect(again.rejected).toHaveLength(9);
  });

  it('without the columns that it needs is refused, naming them', async () => {
    await expect(
      take([
        ['企业名称', '统一社会信用代码', '政策'],
        ['甲', codeOf('A'), 'profit'],
      ]),
    ).rejects.toMatchObject({
      code: 'policies.enjoyment_columns',
      message: expect.stringContaining('年度'),
    });
  });
});

describe('coverage', () => {
  const count = async (year: number, town?: string) =>
    countCoverage(test.db, await coverageOf(test.db, await knowledge(), year, { kind: 'tax_relief' }), town);

  it('is who enjoyed among those who were eligible at the end of the year', async () => {
    expect(await count(2018)).toEqual([
      {
        policyId: 'profit',
        coverage: { eligible: 2, enjoyed: 2, enjoyedOnly: 1, share: '1', amount: '140001' },
      },
      {
        policyId: 'sales',
        coverage: { eligible: 2, enjoyed: 0, enjoyedOnly: 1, share: '0', amount: '100' },
      },
    ]);
  });

  it('of a town is its part', async () => {
    const [profit, sales] = await count(2018, second);
    expect(profit!.coverage).toMatchObject({ eligible: 1, enjoyed: 1, enjoyedOnly: 0 });
    expect(sales!.coverage).toMatchObject({ eligible: 0, enjoyed: 0, enjoyedOnly: 1, share: null });
  });

  it('shows what was enjoyed of a policy that was over by then', async () => {
    const [profit] = await count(2020);
    expect(profit).toEqual({
      policyId: 'profit',
      coverage: { eligible: 0, enjoyed: 0, enjoyedOnly: 1, share: null, amount: '10' },
    });
  });

  it('lists each part as it is counted, who is missed by what they miss', async () => {
    const of = await coverageOf(test.db, await knowledge(), 2018, { policy: 'sales' });
    const page = { limit: 10, offset: 0 };
    const missed = await listCovered(test.db, of, { part: 'not_enjoyed' }, page);
    expect(missed.map(({ name, estimated }) => [name, estimated])).toEqual([
      ['企业B', '25000'],
      ['企业A', '20000'],
    ]);
    expect(await listCovered(test.db, of, { part: 'not_enjoyed' }, { limit: 1, offset: 1 })).toEqual([
      missed[1],
    ]);
    const only = await listCovered(test.db, of, { part: 'enjoyed_only' }, page);
    expect(only).toMatchObject([
      { name: '企业E', enjoyed: '100', decided_on: '2019-05-20', department: '区税务局' },
    ]);
    expect(await listCovered(test.db, of, { part: 'enjoyed' }, page)).toEqual([]);
  });

  it('is the members of a target, by the rules as they were known', async () => {
    const members = async (known: { district: string; knownOn: string }) =>
      rows<{ entity_id: string; policy_id: string; in_numerator: boolean }>(
        test.db,
        sql`select entity_id, policy_id, in_numerator from (${await coverageMembers(test.db, known, 'tax_relief', [2018, 2019])}) member
            where period = '2018' order by 2, 1`,
      );
    const before = await knowledge();
    const told = await members(before);
    expect(
      told.map(({ entity_id, ...row }) => [[...ids].find(([, id]) => id === entity_id)![0], row]),
    ).toEqual([
      ['A', { policy_id: 'profit', in_numerator: true }],
      ['C', { policy_id: 'profit', in_numerator: true }],
      ['A', { policy_id: 'sales', in_numerator: false }],
      ['B', { policy_id: 'sales', in_numerator: false }],
    ]);
    const stricter = coverageLibrary['sales.yaml']!.replace('<= 300000', '<= 220000');
    await loadLibrary(test.db, testActor, { ...coverageLibrary, 'sales.yaml': stricter });
    expect(await members(await knowledge())).toHaveLength(3);
    expect(await members(before)).toEqual(told);
    await loadLibrary(test.db, testActor, coverageLibrary);
  });

  it('over HTTP is the same, and goes out as a workbook that leaves a line', async () => {
    const get = (url: string) => served.app.inject({ url, headers: { cookie, host: 'localhost' } });
    const answer = await get('/api/policies/coverage?kind=tax_relief&year=2018');
    expect(answer.statusCode).toBe(200);
    const { total, years } = getCoverage.response!.parse(answer.json());
    const never = getCoverage.response!.parse(
      (await get('/api/policies/coverage?kind=tax_relief&year=2016')).json(),
    );
    expect([total.uncounted, never.total.share]).toEqual([null, null]);
    expect(never.total.uncounted?.zh).toContain('还没有报来 2016 年的兑现名单');
    expect(total).toEqual({
      ...{ eligible: 4, enjoyed: 2, enjoyedOnly: 2, share: '0.5', uncounted: null },
      amount: '140101',
    });
    expect(years).toEqual([2020, 2018]);
    const list = await get('/api/policies/profit/coverage?year=2018&part=enjoyed&limit=1');
    const { total: found, rows: page } = listCoverage.response!.parse(list.json());
    expect([found, page.map(({ enjoyed }) => enjoyed)]).toEqual([2, ['90000']]);
    const workbook = await get('/api/policies/profit/coverage.xlsx?year=2018');
    expect([workbook.statusCode, workbook.headers['content-type']]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    const lines = await rows(
      test.owner,
      sql`select record from platform.audit_line where action = 'policies.coverage.exported'`,
    );
    expect(lines).toEqual([{ record: 'policies/policy/profit' }]);
  });

  it('takes a file over HTTP and gives its rejects back', async () => {
    const boundary = 'xxTESTxx';
    const body = text([header, line('A', 'sales', '2018', '0.5'), line('A', 'nothing', '2018', '1')]);
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n`;
    const answer = await served.app.inject({
      method: 'POST',
      url: '/api/policies/enjoyments?dryRun=true',
      headers: {
        ...{ cookie, origin: 'http://localhost', host: 'localhost' },
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload: `${head}${body}\r\n--${boundary}--\r\n`,
    });
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      {
        ...{ read: 2, recorded: 1, corrected: 0, unchanged: 0, rejectedTotal: 1 },
        rejected: [{ line: 3, message: expect.anything() }],
        rejects: expect.stringContaining('政策库里没有“nothing”'),
      },
    ]);
  });

  it('counts what was recorded of an entity that was found to be another for that', async () => {
    await inTransaction(test.db, (tx) =>
      mergeEntities(tx, act, { keep: ids.get('A')!, absorb: ids.get('E')! }),
    );
    const [, sales] = await count(2018);
    expect(sales!.coverage).toMatchObject({ eligible: 2, enjoyed: 1, enjoyedOnly: 0 });
  });
});
