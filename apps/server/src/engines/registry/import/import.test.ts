import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { read } from 'hucre';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testActor } from '../../../platform/testing/index.ts';
import { csv, inGb18030, ROSTER, rosterRow, testCode, xlsx } from './testing/files.ts';
import { counts, openLab } from './testing/lab.ts';
import { writeXls } from './testing/write-xls.ts';

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());
beforeEach(() => lab.empty());

describe('importing a file', () => {
  it('records each entity with its history, its milestone, its place in the search, and where it comes from', async () => {
    const report = await lab.run(lab.roster('first.csv', [rosterRow(1), rosterRow(2, { 成立日期: '' })]), {
      department: '区市场监管局',
    });
    expect(counts(report)).toEqual({ read: 2, inserted: 2, updated: 0, unchanged: 0, rejected: 0 });
    expect(report.derived).toEqual({ town: 2, industry: 2 });
    const [first] = await lab.present(1);
    expect(first).toMatchObject({
      act: 'registration',
      valid_from: '2015-03-01',
      valid_to: 'infinity',
      name: '台州市路桥试验1号塑料厂',
      category: 'enterprise',
      legal_form: 'sole',
      status: 'active',
      capital: '500000.00',
      currency: 'CNY',
      town: '331004107',
      evidence: '第 2 行',
    });
    expect(Object.keys(first!.derived as unknown as object).sort()).toEqual(['industry', 'town']);
    // without a day of establishment it is known from the file's day on, and no flow is counted
    expect((await lab.present(2))[0]).toMatchObject({ valid_from: '2021-01-01', established_on: null });
    expect(await lab.query('select kind, happened_on from registry.milestone')).toEqual([
      { kind: 'established', happened_on: '2015-03-01' },
    ]);
    expect(await lab.query('select initials from registry.entity_search order by entity_id')).toEqual([
      { initials: 'tzslqsy1hslc' },
      { initials: 'tzslqsy2hslc' },
    ]);
    expect(await lab.query('select kind, name, department, recorded_by from registry.source')).toEqual([
      { kind: 'import', name: 'first.csv', department: '区市场监管局', recorded_by: testActor.name },
    ]);
  });

  it('twice changes nothing at all', async () => {
    const rows = [
      rosterRow(1),
      rosterRow(2, { 统一社会信用代码: '331004000012345' }),
      rosterRow(3, { 统一社会信用代码: '' }),
    ];
    const file = lab.roster('twice.csv', rows);
    expect((await lab.run(file)).inserted).toBe(3);
    const before = await lab.everything();
    expect(counts(await lab.run(file))).toEqual({
      read: 3,
      inserted: 0,
      updated: 0,
      unchanged: 3,
      rejected: 0,
    });
    expect(counts(await lab.run(file, { asOf: '2022-06-30' }))).toMatchObject({ unchanged: 3 });
    expect(await lab.everything()).toEqual(before);
  });

  it('as a dry run says exactly what the run then does, and leaves nothing', async () => {
    await lab.run(lab.roster('base.csv', [rosterRow(1), rosterRow(2)]));
    const before = await lab.everything();
    const rows = [
      rosterRow(1),
      rosterRow(2, { 经营范围: '汽车配件制造。' }),
      rosterRow(3),
      rosterRow(4, { 成立日期: '昨天' }),
    ];
    const file = lab.roster('dry.csv', rows);
    const said = await lab.run(file, { dryRun: true });
    expect(await lab.everything()).toEqual(before);
    const done = await lab.run(file);
    expect({ ...done, seconds: 0 }).toEqual({ ...said, seconds: 0 });
    expect(counts(done)).toEqual({ read: 4, inserted: 1, updated: 1, unchanged: 1, rejected: 1 });
  });

  it('an end with its day splits the history and dates the milestone; one without a day dates nothing', async () => {
    const names = [...ROSTER, '登记状态', '注销日期'];
    const rows = [
      [...rosterRow(1), '注销', '2019-05-06'],
      [...rosterRow(2), '吊销', ''],
    ];
    await lab.run(lab.folder.write('ended.csv', csv([names, ...rows])));
    expect(
      (await lab.present(1)).map(({ valid_from, valid_to, status, ended_on }) => [
        valid_from,
        valid_to,
        status,
        ended_on,
      ]),
    ).toEqual([
      ['2015-03-01', '2019-05-06', 'active', null],
      ['2019-05-06', 'infinity', 'deregistered', '2019-05-06'],
    ]);
    expect((await lab.present(2)).map(({ valid_from, status }) => [valid_from, status])).toEqual([
      ['2015-03-01', 'active'],
      ['2021-01-01', 'revoked'],
    ]);
    expect(
      await lab.query("select kind, happened_on from registry.milestone where kind <> 'established'"),
    ).toEqual([{ kind: 'deregistered', happened_on: '2019-05-06' }]);
  });
});

