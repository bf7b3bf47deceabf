import { generateCreditCode } from '@miaopu/standards';
import { describe, expect, it } from 'vitest';
import { findHeader } from '../header/find-header.ts';
import { isReason, mapColumns } from '../header/map-columns.ts';
import type { RawRow } from '../read/table.ts';
import { ROSTER, rosterRow, testCode } from '../testing/files.ts';
import { cleanName, escapeFormula, unescapeFormula } from './cell.ts';
import { placeColumns } from './columns.ts';
import { readRowPeriod } from './figures.ts';
import { formFromName, readLegalForm, readStatus } from './legal-form.ts';
import { createLocator } from './location.ts';
import { createNormaliser } from './normalise.ts';
import { shapeCheck } from './shape.ts';
import { createSkipper } from './skip.ts';

type Options = {
  district?: string;
  period?: string;
  format?: 'csv' | 'xlsx';
  asOf?: string;
  accept?: boolean;
};

/** Reads rows under a header as a file with them would be read. */
function reader(names: string[], options: Options = {}, sample: RawRow[] = []) {
  const header = findHeader([{ line: 1, cells: names }], [])!;
  const { columns: mapping } = mapColumns(header, [], options.period ?? null);
  const columns = placeColumns(mapping, header.names, header.names.findIndex(isReason));
  const { normalise, tally } = createNormaliser({
    columns,
    locator: createLocator(options.district ?? '331004'),
    checkShape: shapeCheck({ format: options.format ?? 'csv' }, columns, sample),
    asOf: options.asOf ?? '2021-01-01',
    dateSystem: '1900',
    acceptOtherDistricts: options.accept ?? false,
  });
  return { tally, read: (cells: string[]) => normalise({ line: 2, cells }) };
}

function record(names: string[], cells: string[], options: Options = {}) {
  const outcome = reader(names, options).read(cells);
  if (!outcome.ok) throw new Error(outcome.problems.map((each) => each.message.zh).join());
  return outcome.record;
}

function problems(names: string[], cells: string[], options: Options = {}) {
  const outcome = reader(names, options).read(cells);
  return outcome.ok ? [] : outcome.problems.map(({ code, column }) => [code, column]);
}

const fromRoster = (change: Parameters<typeof rosterRow>[1], options?: Options) =>
  record(ROSTER, rosterRow(1, change), options);
const wrongRoster = (change: Parameters<typeof rosterRow>[1], options?: Options) =>
  problems(ROSTER, rosterRow(1, change), options);

