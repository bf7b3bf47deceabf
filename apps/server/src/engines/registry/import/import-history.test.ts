import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../platform/db/index.ts';
import { testActor } from '../../../platform/testing/index.ts';
import { changeEntity } from '../history/change.ts';
import { correctEntity } from '../history/correct.ts';
import { correctFact } from '../history/facts.ts';
import { mergeEntities } from '../merge/merge.ts';
import { undoMerge } from '../merge/undo.ts';
import { csv, ROSTER, rosterRow, testCode } from './testing/files.ts';
import { counts, openLab } from './testing/lab.ts';

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());
beforeEach(() => lab.empty());

describe('a file that says something else than is known', () => {
  it('is a change of the world from its day on; what was before stays readable', async () => {
    await lab.run(lab.roster('c1.csv', [rosterRow(1)]), { asOf: '2019-12-31' });
    const moved = rosterRow(1, { 住所: '浙江省台州市路桥区横街镇洋屿村', '注册资本(万元)': '80' });
    expect((await lab.run(lab.roster('c2.csv', [moved]), { asOf: '2020-12-31' })).updated).toBe(1);
    const versions = await lab.present(1);
    expect(
      versions.map(({ act, valid_from, valid_to, capital, town }) => [
        act,
        valid_from,
        valid_to,
        capital,
        town,
      ]),
    ).toEqual([
      ['registration', '2015-03-01', '2020-12-31', '500000.00', '331004107'],
      ['change', '2020-12-31', 'infinity', '800000.00', '331004104'],
    ]);
    expect(
      await lab.query("select happened_on, detail from registry.milestone where kind = 'moved_town'"),
    ).toEqual([{ happened_on: '2020-12-31', detail: { from: '331004107', to: '331004104' } }]);
    expect(await lab.query('select town from registry.entity_search')).toEqual([{ town: '331004104' }]);
    expect(
      await lab.query("select count(*) from registry.entity_version where recorded_to <> 'infinity'"),
    ).toEqual([{ count: '1' }]);
  });

  it('fills a gap as a correction of our knowledge, from the beginning', async () => {
    await lab.run(lab.roster('g1.csv', [rosterRow(1, { '注册资本(万元)': 'N/A', 成立日期: '' })]), {
      asOf: '2019-12-31',
    });
    await lab.run(lab.roster('g2.csv', [rosterRow(1)]), { asOf: '2020-12-31' });
    expect((await lab.present(1)).map(({ act, valid_from, capital }) => [act, valid_from, capital])).toEqual([
      ['correction', '2015-03-01', '500000.00'],
    ]);
    expect(await lab.query('select kind, happened_on from registry.milestone')).toEqual([
      { kind: 'established', happened_on: '2015-03-01' },
    ]);
  });

  it('a silent cell takes nothing away', async () => {
    await lab.run(lab.roster('s1.csv', [rosterRow(1)]));
    const silent = rosterRow(1, { 经营范围: '', 企业类型: 'N/A', '注册资本(万元)': '—' });
    expect((await lab.run(lab.roster('s2.csv', [silent]), { asOf: '2022-01-01' })).unchanged).toBe(1);
  });

  it('an older file fills gaps and overrides nothing that was learned of a later day', async () => {
    await lab.run(lab.roster('o1.csv', [rosterRow(1, { 成立日期: '', 经营范围: '' })]), {
      asOf: '2020-12-31',
    });
    await lab.run(lab.roster('o2.csv', [rosterRow(1, { 成立日期: '', '注册资本(万元)': '30' })]), {
      asOf: '2018-12-31',
    });
    expect((await lab.present(1)).map(({ capital, business_scope }) => [capital, business_scope])).toEqual([
      ['500000.00', '塑料制品制造、销售。'],
    ]);
  });

  it('an end reported later ends it on its own day', async () => {
    await lab.run(lab.roster('e1.csv', [rosterRow(1)]), { asOf: '2019-01-01' });
    const names = [...ROSTER, '登记状态', '注销日期'];
    await lab.run(lab.folder.write('e2.csv', csv([names, [...rosterRow(1), '注销', '2020-02-03']])), {
      asOf: '2020-12-31',
    });
    expect(
      (await lab.present(1)).map(({ valid_from, valid_to, status }) => [valid_from, valid_to, status]),
    ).toEqual([
      ['2015-03-01', '2020-02-03', 'active'],
      ['2020-02-03', 'infinity', 'deregistered'],
    ]);
    expect(await lab.query("select happened_on from registry.milestone where kind = 'deregistered'")).toEqual(
      [{ happened_on: '2020-02-03' }],
    );
  });
});

