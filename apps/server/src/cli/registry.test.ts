import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntityPage } from '@miaopu/contract';
import { simulateDistrict } from '@miaopu/simulator';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPopulation } from '../engines/registry/index.ts';
import { fixedClock } from '../platform/clock/index.ts';
import { readConfig } from '../platform/config/index.ts';
import { firstRow, sql } from '../platform/db/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../platform/testing/index.ts';
import type { CommandContext } from './command.ts';
import { parseCall } from './parse.ts';
import { registryCommands } from './registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'miaopu-registry-'));
let database: TestDatabase;
let sample: {
  entity_id: string;
  credit_code: string;
  name: string;
  recorded_from: string;
  valid_from: string;
};

beforeAll(async () => {
  database = await createTestDatabase();
  await loadPopulation(database.db, testActor, simulateDistrict({ seed: 5, enterprises: 120 }));
  sample = (await firstRow(
    database.db,
    sql<
      typeof sample
    >`select entity_id, credit_code, name, recorded_from, valid_from from registry.entity_version
      where act = 'registration' and recorded_to = 'infinity' and valid_to = 'infinity' and credit_code is not null
        and valid_from between '2018-01-01' and '2018-06-30' order by entity_id limit 1`,
  ))!;
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true });
});

/** Runs a command as the frame does, with its output gathered. */
async function call<T>(...words: string[]): Promise<{ code: number; json: T; text: string }> {
  const parsed = parseCall(registryCommands, words, 'zh-CN');
  if (parsed.kind !== 'run') throw new Error('the call was not understood');
  const result = { code: -1, json: undefined as T, text: '' };
  const context: CommandContext = {
    arguments: parsed.arguments,
    options: parsed.options,
    db: database.db,
    clock: fixedClock(new Date('2021-03-01T04:00:00Z')),
    config: readConfig({}),
    lang: 'zh-CN',
    out: {
      isJson: parsed.json,
      json: (value) => {
        result.json = value as T;
      },
      text: (line) => {
        result.text += `${line}\n`;
      },
      note: () => {},
    },
  };
  result.code = await parsed.command.run(context);
  return result;
}

test('show answers as of a day, as known on an instant or at the end of a day', async () => {
  const now = await call<EntityPage>('registry', 'show', sample.credit_code, '--as-of', '2018-12-31');
  expect([now.code, now.json.current?.fields.name]).toEqual([0, sample.name]);
  expect(now.json.populations.map((one) => one.population)).toEqual(['plan', 'statistics', 'tax', 'bank']);
  expect(now.text).toContain(sample.name);
  const before = await call<EntityPage>(
    'registry',
    'show',
    sample.credit_code,
    '--as-of',
    '2018-12-31',
    '--known-on',
    '2017-12-31',
  );
  expect(before.json.current).toBeNull();
  const then = await call<EntityPage>(
    'registry',
    'show',
    sample.entity_id,
    '--as-of',
    '2018-12-31',
    '--known-on',
    sample.recorded_from,
  );
  expect(then.json.current?.fields.name).toBe(sample.name);
});

test('what cannot be a day, a format or a number is a wrong call; a code that is not there is the input’s fault', async () => {
  const wrong = [
    ['registry', 'show', sample.credit_code, '--as-of', '2018-02-30'],
    ['registry', 'show', sample.credit_code, '--known-on', 'yesterday'],
    ['registry', 'export', '--out', join(folder, 'list.txt')],
    ['registry', 'export', '--out', join(folder, 'list.csv'), '--columns', 'salary'],
    ['registry', 'merge', 'one', '2', '--reason', '同一家'],
  ];
  for (const words of wrong) await expect(call(...words)).rejects.toMatchObject({ name: 'UsageError' });
  await expect(call('registry', 'show', '91331004NOTHERE')).rejects.toMatchObject({
    code: 'registry.entity_not_found',
  });
});

test('search prints one line for each, best first', async () => {
  const { json, text } = await call<{ rows: { name: string }[] }>('registry', 'search', sample.name);
  expect(json.rows[0]?.name).toBe(sample.name);
  expect(text.split('\n')[0]).toContain(sample.credit_code);
});

test('export writes the filtered list as a workbook, as UTF-8 and as GBK', async () => {
  const file = (name: string) => join(folder, name);
  const filter = ['--category', 'enterprise', '--status', 'active', '--columns', 'name,creditCode'];
  for (const [name, ...more] of [['list.xlsx'], ['list.csv'], ['gbk.csv', '--encoding', 'gbk']])
    expect((await call('registry', 'export', '--out', file(name!), ...filter, ...more)).code).toBe(0);
  const { count } = (await firstRow<{ count: string }>(
    database.db,
    sql`select count(*) from registry.entity_search where category = 'enterprise' and status = 'active'`,
  ))!;
  const sheet = (await readXlsx(readFileSync(file('list.xlsx')))).sheets[0]!;
  const rows = sheet.rows.slice(3);
  expect(rows).toHaveLength(Number(count));
  expect(rows.length).toBeGreaterThan(20);
  expect(sheet.rows[0]![0]).toBe('筛选条件:主体类别=企业;登记状态=存续');
  const csv = (name: string, encoding: string) =>
    parse(iconv.decode(readFileSync(file(name)), encoding), { bom: true }).slice(1);
  expect(csv('list.csv', 'utf-8')).toEqual(rows);
  expect(csv('gbk.csv', 'gb18030')).toEqual(rows);
});

test('a merge is undone by the number it printed', async () => {
  const found = await database.db.pool.query<{ entity_id: string }>(
    "select entity_id from registry.entity_search where category = 'individual' and status = 'active' order by entity_id limit 2",
  );
  const [keep, absorb] = found.rows.map((row) => row.entity_id) as [string, string];
  const merged = await call<{ mergeId: string }>('registry', 'merge', keep, absorb, '--reason', '同一家');
  const shown = await call<EntityPage>('registry', 'show', absorb, '--as-of', '2020-12-31');
  expect([shown.json.current, shown.json.merges[0]?.keptId]).toEqual([null, keep]);
  await call('registry', 'unmerge', merged.json.mergeId, '--reason', '两家');
  const again = await call<EntityPage>('registry', 'show', absorb, '--as-of', '2020-12-31');
  expect(again.json.current?.act).toBe('unmerge');
  const pairs = await call<{ total: number; rows: unknown[] }>('registry', 'duplicates');
  expect(pairs.json.rows).toHaveLength(Math.min(50, pairs.json.total));
});
