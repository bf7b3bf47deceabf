import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../platform/clock/index.ts';
import { readConfig } from '../platform/config/index.ts';
import { AppError } from '../platform/errors/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/testing/index.ts';
import { UsageError } from './command.ts';
import { parseCall } from './parse.ts';
import { registryImportCommands } from './registry-import.ts';

const folder = mkdtempSync(join(tmpdir(), 'miaopu-import-command-'));
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await database.owner.pool.query(
    'truncate registry.source, registry.entity_version, registry.fact, registry.milestone, registry.entity_search, registry.import_run',
  );
});

const query = async (text: string) => (await database.db.pool.query<Record<string, string>>(text)).rows;

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const names = ['企业名称', '统一社会信用代码', '成立日期', '经营范围', '住所'];
const codes = ['91331004MA2ABCD13K', '91331004MA28G9K74T', '92331004MA2DXF4L0G'];
const row = (number: number, established = '2015-03-01') => [
  `台州市路桥试验${number}号塑料厂`,
  codes[number - 1]!,
  established,
  '塑料制品制造',
  '路桥区蓬街镇赛龙村',
];
const rows = [names, row(1), row(2, '昨天'), row(2), row(3)];
const csv = (table: readonly (readonly string[])[]) =>
  table.map((cells) => `${cells.join(',')}\r\n`).join('');
const xlsx = (table: string[][]) => writeXlsx({ sheets: [{ name: '名册', rows: table }] });

/** Runs the command as the frame does: its output gathered, what it throws turned into the exit code. */
async function call(...words: string[]) {
  const parsed = parseCall(registryImportCommands, ['registry', 'import', ...words], 'zh-CN');
  if (parsed.kind !== 'run') throw new Error('the call was not understood');
  const said = { code: -1, json: undefined as unknown, text: '', notes: '', error: '' };
  try {
    said.code = await parsed.command.run({
      arguments: parsed.arguments,
      options: parsed.options,
      db: database.db,
      clock: fixedClock(new Date('2021-03-01T04:00:00Z')),
      config: readConfig({}),
      lang: 'zh-CN',
      out: {
        isJson: parsed.json,
        json: (value) => {
          if (parsed.json) said.json = value;
        },
        text: (line) => {
          said.text += `${line}\n`;
        },
        note: (line) => {
          said.notes += `${line}\n`;
        },
      },
    });
  } catch (error) {
    said.code = error instanceof UsageError ? 2 : 1;
    said.error = error instanceof UsageError || error instanceof AppError ? error.words.zh : String(error);
  }
  return said;
}

describe('miaopu registry import', () => {
  it('prints what became of the rows, and ends well although some were rejected', async () => {
    const file = write('名册.csv', iconv.encode(csv(rows), 'gb18030'));
    const out = join(folder, '退回.csv');
    const said = await call(file, '--district', '331004', '--rejects', out, '--json');
    expect(said.code).toBe(0);
    expect(said.json).toMatchObject({
      read: 4,
      inserted: 3,
      updated: 0,
      unchanged: 0,
      rejected: 1,
      derived: { town: 3, industry: 3 },
      seconds: expect.any(Number),
    });
    expect(existsSync(out)).toBe(true);
    const again = await call(file, '--district', '331004');
    expect(again.text).toContain('新增 0,更新 0,无变化 3,退回 1');
    const [source] = await query('select file_name, file_sha256, recorded_by from registry.source');
    expect(source).toMatchObject({
      file_name: '名册.csv',
      file_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await query('select state, started_by from registry.import_run order by import_id')).toHaveLength(
      2,
    );
  });

  it('with --dry-run keeps nothing and says so', async () => {
    const file = write('dry.csv', csv(rows));
    const said = await call(file, '--district', '331004', '--dry-run', '--json');
    expect(said).toMatchObject({
      code: 0,
      json: { inserted: 3 },
      notes: expect.stringContaining('没有留下任何数据'),
    });
    expect(await query('select from registry.entity_version')).toEqual([]);
    expect(await query('select from registry.source')).toEqual([]);
  });

  it('takes a mapping by header, a period and the day the file speaks for', async () => {
    const odd = ['单位', '代码', '收入', '住址'];
    const file = write('odd.csv', csv([odd, ['甲塑料厂', codes[0]!, '12', '路桥区蓬街镇']]));
    const mapping = write(
      'map.json',
      JSON.stringify({
        单位: 'name',
        代码: 'credit_code',
        收入: { field: 'revenue@2018', unit: '10k_yuan' },
        住址: 'address',
      }),
    );
    const said = await call(
      file,
      '--district',
      '331004',
      '--mapping',
      mapping,
      '--as-of',
      '2018-12-31',
      '--department',
      '区税务局',
    );
    expect(said).toMatchObject({ code: 0, error: '' });
    expect(await query('select period, value from registry.fact')).toEqual([
      { period: '2018', value: '120000.0000' },
    ]);
    expect(await query('select valid_from from registry.entity_version')).toEqual([
      { valid_from: '2018-12-31' },
    ]);
    const staff = write(
      'staff.csv',
      csv([
        ['企业名称', '信用代码', '从业人数'],
        ['甲塑料厂', codes[0]!, '7'],
      ]),
    );
    expect((await call(staff, '--district', '331004', '--period', '2019Q1')).code).toBe(0);
    expect(await query("select period from registry.fact where field = 'employees'")).toEqual([
      { period: '2019Q1' },
    ]);
  });

  it('ends with 1 where the file is at fault and with 2 where the call is', async () => {
    const good = write('good.csv', csv([names, row(1)]));
    const empty = write('empty.csv', '');
    const book = write('book.xlsx', await xlsx([names, row(1)]));
    const wrongMap = write('wrong.json', '{"企业名称": 5}');
    const faults: [string[], number, string][] = [
      [['/nowhere/x.csv'], 1, '找不到文件'],
      [[empty], 1, '是空的'],
      [[good, '--district', '999999'], 1, '不是县'],
      [[good, '--mapping', wrongMap], 1, '列对应文件'],
      [[good, '--sheet', 'x', '--as-of', '去年'], 2, '不是日期'],
      [[good, '--period', '2018H1'], 2, '不是统计期'],
      [[book, '--rejects', join(folder, 'r.csv')], 2, '.xlsx'],
      [[book, '--sheet', '没有'], 1, '没有名为'],
    ];
    for (const [words, code, text] of faults) {
      const said = await call(...words);
      expect([words, said.code, said.error]).toEqual([words, code, expect.stringContaining(text)]);
    }
  });

  it('writes the rejects of a workbook as a workbook', async () => {
    const file = write('book2.xlsx', await xlsx(rows));
    const out = join(folder, 'out.xlsx');
    expect((await call(file, '--rejects', out)).code).toBe(0);
    expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK');
  });
});
