import { Writable } from 'node:stream';
import { simulateDistrict } from '@miaopu/simulator';
import { designationTitles } from '@miaopu/standards';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstRow, inTransaction, rows, sql } from '../../platform/db/index.ts';
import { createTestApp, type TestApp } from '../../platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { chooseColumns } from './export/columns.ts';
import { csvCell, exportCsv } from './export/csv.ts';
import { registerEntity } from './history/register.ts';
import { loadPopulation } from './load.ts';
import { registerRegistryRoutes } from './routes.ts';
import { refreshSearch } from './search/refresh.ts';

const population = simulateDistrict({ seed: 11, enterprises: 300 });
let database: TestDatabase;
let served: TestApp;
let office: string;
let viewer: string;
let awkward: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await loadPopulation(database.db, testActor, population);
  awkward = await inTransaction(database.db, async (tx) => {
    const { entityId } = await registerEntity(
      tx,
      { actor: testActor, reason: '测试' },
      {
        validFrom: '2018-01-01',
        fields: {
          name: '=cmd|A1(路桥)100%银行厂',
          credit_code: '91331021148340431N',
          category: 'enterprise',
          status: 'active',
          capital: '1234567.89',
          address: '路桥,"1"号\u0001',
          phone: '13812345678',
        },
      },
    );
    return entityId;
  });
  served = await createTestApp(database, async (app, services) => registerRegistryRoutes(app, services));
  [office, viewer] = [await served.cookieOf('office'), await served.cookieOf('viewer')];
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

type Row = { id: string; name: string; town: string | null; legalForm: string | null };
type List = { total: number; rows: Row[] };

async function get<T>(path: string, cookie = viewer): Promise<T> {
  const answer = await served.app.inject({ url: `/api/registry${path}`, headers: { cookie } });
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
  return answer.json() as T;
}

function post(path: string, payload: object, cookie: string) {
  return served.app.inject({
    method: 'POST',
    url: `/api/registry${path}`,
    payload,
    headers: { cookie, origin: 'http://localhost', host: 'localhost' },
  });
}

const asked = (text: string) => `/suggest?q=${encodeURIComponent(text)}`;

test('a loaded population is there with all its rows, and loading it again does nothing', async () => {
  const again = await loadPopulation(database.db, testActor, population);
  expect(again).toEqual({ loaded: false });
  const count = async (table: string) =>
    Number(
      (await firstRow<{ count: string }>(
        database.db,
        sql`select count(*) from ${sql.table(`registry.${table}`)}`,
      ))!.count,
    );
  expect(await count('entity_version')).toBe([...population.entities].length + 1);
  expect(await count('fact')).toBe([...population.facts].length);
  expect(await count('milestone')).toBe([...population.milestones].length);
  expect(await count('designation')).toBe([...population.designations].length);
});

test('an entity is found by a part of its name, by initials, by code, by either width of bracket, and wildcards are themselves', async () => {
  const finds = async (text: string) =>
    (await get<{ rows: Row[] }>(asked(text))).rows.some((row) => row.id === awkward);
  for (const text of [
    '银行',
    '(路桥)',
    '\uff08路桥\uff09',
    'lq100yhc',
    '91331021',
    '340431n',
    '100%',
    '=cmd|',
    '路桥 银行',
  ])
    expect([text, await finds(text)]).toEqual([text, true]);
  for (const text of ['100_', '银%厂', 'lqxhc', '路桥 塑料银行'])
    expect([text, await finds(text)]).toEqual([text, false]);
});

test('a suggestion that begins with the text comes before one that only holds it, and there are at most 20', async () => {
  const { name } = (await get<List>('/entities?limit=1&sort=establishedOn')).rows[0]!;
  const whole = await get<{ rows: Row[] }>(asked(name));
  expect(whole.rows[0]!.name).toBe(name);
  const many = await get<{ rows: Row[] }>(asked('路桥'));
  expect(many.rows).toHaveLength(20);
  const begins = many.rows.map((row) => row.name.startsWith('路桥'));
  expect(begins).toEqual([...begins].sort((one, other) => Number(other) - Number(one)));
});

test('the search table is what a rebuild of it would give', async () => {
  const all = () => rows(database.db, sql`select * from registry.entity_search order by entity_id`);
  const before = await all();
  await refreshSearch(database.db, testActor.district, 'all');
  expect(await all()).toEqual(before);
  expect(before.length).toBeGreaterThan(800);
});