describe('rejected rows', () => {
  const bad = [
    rosterRow(1, { 成立日期: '昨天', 企业名称: "=cmd|'/C calc'!A0" }),
    rosterRow(2),
    rosterRow(3, { '注册资本(万元)': '很多,很多' }),
  ];

  it('come back in the sender’s encoding with the reason, and go in once they are corrected', async () => {
    const file = lab.folder.write('gb.csv', inGb18030(csv([ROSTER, ...bad])));
    const rejectsPath = join(lab.folder.path, 'gb-rejects.csv');
    expect(counts(await lab.run(file, { rejectsPath }))).toMatchObject({ inserted: 1, rejected: 2 });
    const text = iconv.decode(readFileSync(rejectsPath), 'gb18030');
    expect(text).toContain('退回原因');
    expect(text).toContain('第 3 列“成立日期”');
    expect(text).toMatch(/^'=cmd\|/m);
    const again = join(lab.folder.path, 'gb-again.csv');
    const untouched = await lab.run(rejectsPath, { rejectsPath: again });
    expect(counts(untouched)).toMatchObject({ read: 2, inserted: 0, rejected: 2 });
    expect(iconv.decode(readFileSync(again), 'gb18030')).toBe(text);
    const corrected = text.replace('昨天', '2019-01-01').replace('"很多,很多"', '12');
    expect(counts(await lab.run(lab.folder.write('gb-fixed.csv', inGb18030(corrected))))).toMatchObject({
      inserted: 2,
      rejected: 0,
    });
    expect((await lab.present(1))[0]?.name).toBe("=cmd|'/C calc'!A0");
  });

  it('of a workbook come back as a workbook, also those of an .xls', async () => {
    for (const [name, bytes] of [
      ['bad.xlsx', await xlsx([ROSTER, ...bad])],
      ['bad.xls', writeXls([{ name: '名册', rows: [ROSTER, ...bad] }])],
    ] as const) {
      const rejectsPath = join(lab.folder.path, `${name}-rejects.xlsx`);
      await lab.run(lab.folder.write(name, bytes), { rejectsPath, dryRun: true });
      const book = await read(readFileSync(rejectsPath));
      expect(book.sheets[0]?.rows.map((row) => row.slice(0, 2))).toEqual([
        ROSTER.slice(0, 2),
        bad[0]!.slice(0, 2),
        bad[2]!.slice(0, 2),
      ]);
      expect(book.sheets[0]?.rows[1]?.at(-1)).toContain('成立日期');
    }
  });

  it('say in English what they say in Chinese', async () => {
    const rejectsPath = join(lab.folder.path, 'en.csv');
    await lab.run(lab.roster('en-bad.csv', bad), { rejectsPath, lang: 'en', dryRun: true });
    expect(readFileSync(rejectsPath, 'utf8')).toContain('Column 3 “成立日期”: “昨天” is not a date');
  });
});

describe('an office’s table', () => {
  const table = [
    ['路桥区2018年小微企业经营情况表', '', '', '', '', ''],
    ['单位:万元', '', '', '', '填报日期:2019年1月5日', ''],
    ['序号', '企业名称', '统一社会信用代码', '2018年', '', '备注'],
    ['', '', '', '营业收入', '从业人数', ''],
    ['1', '甲塑料厂', testCode(1), '100', '10', ''],
    ['2', '乙塑料厂', testCode(2), '12.5万', '5', ''],
    ['小计', '', '', '112.5', '15', ''],
    ['序号', '企业名称', '统一社会信用代码', '2018年', '', '备注'],
    ['3', '丙塑料厂', testCode(3), '50', '', ''],
    ['合计', '', '', '162.5', '15', ''],
    ['填表人:张三', '', '审核人:李四', '', '(盖章)', ''],
  ];
  const values = () =>
    lab.query(`select v.name, f.field, f.period, f.value from registry.fact f
           join registry.entity_search v on v.entity_id = f.entity_id order by v.credit_code, f.field`);

  async function seed() {
    await lab.run(
      lab.roster(
        'seed.csv',
        [1, 2, 3].map((number) => rosterRow(number)),
      ),
    );
  }

  it('goes in with its titles, levels, totals and footer told apart from data', async () => {
    await seed();
    const report = await lab.run(lab.folder.write('office.csv', inGb18030(csv(table))));
    expect(counts(report)).toEqual({ read: 3, inserted: 0, updated: 3, unchanged: 0, rejected: 0 });
    expect((await values()).map(({ field, period, value }) => `${field}@${period}=${value}`)).toEqual([
      'employees@2018=10.0000',
      'revenue@2018=1000000.0000',
      'employees@2018=5.0000',
      // a unit in the cell wins over the table's
      'revenue@2018=125000.0000',
      'revenue@2018=500000.0000',
    ]);
    const warnings = report.warnings!.map((warning) => warning.zh).join('\n');
    expect(warnings).toContain('跳过 2 行:小计、合计行');
    expect(warnings).toContain('跳过 1 行:重复的表头');
    expect(warnings).toContain('跳过 1 行:表脚');
    // the second row's 12.5万 is 12.5 in 万元: the totals add up
    expect(warnings).not.toContain('合计是');
  });

  it('a total that does not add up is told', async () => {
    await seed();
    const wrong = table.map((row) => (row[0] === '合计' ? ['合计', '', '', '999', '15', ''] : row));
    const report = await lab.run(lab.folder.write('wrong.csv', csv(wrong)));
    expect(report.warnings!.map((warning) => warning.zh).join()).toContain('第 10 行第 4 列的合计是 9990000');
  });

  it('reads the same from a workbook with merged cells', async () => {
    await seed();
    const merges = [
      { startRow: 0, endRow: 0, startCol: 0, endCol: 5 },
      { startRow: 2, endRow: 3, startCol: 0, endCol: 0 },
      { startRow: 2, endRow: 3, startCol: 1, endCol: 1 },
      { startRow: 2, endRow: 3, startCol: 2, endCol: 2 },
      { startRow: 2, endRow: 2, startCol: 3, endCol: 4 },
      { startRow: 2, endRow: 3, startCol: 5, endCol: 5 },
    ];
    const report = await lab.run(lab.folder.write('office.xlsx', await xlsx(table, { merges })));
    expect(counts(report)).toMatchObject({ read: 3, updated: 3, rejected: 0 });
    expect(await values()).toHaveLength(5);
  });
});

describe('files at fault', () => {
  it.each([
    ['header.csv', csv([ROSTER]), 'import.header_only'],
    ['nothing.csv', '', 'import.empty_file'],
    ['blank.csv', ',,,\r\n,,,\r\n', 'import.empty_file'],
    ['numbers.csv', '1,2\r\n3,4\r\n', 'import.no_header'],
    [
      'nobody.csv',
      csv([
        ['品名', '数量'],
        ['甲', '乙'],
      ]),
      'import.no_key_column',
    ],
  ])('%s is refused', async (name, content, code) => {
    await expect(lab.run(lab.folder.write(name, content))).rejects.toMatchObject({ code });
    expect(await lab.query('select from registry.source')).toEqual([]);
  });

  it('a mapping for other columns, or for fields that are none, is refused', async () => {
    const file = lab.roster('map.csv', [rosterRow(1)]);
    await expect(lab.run(file, { overrides: { 没有的列: { field: 'name' } } })).rejects.toMatchObject({
      code: 'import.mapping_header',
    });
    await expect(lab.run(file, { overrides: { 经营范围: { field: 'nonsense' } } })).rejects.toMatchObject({
      code: 'import.unknown_field',
    });
  });

  it('a file that stops being readable halfway leaves nothing', async () => {
    const rows = Array.from({ length: 9000 }, (_, at) => rosterRow(at + 1));
    const abort = new AbortController();
    const file = lab.roster('cancelled.csv', rows);
    const running = lab.run(file, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(running).rejects.toMatchObject({ code: 'import.cancelled' });
    expect((await lab.everything())[0]).toMatchObject({
      sources: '0',
      versions: '0',
      milestones: '0',
      search: '0',
    });
    expect((await lab.run(file)).inserted).toBe(9000);
  });
});

describe('a large file', () => {
  it('of 20 MB in which each row is wrong comes back whole, and the one good row goes in', async () => {
    const scope = '塑料制品制造、销售。'.repeat(12);
    const bad = Array.from({ length: 45_000 }, (_, at) =>
      rosterRow(at + 2, { 成立日期: '昨天', 经营范围: scope }),
    );
    const file = lab.roster('large.csv', [...bad, rosterRow(1)]);
    expect(statSync(file).size).toBeGreaterThan(20_000_000);
    const rejectsPath = join(lab.folder.path, 'large-rejects.csv');
    expect(counts(await lab.run(file, { rejectsPath }))).toMatchObject({
      read: 45_001,
      inserted: 1,
      rejected: 45_000,
    });
    expect(statSync(rejectsPath).size).toBeGreaterThan(20_000_000);
  });
});

describe('several imports', () => {
  it('of one district wait for each other and both go in', async () => {
    const rows = (from: number) => Array.from({ length: 3000 }, (_, at) => rosterRow(from + at));
    const [first, second] = await Promise.all([
      lab.run(lab.roster('q1.csv', rows(1))),
      lab.run(lab.roster('q2.csv', rows(2001))),
    ]);
    expect(first.inserted + second.inserted).toBe(5000);
    expect(first.unchanged + second.unchanged).toBe(1000);
  });
});