describe('codes', () => {
  const code = testCode(1);

  it.each([
    ['lower case', code.toLowerCase()],
    ['full width', [...code].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')],
    ['blanks inside', `${code.slice(0, 8)} ${code.slice(8)}`],
    ['an apostrophe before', `'${code}`],
  ])('in %s are put right', (_, text) => {
    expect(fromRoster({ 统一社会信用代码: text }).entity.credit_code).toBe(code);
  });

  it('with the letter O for a zero are read as zero, and the reading is marked', () => {
    const { entity, derived } = fromRoster({ 统一社会信用代码: code.replace('0', 'O') });
    expect(entity.credit_code).toBe(code);
    expect(derived?.credit_code?.because).toContain('O');
  });

  it('that Excel ruined, that fail their check, or that are too short are rejected in their column', () => {
    for (const text of [
      '9.1331E+17',
      `${code.slice(0, 17)}${code[17] === '0' ? '1' : '0'}`,
      code.slice(0, 12),
    ])
      expect(wrongRoster({ 统一社会信用代码: text })).toEqual([['credit_code', 1]]);
  });

  it('of 15 digits in the code’s column become registration numbers', () => {
    const { entity } = fromRoster({ 统一社会信用代码: '331004000012345' });
    expect(entity).toMatchObject({ credit_code: null, registration_number: '331004000012345' });
  });

  it('may be missing where name and address are there, and not otherwise', () => {
    expect(fromRoster({ 统一社会信用代码: 'N/A' }).entity.credit_code).toBeNull();
    expect(wrongRoster({ 统一社会信用代码: '', 住所: '' })).toEqual([['no_key', null]]);
  });
});

describe('amounts, dates and words', () => {
  it.each([
    ['1,000(万元人民币)', '10000000', 'CNY'],
    ['16(万美元)', '160000', 'USD'],
    ['118万人民币', '1180000', 'CNY'],
    ['12.5万', '125000', 'CNY'],
    ['1.2亿', '120000000', 'CNY'],
    ['50', '500000', 'CNY'],
    ['3,200', '32000000', 'CNY'],
    ['约300', '3000000', 'CNY'],
    ['N/A', null, null],
    ['—', null, null],
    ['/', null, null],
    ['无', null, null],
  ])('capital %s', (text, capital, currency) => {
    expect(fromRoster({ '注册资本(万元)': text }).entity).toMatchObject({ capital, currency });
  });

  it.each([
    ['2018.8.1', '2018-08-01', 'day'],
    ['2018年8月1日', '2018-08-01', 'day'],
    ['20180801', '2018-08-01', 'day'],
    ['18/8/1', '2018-08-01', 'day'],
    ['43313', '2018-08-01', 'day'],
    ['2018-8', '2018-08-01', 'month'],
    ['2018年8月', '2018-08-01', 'month'],
    ['2018', '2018-01-01', 'year'],
  ])('day %s', (text, day, precision) => {
    const found = fromRoster({ 成立日期: text });
    expect(found.entity.established_on).toBe(day);
    expect(found.establishedPrecision).toBe(precision);
    expect(found.derived?.established_on !== undefined).toBe(precision !== 'day');
  });

  it('a day that is none, or after the file’s own, is rejected', () => {
    expect(wrongRoster({ 成立日期: '2018-02-30' })).toEqual([['date', 2]]);
    expect(wrongRoster({ 成立日期: '去年' })).toEqual([['date', 2]]);
    expect(wrongRoster({ 成立日期: '2022-05-01' })).toEqual([['future_date', 2]]);
  });

  it('what the registry could not hold is rejected in its row and breaks nothing', () => {
    expect(wrongRoster({ '注册资本(万元)': '9'.repeat(18) })).toEqual([['amount', 4]]);
    expect(wrongRoster({ '注册资本(万元)': '(50)' })).toEqual([['amount', 4]]);
    expect(wrongRoster({ 企业名称: '厂'.repeat(300) })).toEqual([['name', 0]]);
    expect(
      problems(['企业名称', '信用代码', '税收(2018)(元)'], ['甲厂', testCode(1), '1'.repeat(17)]),
    ).toEqual([['number', 2]]);
  });

  it('several things wrong with a row are all said', () => {
    expect(wrongRoster({ 成立日期: '去年', '注册资本(万元)': '很多' })).toEqual([
      ['date', 2],
      ['amount', 4],
    ]);
  });

  it('figures: a silent cell is missing and never zero, units come from the header or the cell', () => {
    const names = [
      '企业名称',
      '信用代码',
      '营业收入(2018年)(万元)',
      '从业人数(2018年)',
      '用电量(2018年)(万千瓦时)',
      '税收(2018Q3)(元)',
    ];
    const facts = (cells: string[]) =>
      record(names, ['甲厂', testCode(1), ...cells]).facts.map(
        ({ field, period, value }) => `${field}@${period}=${value}`,
      );
    expect(facts(['12.5', '约300人', '3.25', '1,234.56'])).toEqual([
      'revenue@2018=125000',
      'employees@2018=300',
      'electricity@2018=32500',
      'tax@2018Q3=1234.56',
    ]);
    expect(facts(['1.2亿', '—', '', '0'])).toEqual(['revenue@2018=120000000', 'tax@2018Q3=0']);
    expect(facts(['(12)', '无', '/', 'N/A'])).toEqual(['revenue@2018=-120000']);
    expect(problems(names, ['甲厂', testCode(1), '12.5%', '-3', '', '3万美元'])).toEqual([
      ['amount', 2],
      ['number', 3],
      ['currency', 5],
    ]);
  });

  it('a share is a fraction of one, written as one or in percent', () => {
    const names = [
      '企业名称',
      '信用代码',
      '市场占有率(2018年)(%)',
      '市场占有率(2019年)',
      '从事细分市场年限(2018年)',
    ];
    const facts = (cells: string[]) =>
      record(names, ['甲厂', testCode(1), ...cells]).facts.map(({ field, period, value }) => [
        field,
        period,
        value,
      ]);
    expect(facts(['12.5', '0.125', '8年'])).toEqual([
      ['market_share', '2018', '0.125'],
      ['market_share', '2019', '0.125'],
      ['niche_years', '2018', '8'],
    ]);
    expect(facts(['0.5%', '3％', '—'])).toEqual([
      ['market_share', '2018', '0.005'],
      ['market_share', '2019', '0.03'],
    ]);
    expect(problems(names, ['甲厂', testCode(1), '101', '12.5', '5%'])).toEqual([
      ['number', 2],
      ['number', 3],
      ['number', 4],
    ]);
  });

  it.each([
    ['2018', '', '2018'],
    ['2018年', '', '2018'],
    ['2018年三季度', '', '2018Q3'],
    ['2018q1', '', '2018Q1'],
    ['', '2018Q4', '2018Q4'],
    ['2018', '二季度', '2018Q2'],
    ['2018年', '3', '2018Q3'],
    ['去年', '', undefined],
    ['', '三季度', undefined],
    ['2018', '上半年', undefined],
  ])('the year of a row: %s %s', (year, quarter, period) => {
    expect(readRowPeriod(year, quarter)).toBe(period);
  });

  it('a row of a year speaks for the end of that year', () => {
    const names = ['企业名称', '信用代码', '年份', '从业人数'];
    const found = record(names, ['甲厂', testCode(1), '2018', '12']);
    expect([found.asOf, found.facts[0]?.period]).toEqual(['2018-12-31', '2018']);
    expect(problems(names, ['甲厂', testCode(1), '', '12'])).toEqual([['period', 3]]);
  });
});

describe('town and industry', () => {
  const names = ['企业名称', '信用代码', '属地镇街', '地址', '行业代码', '经营范围'];
  const read = (town: string, address: string, industry = '', scope = '') =>
    record(names, ['甲塑料厂', testCode(1), town, address, industry, scope]);

  it.each(['路桥', '路桥街道', '路桥街道办事处', '331004002'])('the town %s is said, not derived', (town) => {
    const { entity, derived } = read(town, '浙江省台州市路桥区蓬街镇');
    expect(entity.town).toBe('331004002');
    expect(derived?.town).toBeUndefined();
  });

  it('a village in the address gives a town that is marked as derived, with why and how sure', () => {
    const { entity, derived } = read('', '台州市路桥区路北洋叶村');
    expect(entity.town).toBe('331004003');
    expect(derived?.town).toMatchObject({
      confidence: expect.any(Number),
      because: expect.stringContaining('地址'),
    });
  });

  it('a town that is none of ours is rejected in its column', () => {
    expect(problems(names, ['甲塑料厂', testCode(1), '泽国镇', '路桥区', '', ''])).toEqual([['town', 2]]);
  });

  it.each([
    ['2929', '2929'],
    ['C2929', '2929'],
    ['C 2929 塑料零件及其他塑料制品制造', '2929'],
    ['29', '29'],
    ['橡胶和塑料制品业', '29'],
  ])('the industry %s is said', (text, code) => {
    const { entity, derived } = read('', '路桥区蓬街镇', text, '汽车配件制造');
    expect(entity.industry).toBe(code);
    expect(derived?.industry).toBeUndefined();
  });

  it('a code of the 2011 edition is moved to its heir and marked', () => {
    const { entity, derived } = read('', '路桥区蓬街镇', '3261');
    expect(entity.industry).toBe('3251');
    expect(derived?.industry?.because).toContain('2011');
  });

  it('a section’s letter says too little: the scope decides, marked', () => {
    const { entity, derived } = read('', '路桥区蓬街镇', 'C', '塑料制品制造。');
    expect(entity.industry?.slice(0, 2)).toBe('29');
    expect(derived?.industry?.because).toContain('塑料制品');
  });

  it('a code of no edition is rejected', () => {
    expect(problems(names, ['甲塑料厂', testCode(1), '', '路桥区蓬街镇', '9999', ''])).toEqual([
      ['industry', 4],
    ]);
  });
});

describe('whose district a row is', () => {
  const at = (address: string, code = testCode(1), options: Options = {}) =>
    wrongRoster({ 住所: address, 统一社会信用代码: code }, options);
  const foreign = testCode(1, '331081');

  it('is decided by the address: a code issued elsewhere is no fault', () => {
    const { read, tally } = reader(ROSTER);
    expect(read(rosterRow(1, { 统一社会信用代码: foreign })).ok).toBe(true);
    expect(tally.registeredElsewhere).toBe(1);
  });

  it('a row that lies and was registered elsewhere is rejected in its address', () => {
    for (const address of [
      '浙江省台州市温岭市泽国镇',
      '温岭市泽国镇山北村',
      '杭州市拱墅区台州路1号',
      '江苏省南京市鼓楼区',
    ])
      expect(at(address, foreign)).toEqual([['other_district', 6]]);
  });

  it('a row with a code of another district and nothing that says it is here is rejected', () => {
    expect(at('', foreign)).toEqual([['other_district', 1]]);
    expect(at('中心大道1号', foreign)).toEqual([['other_district', 1]]);
  });

  it('a row registered here with an address elsewhere is ours, without a town', () => {
    const { read, tally } = reader(ROSTER);
    const outcome = read(rosterRow(1, { 住所: '台州市椒江区星明工业小区' }));
    expect(outcome.ok && outcome.record.entity.town).toBeNull();
    expect(tally.locatedElsewhere).toBe(1);
  });

  it('roads and towns named after other counties do not mislead', () => {
    for (const address of ['路桥区临海路3号', '路桥街道黄岩大道5号', '台州市路桥区蓬街镇温岭街2号'])
      expect(at(address)).toEqual([]);
  });

  it('a city takes all its counties, and one that is no longer called so', () => {
    for (const address of ['玉环县城关镇西塘村', '温岭市泽国镇山北村', '台州市椒江区东环大道838号'])
      expect(at(address, foreign, { district: '3310' })).toEqual([]);
    expect(at('杭州市拱墅区台州路1号', testCode(1, '330105'), { district: '3310' })).toEqual([
      ['other_district', 6],
    ]);
  });

  it('others’ rows are taken where that is asked for', () => {
    expect(at('温岭市泽国镇山北村', foreign, { accept: true })).toEqual([]);
  });

  it('a district that is none is refused', () => {
    for (const district of ['331099', '33', 'luqiao'])
      expect(() => createLocator(district)).toThrow(
        expect.objectContaining({ code: 'import.unknown_district' }),
      );
  });
});

describe('rows out of shape', () => {
  const sample = [1, 2, 3].map((number) => ({ line: number, cells: rosterRow(number) }));
  const read = (cells: string[], format: 'csv' | 'xlsx' = 'csv') => {
    const outcome = reader(ROSTER, { format }, sample).read(cells);
    return outcome.ok ? [] : outcome.problems.map(({ code, column }) => [code, column]);
  };

  it('a cell left out of a CSV row is noticed, and so is one too many', () => {
    expect(read(rosterRow(1).toSpliced(3, 1))).toEqual([['column_count', null]]);
    expect(read([...rosterRow(1), '多出来的'])).toEqual([['column_count', 7]]);
    expect(read([...rosterRow(1), '', ''])).toEqual([]);
  });

  it('in a sheet a shorter row only ends in blanks', () => {
    expect(read(rosterRow(1).slice(0, 6), 'xlsx')).toEqual([]);
  });

  it('a code in another column is said to be there', () => {
    const [name, code, ...rest] = rosterRow(1);
    expect(read([code!, name!, ...rest])).toEqual([['shifted', 0]]);
  });
});

describe('rows that are no data', () => {
  const skip = createSkipper([['序号', '企业名称', '统一社会信用代码', '营业收入']], 2, 1);
  it.each([
    [['', '', ''], 'blank'],
    [['序号', '企业名称', '统一社会信用代码', '营业收入'], 'header'],
    [['序 号', '企业名称 ', '统一社会信用代码', '营业收入'], 'header'],
    [['小计', '', '', '120'], 'total'],
    [['合  计', '', '', '120'], 'total'],
    [['', '总计:', '', '120'], 'total'],
    [['填表人:张三', '', '审核人:李四', ''], 'footer'],
    [['单位(盖章)', '', '', ''], 'footer'],
    [['注:本表一式三份'], 'footer'],
    [['1', '合计贸易有限公司', '91331004MA2ABCD13K', '5'], undefined],
    [['2', '注塑机械厂', '', '5'], undefined],
    [['3', '说明书印刷厂', '', '5'], undefined],
  ])('%j is %s', (cells, kind) => {
    expect(skip({ line: 9, cells })).toBe(kind);
  });
});

describe('legal forms', () => {
  it.each([
    ['股份合作制', 'enterprise', 'stock_cooperative'],
    ['个体工商户', 'individual', 'individual'],
    ['个人独资企业', 'enterprise', 'sole'],
    ['有限责任公司(自然人投资或控股)', 'enterprise', 'company'],
    ['股份有限公司(非上市)', 'enterprise', 'joint_stock'],
    ['有限责任公司分公司', 'branch', 'branch'],
    ['集体分支机构(非法人)', 'branch', 'branch'],
    ['农民专业合作社', 'cooperative', 'cooperative'],
    ['普通合伙', 'enterprise', 'partnership'],
    ['有限责任公司(中外合资)', 'enterprise', 'foreign'],
    ['全民所有制', 'enterprise', 'state'],
  ])('%s', (text, category, legalForm) => {
    expect(readLegalForm(text)).toEqual({ category, legalForm });
  });

  it.each([
    ['台州市路桥甲有限公司', 'enterprise', 'company'],
    ['浙江甲股份有限公司', 'enterprise', 'joint_stock'],
    ['甲塑料厂(普通合伙)', 'enterprise', 'partnership'],
    ['浙江甲有限公司路桥分公司', 'branch', 'branch'],
    ['中国工商银行股份有限公司台州商城支行', 'branch', 'branch'],
    ['路桥甲西瓜专业合作社', 'cooperative', 'cooperative'],
    ['临海市压力表厂(有限公司)', 'enterprise', 'company'],
    ['中国石化销售有限公司浙江台州加油站', 'branch', 'branch'],
    ['台州市横街供销合作社卷桥分社生产资料门市部', 'branch', 'branch'],
    ['台州市路桥甲小吃店', 'individual', null],
    ['台州市路桥甲塑料厂', 'enterprise', null],
  ])('by the name %s', (name, category, legalForm) => {
    expect(formFromName(name)).toMatchObject({ category, legalForm });
  });

  it('never by the code’s prefix: an enterprise may keep its 92 code', () => {
    const code = generateCreditCode({ division: '331004', body: 'MA2DXF4L', category: '2' });
    const { entity } = fromRoster({ 企业名称: '台州市路桥甲有限公司', 企业类型: '', 统一社会信用代码: code });
    expect([entity.credit_code, entity.category, entity.legal_form]).toEqual([code, 'enterprise', 'company']);
  });

  it.each([
    ['存续(在营、开业、在册)', 'active'],
    ['注销', 'deregistered'],
    ['吊销,未注销', 'revoked'],
    ['迁出', 'moved_out'],
    ['未注销', 'active'],
    ['甲', undefined],
  ])('status %s', (text, status) => {
    expect(readStatus(text)).toBe(status);
  });
});

describe('cells that a spreadsheet would run', () => {
  it.each(["=cmd|' /C calc'!A0", '+86-576-82440000', '-1+2', '@SUM(A1)', "'=1+1"])(
    '%s is escaped and comes back as it was',
    (text) => {
      expect(escapeFormula(text)).toBe(`'${text}`);
      expect(unescapeFormula(escapeFormula(text))).toBe(text);
    },
  );

  it.each(['-12.5', '1,000', '台州', '0576-82440000'])('%s is left alone', (text) => {
    expect(escapeFormula(text)).toBe(text);
  });

  it('in a name is kept as text', () => {
    expect(fromRoster({ 企业名称: "=cmd|'/C calc'!A0" }).entity.name).toBe("=cmd|'/C calc'!A0");
  });
});

describe('names', () => {
  it.each([
    ['甲塑料厂(普通合伙)', '甲塑料厂\uff08普通合伙\uff09'],
    ['台州 市路桥 甲厂 ', '台州市路桥甲厂'],
    ['\uff21\uff22\uff23(中国)有限公司', 'ABC\uff08中国\uff09有限公司'],
    ['Blue Sky Trading', 'Blue Sky Trading'],
  ])('%j is kept as %j', (text, kept) => {
    expect(cleanName(text.trim())).toBe(kept);
  });
});