const filters = [
  '',
  'q=路桥',
  'q=lq',
  'town=331004001,none',
  'industry=C',
  'industry=29&status=active',
  'category=individual&establishedFrom=2018-01-01&establishedTo=2018-12-31',
  ...Object.keys(designationTitles)
    .slice(0, 2)
    .map((title) => `title=${title}`),
];

test.each(filters)(
  'list, count, pages and export of “%s” are the same entities in the same order',
  async (filter) => {
    const { total } = await get<List>(`/entities?${filter}&limit=1`);
    const listed: string[] = [];
    for (let offset = 0; offset < total; offset += 500)
      listed.push(
        ...(await get<List>(`/entities?${filter}&limit=500&offset=${offset}`)).rows.map((row) => row.name),
      );
    expect(listed).toHaveLength(total);
    const answer = await served.app.inject({
      url: `/api/registry/entities.xlsx?${filter}&columns=name,town`,
      headers: { cookie: viewer },
    });
    expect(answer.statusCode).toBe(200);
    const sheet = (await readXlsx(answer.rawPayload)).sheets[0]!;
    expect(sheet.rows.slice(3).map((row) => row[0])).toEqual(listed);
    expect(sheet.rows[1]![0]).toBe(`截至 2021-03-01,共 ${total} 户`);
    expect(sheet.rows[2]!.slice(0, 2)).toEqual(['企业名称', '属地镇(街道)']);
  },
);

test('filters do filter: towns, unknown town, industry section, title on the day', async () => {
  const all = (await get<List>('/entities?limit=1')).total;
  const unknown = await get<List>('/entities?town=none&limit=500');
  expect(unknown.rows.every((row) => row.town === null)).toBe(true);
  expect(unknown.rows.map((row) => row.id)).toContain(awkward);
  const manufacturing = await rows<{ industry: string }>(
    database.db,
    sql`select industry from registry.entity_search where left(industry, 2) between '13' and '43'`,
  );
  const section = (await get<List>('/entities?industry=C&limit=1')).total;
  expect(section).toBe(manufacturing.length);
  expect(section).toBeGreaterThan(0);
  expect(section).toBeLessThan(all);
  const held = await firstRow<{ count: string }>(
    database.db,
    sql`select count(distinct entity_id) from registry.designation
        where title = 'tax_registered' and valid_from <= '2021-03-01' and valid_to > '2021-03-01' and recorded_to = 'infinity'`,
  );
  expect((await get<List>('/entities?title=tax_registered&limit=1')).total).toBe(Number(held!.count));
});

test('a workbook keeps codes as text, money in 万元 with two decimals, formulas as text, and hides a telephone number from everybody', async () => {
  const url = `/api/registry/entities.xlsx?q=${encodeURIComponent('银行厂')}&columns=name,creditCode,capital,address,phone`;
  const read = async (cookie: string) => {
    const answer = await served.app.inject({ url, headers: { cookie } });
    return (await readXlsx(answer.rawPayload)).sheets[0]!.rows;
  };
  const sheet = await read(viewer);
  expect(sheet[0]![0]).toBe('筛选条件:搜索=银行厂');
  expect(sheet[3]).toEqual([
    '=cmd|A1(路桥)100%银行厂',
    '91331021148340431N',
    123.46,
    '路桥,"1"号',
    '138****5678',
  ]);
  expect(await read(office)).toEqual(sheet);
});

test('a CSV file escapes formulas and quotes, in UTF-8 with its mark or in GB18030', async () => {
  expect(['=1', '+1', '-1', '@x', '\tx', 'a=1', null, 12].map(csvCell)).toEqual([
    "'=1",
    "'+1",
    "'-1",
    "'@x",
    "'\tx",
    'a=1',
    '',
    '12.00',
  ]);
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    const chunks: Buffer[] = [];
    const out = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        chunks.push(chunk);
        done();
      },
    });
    const wanted = {
      reader: testActor,
      filtering: { district: testActor.district, filters: { q: '银行厂' }, today: '2021-03-01' },
      order: { sort: 'name', order: 'asc' } as const,
      columns: chooseColumns(['name', 'creditCode', 'capital', 'address']).columns,
      lang: 'zh-CN' as const,
    };
    expect(await exportCsv(database.db, wanted, encoding, out)).toBe(1);
    const bytes = Buffer.concat(chunks);
    expect(bytes.subarray(0, 3).equals(Buffer.from('\ufeff'))).toBe(encoding === 'utf-8');
    const records = parse(iconv.decode(bytes, encoding), { bom: true }) as string[][];
    expect(records[1]).toEqual([
      "'=cmd|A1(路桥)100%银行厂",
      '91331021148340431N',
      '123.46',
      '路桥,"1"号\u0001',
    ]);
  }
});