describe('what a person said', () => {
  async function entity() {
    const [{ entity_id: entityId, version_id: versionId }] = (await lab.present(1)) as [
      Record<string, string>,
    ];
    return { entityId: entityId!, versionId: versionId! };
  }
  const act = { actor: testActor, reason: '现场核实' };

  it('is never overwritten by what we derive', async () => {
    const file = lab.roster('p1.csv', [rosterRow(1)]);
    await lab.run(file);
    const found = await entity();
    await inTransaction(lab.test.db, (tx) =>
      correctEntity(tx, act, { ...found, fields: { town: '331004106', industry: '3670' } }),
    );
    expect((await lab.run(file)).unchanged).toBe(1);
    const other = lab.roster('p2.csv', [
      rosterRow(1, { 经营范围: '水暖管道零件制造。', 住所: '路桥区新桥镇新大街1号' }),
    ]);
    await lab.run(other, { asOf: '2022-01-01' });
    expect((await lab.present(1)).at(-1)).toMatchObject({
      town: '331004106',
      industry: '3670',
      business_scope: '水暖管道零件制造。',
    });
  });

  it('is not undone by the file that a person corrected, nor by a later one that still says it', async () => {
    const file = lab.roster('p3.csv', [rosterRow(1)]);
    await lab.run(file);
    const found = await entity();
    await inTransaction(lab.test.db, (tx) =>
      correctEntity(tx, act, { ...found, fields: { name: '台州市路桥更正后塑料厂' } }),
    );
    const before = await lab.everything();
    expect((await lab.run(file)).unchanged).toBe(1);
    expect(await lab.everything()).toEqual(before);
    await lab.run(lab.roster('p4.csv', [rosterRow(1, { '注册资本(万元)': '90' })]), { asOf: '2022-01-01' });
    expect((await lab.present(1)).at(-1)).toMatchObject({
      name: '台州市路桥更正后塑料厂',
      capital: '900000.00',
    });
  });

  it('gives way to news that no file had brought before', async () => {
    await lab.run(lab.roster('p5.csv', [rosterRow(1)]));
    const found = await entity();
    await inTransaction(lab.test.db, (tx) =>
      changeEntity(tx, act, {
        entityId: found.entityId,
        basedOn: found.versionId,
        effectiveOn: '2021-02-01',
        fields: { phone: '0576-82440000' },
      }),
    );
    const file = lab.folder.write(
      'p6.csv',
      csv([
        ['企业名称', '信用代码', '联系电话'],
        ['台州市路桥试验1号塑料厂', testCode(1), '0576-82449999'],
      ]),
    );
    await lab.run(file, { asOf: '2022-01-01' });
    expect((await lab.present(1)).at(-1)).toMatchObject({ phone: '0576-82449999' });
  });

  it('a stated town replaces a derived one as a correction, not as a move', async () => {
    await lab.run(lab.roster('p7.csv', [rosterRow(1)]));
    const file = lab.folder.write(
      'p8.csv',
      csv([
        ['企业名称', '信用代码', '属地镇街'],
        ['台州市路桥试验1号塑料厂', testCode(1), '金清镇'],
      ]),
    );
    await lab.run(file, { asOf: '2022-01-01' });
    const versions = await lab.present(1);
    expect(versions.map(({ act: kind, valid_from, town }) => [kind, valid_from, town])).toEqual([
      ['correction', '2015-03-01', '331004106'],
    ]);
    expect(Object.keys(versions[0]!.derived as unknown as object)).toEqual(['industry']);
    expect(await lab.query("select from registry.milestone where kind = 'moved_town'")).toEqual([]);
  });

  it('a row without a scope does not trade an industry read from a scope for one read from a name', async () => {
    await lab.run(lab.roster('g1.csv', [rosterRow(1, { 经营范围: '水暖管道零件制造。' })]));
    const [before] = await lab.present(1);
    const taxes = [
      ['企业名称', '信用代码', '税收(2018)(元)'],
      ['台州市路桥试验1号塑料厂', testCode(1), '5'],
    ];
    await lab.run(lab.folder.write('g2.csv', csv(taxes)), { asOf: '2022-01-01' });
    expect(await lab.present(1)).toEqual([before]);
  });

  it('holds for figures too', async () => {
    const names = ['企业名称', '信用代码', '营业收入(2018年)(万元)', '地址'];
    const file = lab.folder.write('f.csv', csv([names, ['甲塑料厂', testCode(1), '12.5', '路桥区蓬街镇']]));
    await lab.run(file);
    const { entityId } = await entity();
    await inTransaction(lab.test.db, (tx) =>
      correctFact(tx, act, { entityId, field: 'revenue', period: '2018', value: '130000', was: '125000' }),
    );
    expect((await lab.run(file)).unchanged).toBe(1);
    const later = lab.folder.write('f2.csv', csv([names, ['甲塑料厂', testCode(1), '14', '路桥区蓬街镇']]));
    expect((await lab.run(later)).updated).toBe(1);
    expect(await lab.query("select value from registry.fact where recorded_to = 'infinity'")).toEqual([
      { value: '140000.0000' },
    ]);
    expect(await lab.query('select count(*) from registry.fact')).toEqual([{ count: '3' }]);
  });
});

