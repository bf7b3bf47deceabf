import { factFields } from '@miaopu/standards';
import { describe, expect, it } from 'vitest';
import type { Merge, RawRow } from '../read/table.ts';
import { findHeader } from './find-header.ts';
import { parseHeader } from './header-text.ts';
import { checkMapping, fingerprintOf, mapColumns } from './map-columns.ts';

const table = (...rows: string[][]): RawRow[] => rows.map((cells, at) => ({ line: at + 1, cells }));
const header = (rows: RawRow[], merges: Merge[] = []) => findHeader(rows, merges)!;
const meanings = (names: string[], samples: string[][] = [], period: string | null = null) =>
  mapColumns(header(table(names)), samples, period).columns.map((column) => column.field);

describe('a header taken apart', () => {
  it.each([
    ['注册资本(万元)', '注册资本', '10k_yuan', null],
    ['注册资本(金)(万元)', '注册资本', '10k_yuan', null],
    ['营业收入(2018年)', '营业收入', null, '2018'],
    ['2018年/一季度/营收', '营收', null, '2018Q1'],
    ['2018年第三季度营业收入(单位:亿元)', '营业收入', '100m_yuan', '2018Q3'],
    ['2019Q2用电量(万千瓦时)', '用电量', '10k_yuan', '2019Q2'],
    ['从业人数(人)', '从业人数', null, null],
    ['2018年1-12月税收(千元)', '税收', 'thousand_yuan', '2018'],
    ['四季度 利润总额', '利润总额', null, 'Q4'],
    ['*企业\n名称', '企业名称', null, null],
  ])('%j is %s in %s for %s', (text, base, unit, period) => {
    expect(parseHeader(text)).toMatchObject({ base, unit, period });
  });

  it.each(['2018年1-9月营业收入', '2018年上半年税收', '1月用电量', '前三季度产值'])(
    '%s is no year and no quarter',
    (text) => {
      expect(parseHeader(text).oddPeriod).toBe(true);
    },
  );
});

describe('finding the header', () => {
  it('passes over the title, the unit and the reporting day', () => {
    const found = header(
      table(
        ['路桥区2018年小微企业经营情况表', '', ''],
        ['单位:万元', '', '填报日期:2019年1月5日'],
        ['企业名称', '统一社会信用代码', '营业收入'],
        ['甲厂', '91331004MA2ABCD13K', '12'],
      ),
    );
    expect(found).toMatchObject({ line: 3, rowsBefore: 3, unit: '10k_yuan', period: '2018' });
  });

  it('flattens a header of three levels by its merges', () => {
    const rows = table(
      ['企业名称', '信用代码', '2018年', '', ''],
      ['', '', '一季度', '', '二季度'],
      ['', '', '营收(万元)', '用电量', '营收(万元)'],
      ['甲厂', '91331004MA2ABCD13K', '1', '2', '3'],
    );
    const merges = [
      { top: 1, bottom: 3, left: 1, right: 1 },
      { top: 1, bottom: 3, left: 2, right: 2 },
      { top: 1, bottom: 1, left: 3, right: 5 },
      { top: 2, bottom: 2, left: 3, right: 4 },
    ];
    const found = header(rows, merges);
    expect(found.line).toBe(3);
    expect(found.names).toEqual([
      '企业名称',
      '信用代码',
      '2018年/一季度/营收(万元)',
      '2018年/一季度/用电量',
      '2018年/二季度/营收(万元)',
    ]);
  });

  it('flattens a header of two levels in a CSV, where merged cells are blanks', () => {
    const found = header(
      table(
        ['序号', '企业名称', '统一社会信用代码', '2018年', '', '2019年', ''],
        ['', '', '', '营业收入', '税收', '营业收入', '税收'],
        ['1', '甲厂', '91331004MA2ABCD13K', '1', '2', '3', '4'],
      ),
    );
    expect(found.line).toBe(2);
    expect(found.names.slice(3)).toEqual([
      '2018年/营业收入',
      '2018年/税收',
      '2019年/营业收入',
      '2019年/税收',
    ]);
  });

  it('takes a first row of words nobody told us about, and no row of figures', () => {
    expect(header(table(['甲列', '乙列'], ['x1', '2'])).line).toBe(1);
    expect(findHeader(table(['1', '2'], ['3', '4']), [])).toBeUndefined();
  });
});