test('an export is a line of the audit', async () => {
  const count = async () =>
    Number(
      (await firstRow<{ count: string }>(
        database.db,
        sql`select count(*) from platform.audit_line where action = 'registry.entities.exported'`,
      ))!.count,
    );
  const before = await count();
  await served.app.inject({
    url: '/api/registry/entities.xlsx?q=zzzz',
    headers: { cookie: viewer },
  });
  expect(await count()).toBe(before + 1);
});

test('a change over HTTP: a viewer may not, a stale writer is told, the page shows it', async () => {
  const page = await get<{ current: { versionId: string } }>(`/entities/${awkward}?asOf=2021-03-01`);
  const change = {
    effectiveOn: '2019-01-01',
    fields: { town: '331004001' },
    reason: '迁入路南',
    basedOn: page.current.versionId,
  };
  expect((await post(`/entities/${awkward}/changes`, change, viewer)).statusCode).toBe(403);
  expect((await post(`/entities/${awkward}/changes`, change, '')).statusCode).toBe(401);
  const done = await post(`/entities/${awkward}/changes`, change, office);
  expect([done.statusCode, Object.keys(done.json())]).toEqual([200, ['versionId']]);
  const stale = await post(`/entities/${awkward}/changes`, { ...change, reason: '又迁' }, office);
  expect([stale.statusCode, stale.json().error.code]).toEqual([409, 'registry.superseded']);
  const after = await get<{ current: { fields: Record<string, string>; versionId: string } }>(
    `/entities/${awkward}?asOf=2021-03-01`,
  );
  expect(after.current.fields.town).toBe('331004001');
  const corrected = await post(
    `/entities/${awkward}/corrections`,
    {
      versionId: after.current.versionId,
      fields: {},
      validFrom: '2019-02-01',
      reason: '日期录错',
    },
    office,
  );
  expect(corrected.statusCode).toBe(200);
  const earlier = await get<{ current: { fields: Record<string, string | null> } }>(
    `/entities/${awkward}?asOf=2019-01-15`,
  );
  expect(earlier.current.fields.town).toBeNull();
});

test('unknown entities, columns and fields are told exactly', async () => {
  const missing = await served.app.inject({
    url: '/api/registry/entities/999999999999',
    headers: { cookie: viewer },
  });
  expect([missing.statusCode, missing.json().error.code]).toEqual([404, 'registry.entity_not_found']);
  const columns = await served.app.inject({
    url: '/api/registry/entities.xlsx?columns=name,salary',
    headers: { cookie: viewer },
  });
  expect([columns.statusCode, columns.json().error.code]).toEqual([400, 'registry.columns_unknown']);
  const duplicates = await served.app.inject({
    url: '/api/registry/duplicates',
    headers: { cookie: viewer },
  });
  expect(duplicates.statusCode).toBe(403);
});

test('a merge over HTTP is undone over HTTP', async () => {
  const { rows: found } = await get<List>('/entities?limit=2&category=individual&sort=creditCode');
  const merged = await post(
    '/merges',
    { keep: found[0]!.id, absorb: found[1]!.id, reason: '同一家' },
    office,
  );
  expect(merged.statusCode).toBe(200);
  const page = await get<{ current: unknown; merges: { mergeId: string; absorbedName: string }[] }>(
    `/entities/${found[1]!.id}?asOf=2021-03-01`,
  );
  expect(page.current).toBeNull();
  expect(page.merges[0]).toMatchObject({
    mergeId: merged.json().mergeId,
    absorbedName: found[1]!.name,
  });
  const undone = await post(`/merges/${merged.json().mergeId}/undo`, {}, office);
  expect(undone.statusCode).toBe(200);
  expect(
    (await get<{ current: unknown }>(`/entities/${found[1]!.id}?asOf=2021-03-01`)).current,
  ).not.toBeNull();
});