describe('which entity a row is about', () => {
  it('is told by the old number and by name with address, where the code came later', async () => {
    await lab.run(
      lab.roster('m1.csv', [
        rosterRow(1, { 统一社会信用代码: '331004000012345' }),
        rosterRow(2, { 统一社会信用代码: '' }),
      ]),
    );
    const names = [...ROSTER, '注册号'];
    const rows = [
      [...rosterRow(1), '331004000012345'],
      [...rosterRow(2), ''],
    ];
    const report = await lab.run(lab.folder.write('m2.csv', csv([names, ...rows])), { asOf: '2022-01-01' });
    expect(counts(report)).toEqual({ read: 2, inserted: 0, updated: 2, unchanged: 0, rejected: 0 });
    expect(
      await lab.query(
        "select count(distinct entity_id) from registry.entity_version where recorded_to = 'infinity'",
      ),
    ).toEqual([{ count: '2' }]);
    expect((await lab.present(1))[0]).toMatchObject({ registration_number: '331004000012345' });
  });

  it('is told by the organisation code inside a credit code', async () => {
    await lab.run(lab.roster('n1.csv', [rosterRow(1)]));
    const file = lab.folder.write(
      'n2.csv',
      csv([
        ['组织机构代码', '机构名称', '地址', '从业人员(2018年)'],
        [testCode(1).slice(8, 17), '别的写法', '', '15'],
      ]),
    );
    expect((await lab.run(file)).inserted).toBe(0);
    expect(await lab.query('select value from registry.fact')).toEqual([{ value: '15.0000' }]);
  });

  it('two rows of one entity: the same is counted once, another is sent back with the first one’s line', async () => {
    const rejectsPath = join(lab.folder.path, 'dup-rejects.csv');
    const rows = [rosterRow(1), rosterRow(1), rosterRow(1, { 经营范围: '别的' })];
    const report = await lab.run(lab.roster('dup.csv', rows), { rejectsPath });
    expect(counts(report)).toEqual({ read: 3, inserted: 1, updated: 0, unchanged: 1, rejected: 1 });
    expect(readFileSync(rejectsPath, 'utf8')).toContain('第 2 行');
  });

  it('a row whose old number is one entity’s and whose code is another’s is sent back', async () => {
    const names = [...ROSTER, '注册号'];
    await lab.run(lab.folder.write('x1.csv', csv([names, [...rosterRow(1), '331004000012345']])));
    const report = await lab.run(
      lab.folder.write('x2.csv', csv([names, [...rosterRow(2), '331004000012345']])),
    );
    expect(report.reasons).toMatchObject([{ code: 'conflict', rows: 1 }]);
  });

  it('an absorbed entity’s row is about the one that was kept, and again its own when the merge is undone', async () => {
    const file = lab.roster('merge.csv', [rosterRow(1), rosterRow(2)]);
    await lab.run(file);
    const ids = await lab.query('select entity_id from registry.entity_search order by entity_id');
    const [keep, absorb] = ids.map((row) => row.entity_id!) as [string, string];
    const act = { actor: testActor, reason: '同一家' };
    const { mergeId } = await inTransaction(lab.test.db, (tx) => mergeEntities(tx, act, { keep, absorb }));
    const before = await lab.everything();
    expect(counts(await lab.run(file))).toEqual({
      read: 2,
      inserted: 0,
      updated: 0,
      unchanged: 2,
      rejected: 0,
    });
    expect(await lab.everything()).toEqual(before);
    const taxes = lab.folder.write(
      'merge-tax.csv',
      csv([
        ['企业名称', '信用代码', '税收(2018)(元)'],
        ['旧名', testCode(2), '5'],
      ]),
    );
    expect((await lab.run(taxes)).updated).toBe(1);
    expect(await lab.query('select entity_id, value from registry.fact')).toEqual([
      { entity_id: keep, value: '5.0000' },
    ]);
    await inTransaction(lab.test.db, (tx) => undoMerge(tx, act, { mergeId }));
    expect(counts(await lab.run(lab.roster('merge2.csv', [rosterRow(2)])))).toMatchObject({ inserted: 0 });
  });

  it('years of one entity are taken in their order, whatever the order of the rows', async () => {
    const names = ['企业名称', '信用代码', '年份', '从业人员', '地址'];
    const row = (year: string, staff: string, address: string) => [
      '甲塑料厂',
      testCode(1),
      year,
      staff,
      address,
    ];
    const rows = [
      row('2019', '30', '路桥区横街镇洋屿村'),
      row('2017', '10', '路桥区蓬街镇'),
      row('2018', '20', '路桥区蓬街镇'),
    ];
    const file = lab.folder.write('years.csv', csv([names, ...rows]));
    expect(counts(await lab.run(file))).toMatchObject({ inserted: 1, rejected: 0 });
    expect(await lab.query('select period, value from registry.fact order by period')).toEqual([
      { period: '2017', value: '10.0000' },
      { period: '2018', value: '20.0000' },
      { period: '2019', value: '30.0000' },
    ]);
    expect((await lab.present(1)).map(({ valid_from, town }) => [valid_from, town])).toEqual([
      ['2017-12-31', '331004107'],
      ['2019-12-31', '331004104'],
    ]);
    expect(counts(await lab.run(file))).toMatchObject({ unchanged: 3, updated: 0 });
  });

  it('a row about nobody we know needs a name', async () => {
    const file = lab.folder.write(
      'noname.csv',
      csv([
        ['信用代码', '税收(2018)(元)'],
        [testCode(1), '5'],
      ]),
    );
    expect((await lab.run(file)).reasons).toMatchObject([{ code: 'name_missing', rows: 1 }]);
  });
});