describe('what columns mean', () => {
  it('knows the headers of a registry’s own transfer', () => {
    expect(
      meanings([
        '企业名称',
        '统一社会信用代码',
        '注册日期',
        '企业类型',
        '法人代表',
        '注册资金',
        '经营范围',
        '所在省份',
        '地区',
        '注册地址',
      ]),
    ).toEqual([
      'name',
      'credit_code',
      'established_on',
      'legal_form',
      'legal_representative',
      'capital',
      'business_scope',
      null,
      'district',
      'address',
    ]);
  });

  it('knows the columns of an enterprise roster', () => {
    const roster =
      '序号 企业名称 统一社会信用代码 注册号(旧) 法定代表人 联系电话 联系人 企业类型 登记机关 成立日期 核准日期 登记状态 注册资本(万元) 行业代码 属地镇街 村居 经营地址 所属园区 从业人数 资产总额 营业收入 利润 纳税总额 研发费用 科技人员 进出口额 用电量 贷款余额 备注'.split(
        ' ',
      );
    const found = Object.fromEntries(roster.map((name, at) => [name, meanings(roster, [], '2018')[at]]));
    expect(found).toEqual({
      序号: null,
      企业名称: 'name',
      统一社会信用代码: 'credit_code',
      '注册号(旧)': 'registration_number',
      法定代表人: 'legal_representative',
      联系电话: 'phone',
      联系人: null,
      企业类型: 'legal_form',
      登记机关: null,
      成立日期: 'established_on',
      核准日期: null,
      登记状态: 'status',
      '注册资本(万元)': 'capital',
      行业代码: 'industry',
      属地镇街: 'town',
      村居: 'village',
      经营地址: 'address',
      所属园区: null,
      从业人数: 'employees@2018',
      资产总额: 'assets@2018',
      营业收入: 'revenue@2018',
      利润: 'profit@2018',
      纳税总额: 'tax@2018',
      研发费用: 'rd_expense@2018',
      科技人员: 'technical_staff@2018',
      进出口额: 'trade_value@2018',
      用电量: 'electricity@2018',
      贷款余额: 'loan_balance@2018',
      备注: null,
    });
  });

  it('knows the statistics bureau’s list, whose figures are for the row’s own year', () => {
    const names =
      '统一社会信用代码 组织机构代码 机构名称 行业 地址 镇街 村居 法人 电话 是否规上 年份 从业人员'.split(
        ' ',
      );
    expect(meanings(names)).toEqual([
      'credit_code',
      'organisation_code',
      'name',
      'industry',
      'address',
      'town',
      'village',
      'legal_representative',
      'phone',
      null,
      'year',
      'employees@*',
    ]);
  });

  it('knows the figures that policies ask for, in the words of the departments’ tables', () => {
    const roster = {
      '从业人数(季度平均)': 'average_employees@2019',
      '资产总额季度平均值(万元)': 'average_assets@2019',
      '主营业务收入(万元)': 'revenue@2019',
      '主导产品销售收入(万元)': 'main_product_revenue@2019',
      '增值税应税销售额(元)': 'vat_sales@2019',
      '应纳税所得额(元)': 'taxable_income@2019',
      '可弥补亏损(元)': 'carried_losses@2019',
      '“六税两费”应缴额': 'six_taxes_due@2019',
      研发人员数: 'rd_staff@2019',
      科技人员: 'technical_staff@2019',
      有效发明专利数: 'class_one_ip@2019',
      '专利(Ⅱ类)': 'class_two_ip@2019',
      '高新技术产品(服务)收入(万元)': 'high_tech_revenue@2019',
      '境内研发费用(万元)': 'domestic_rd_expense@2019',
      '市场占有率(%)': 'market_share@2019',
      '失业保险参保人数(人)': 'insured_staff@2019',
      安置残疾人数: 'disabled_staff@2019',
      '职工平均工资(元)': 'average_wage@2019',
      '授信额度(万元)': 'credit_granted@2019',
      '利息支出(万元)': 'loan_interest@2019',
    };
    const names = ['企业名称', ...Object.keys(roster)];
    expect(meanings(names, [], '2019')).toEqual(['name', ...Object.values(roster)]);
  });

  it('knows every figure by its own name in the catalogue', () => {
    const names = Object.values(factFields).map((field) => field.zh);
    expect(meanings(names, [], '2019')).toEqual(Object.keys(factFields).map((code) => `${code}@2019`));
  });

  it('leaves alone what belongs to somebody else', () => {
    const strangers = ['上级单位统一社会信用代码', '法定代表人身份证号', '曾用企业名称', '担保单位名称'];
    expect(meanings(['企业名称', '信用代码', ...strangers]).slice(2)).toEqual([null, null, null, null]);
  });

  it('reads a column without a telling header by what stands in it', () => {
    const samples = [
      ['台州市路桥甲塑料厂', '91331004MA2ABCD13K', '浙江省台州市路桥区蓬街镇1号'],
      ['台州市路桥乙有限公司', '91331004MA28G9K74T', '台州市路桥区横街镇洋屿村'],
    ];
    expect(meanings(['甲', '乙', '丙'], samples)).toEqual(['name', 'credit_code', 'address']);
  });

  it('asks for the period of figures that name none, and refuses to take nine months for a year', () => {
    const { columns, warnings } = mapColumns(
      header(table(['企业名称', '信用代码', '营业收入', '2018年1-9月税收'])),
      [],
      null,
    );
    expect(columns.map((column) => column.field)).toEqual(['name', 'credit_code', null, null]);
    expect(warnings.map((warning) => warning.zh).join()).toMatch(
      /“营业收入”没有能用的统计期.*“2018年1-9月税收”/s,
    );
  });

  it('tells two columns of one name apart by position, keeps one meaning, and says both', () => {
    const { columns, warnings } = mapColumns(
      header(table(['企业名称', '联系电话', '联系电话', '信用代码'])),
      [],
      null,
    );
    expect(columns.map((column) => column.field)).toEqual(['name', 'phone', null, 'credit_code']);
    expect(warnings.map((warning) => warning.zh).join()).toMatch(
      /都像是“联系电话”.*第 2、3 列的列名都是“联系电话”/s,
    );
  });

  it('takes the column whose cells verify where two are headed as codes', () => {
    const samples = [['甲厂', '12345', '91331004MA2ABCD13K']];
    expect(meanings(['企业名称', '统一社会信用代码', '社会信用代码'], samples)).toEqual([
      'name',
      null,
      'credit_code',
    ]);
  });
});

describe('a saved mapping', () => {
  it('is found again by the headers, whether or not our reason column was added', () => {
    const names = ['企业名称', '信用代码'];
    expect(fingerprintOf([...names, '退回原因'])).toBe(fingerprintOf(names));
    expect(fingerprintOf(['信用代码', '企业名称'])).not.toBe(fingerprintOf(names));
  });

  it.each([
    [[{ field: 'nonsense' }], 'import.unknown_field'],
    [[{ field: 'revenue@2018Q5' }], 'import.unknown_field'],
    [[{ field: 'address' }], 'import.no_key_column'],
    [[{ field: 'name' }, { field: 'name' }], 'import.mapping_twice'],
    [[{ field: 'name' }, { field: null }, { field: 'phone' }], 'import.mapping_columns'],
  ])('that makes no sense is refused: %j', (fields, code) => {
    const columns = fields.map(({ field }, index) => ({
      index,
      header: '',
      field,
      unit: null,
      because: 'person' as const,
    }));
    expect(() => checkMapping(columns, ['甲', '乙'])).toThrow(expect.objectContaining({ code }));
  });
});
