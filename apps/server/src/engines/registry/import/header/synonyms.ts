import { type EntityField, type FactField, factFields } from '@miaopu/standards';

/** What a column may mean beside the catalogue's fields: it helps to read the row and is not stored by itself. */
export type HelperField = 'district' | 'year' | 'quarter' | 'currency' | 'village' | 'organisation_code';
export const helperFields: readonly HelperField[] = [
  'district',
  'year',
  'quarter',
  'currency',
  'village',
  'organisation_code',
];

/** The reason column of a rejects file: it is passed over when the file is sent again. */
export const REASON_HEADER = '退回原因';

/**
 * Headers as offices write them, most telling first: where two columns of one file mean the same, the one that stands
 * earlier here is taken. Roster columns and the statistics bureau's list, with the words of registry transfers.
 */
const ATTRIBUTES: Readonly<Record<EntityField | HelperField, string>> = {
  name: '企业名称 市场主体名称 主体名称 单位名称 机构名称 单位详细名称 公司名称 企业(机构)名称 企业名称(全称) 企业全称 单位全称 纳税人名称 个体户名称 个体工商户名称 字号名称 商户名称 申报单位 名称 户名',
  credit_code:
    '统一社会信用代码 社会信用代码 统一信用代码 统一社会信用代码/注册号 统一社会信用代码(注册号) 社会统一信用代码 统一代码 信用代码 统一社会信用代码证号 纳税人识别号 纳税识别号 税号',
  registration_number:
    '注册号 旧注册号 原注册号 注册号(旧) 工商注册号 营业执照注册号 营业执照号 执照号 执照编号',
  category: '主体类别 市场主体类别 企业类别 主体性质',
  legal_form:
    '企业类型 市场主体类型 主体类型 公司类型 企业(机构)类型 登记注册类型 企业性质 组织形式 经济类型 经济性质 类型',
  status: '登记状态 经营状态 企业状态 主体状态 存续状态 营业状态 登记经营状态 状态',
  established_on:
    '成立日期 注册日期 设立日期 登记日期 设立登记日期 开业日期 成立时间 注册时间 设立时间 开业时间 成立年月 开业(成立)时间',
  ended_on: '注销日期 注销时间 吊销日期 注吊销日期 注(吊)销日期 终止日期',
  capital:
    '注册资本 注册资金 注册资本(金) 注册资本金 注册资本/资金数额 资金数额 认缴资本 开办资金 出资额 成员出资总额',
  industry:
    '行业代码 行业小类代码 行业小类 行业代码(四位) 国民经济行业代码 行业 所属行业 国民经济行业 行业名称 行业类别 主营行业 行业中类 行业大类 行业门类 行业门类/代码/名称',
  town: '属地镇街 属地镇(街道) 属地 所属镇街 所在镇街 镇街 镇(街道) 镇/街道 镇街道 街道(镇) 乡镇街道 乡镇(街道) 所属乡镇 所属街道 所在乡镇 乡镇 街道 管辖镇街',
  address:
    '注册地址 住所 住所(经营场所) 登记住所 企业住所 注册地 地址 企业地址 单位地址 详细地址 经营地址 经营场所 生产经营地址 实际经营地址 单位所在地 通讯地址',
  business_scope: '经营范围 经营(业务)范围 业务范围 经营项目 主要业务活动 主营业务 主营产品 经营业务',
  legal_representative:
    '法定代表人 法人代表 法定代表人(负责人) 法定代表人姓名 法人姓名 企业法人 法人 负责人 经营者 经营者姓名 法定代表人/负责人/经营者 执行事务合伙人 投资人',
  phone: '联系电话 企业联系电话 电话 联系方式 手机 手机号 手机号码 移动电话 固定电话 电话号码 法人电话',
  district: '区县 县区 区(县) 县(市、区) 县(市区) 县市区 所在区县 所属区县 行政区划 所在地区 地区 所在县',
  year: '年份 年度 统计年度 数据年份 所属年度 报告年度 所属年份',
  quarter: '季度 所属季度 统计期 报告期 所属期 期间 所属时期',
  currency: '币种 注册资本币种 货币种类',
  village: '村居 村(居) 村(社区) 村社区 所在村居 所属村居 行政村 社区',
  organisation_code: '组织机构代码 机构代码 组织机构代码证号',
};

const FIGURES: Readonly<Record<FactField, string>> = {
  employees:
    '从业人数 从业人员 从业人员数 从业人员期末人数 期末从业人数 年末从业人数 年末从业人员 职工人数 员工人数 用工人数',
  revenue: '营业收入 营业总收入 主营业务收入 销售收入 年营业收入 营收 营业额 销售额 主营收入',
  assets: '资产总额 资产总计 总资产 资产合计',
  profit: '利润总额 利润',
  tax: '纳税总额 纳税额 税收 实缴税收 实缴税金 入库税收 入库税金 上缴税金 缴纳税收 税收总额',
  taxable_income: '应纳税所得额 年应纳税所得额',
  rd_expense: '研发费用 研发投入 研发经费 研究开发费用 R&D经费 R&D费用 科技研发投入',
  technical_staff: '科技人员 科技人员数 科技活动人员 科技活动人员数 技术人员',
  class_two_ip: 'Ⅱ类知识产权 II类知识产权 二类知识产权 Ⅱ类知识产权数 专利(Ⅱ类)',
  trade_value: '进出口额 进出口总额 外贸进出口额 自营进出口额 进出口总值',
  electricity: '用电量 用电 电量 工业用电量',
  loan_balance: '贷款余额 期末贷款余额 银行贷款余额',
  average_employees:
    '从业人数(季度平均) 从业人数(全年季度平均) 从业人数季度平均值 从业人数平均 季度平均从业人数 全年平均从业人数 平均从业人数 从业人员平均人数 平均用工人数 职工平均人数',
  average_assets:
    '资产总额(季度平均) 资产总额(全年季度平均) 资产总额季度平均值 季度平均资产总额 全年平均资产总额 平均资产总额 资产平均总额',
  vat_sales:
    '应税销售额(增值税) 应税销售额 增值税应税销售额 增值税销售额 应征增值税销售额 增值税申报销售额 开票销售额 开票销售收入',
  main_product_revenue:
    '主导产品(主营)收入 主导产品收入 主导产品销售收入 主导产品营业收入 主营产品收入 主营产品销售收入 细分产品销售收入',
  high_tech_revenue:
    '高新技术产品(服务)收入 高新技术产品收入 高新技术产品销售收入 高新产品收入 高新收入 高新技术产品(服务)销售收入',
  cost_expense: '成本费用总额 成本费用 成本费用支出总额 营业总成本 总成本费用',
  net_profit: '净利润 净利 税后利润',
  liabilities: '负债总额 负债合计 负债总计 总负债',
  carried_losses: '以前年度可弥补亏损 可弥补以前年度亏损 弥补以前年度亏损 可弥补亏损额 可弥补亏损',
  six_taxes_due: '“六税两费”应缴额 六税两费应缴额 六税两费应缴税额 六税两费应纳税额 六税两费',
  surcharges_due: '教育费附加等应缴额 教育费附加应缴额 教育费附加和地方教育附加 教育费附加 两项附加应缴额',
  equipment_purchase:
    '新购设备器具金额(单价500万元以下) 新购设备器具金额 新购设备器具 设备器具购置额 设备购置额 新购设备金额 设备投资额 设备购置金额',
  domestic_rd_expense: '境内研发费用 境内研发费 境内研发费用总额 中国境内研发费用 境内研究开发费用',
  rd_staff: '研发人员 研发人员数 研发人数 研究开发人员 R&D人员 从事研发人员',
  class_one_ip:
    'Ⅰ类知识产权 I类知识产权 一类知识产权 Ⅰ类知识产权数 专利(Ⅰ类) 发明专利 发明专利数 有效发明专利数',
  high_value_ip:
    'Ⅰ类高价值知识产权 I类高价值知识产权 高价值知识产权 高价值发明专利 高价值专利数 高价值发明专利数',
  testing_contracts:
    '检测研发等服务合同金额(创新券) 检测研发等服务合同金额 创新券合同金额 创新券服务合同金额 检测服务合同金额 科技服务合同金额',
  niche_years: '从事细分市场年限 从事特定细分市场年限 从事细分市场时间 细分市场年限 从事主导产品年限',
  market_share: '细分市场占有率 市场占有率 主导产品市场占有率 国内市场占有率 市场占有率(全国) 细分市场份额',
  insured_staff: '失业保险参保人数 参保人数 失业保险人数 社保参保人数 参保职工人数 缴纳社保人数',
  dismissed_staff: '裁员人数 裁减人员数 裁减人员 裁员数',
  new_eligible_hires:
    '新招用重点群体人数 新招用重点群体 重点群体新招用人数 新招用符合条件人数 招用重点群体人数',
  unemployment_premiums: '缴纳失业保险费 失业保险费 失业保险缴费 失业保险费缴纳额 实缴失业保险费',
  social_premiums:
    '三项社保单位缴费 三项社会保险单位缴费 社保单位缴费 单位社保缴费 社会保险单位缴费 社保缴费',
  average_wage: '在职职工年平均工资 职工年平均工资 年平均工资 职工平均工资 在岗职工平均工资 人均年工资',
  disabled_staff: '安置残疾人就业人数 安置残疾人数 安排残疾人就业人数 残疾职工人数 残疾人职工数 安置残疾人',
  credit_granted: '单户授信额度 授信额度 单户授信总额 银行授信额度 授信总额 授信金额',
  loans_signed: '当期签订借款合同金额 借款合同金额 签订借款合同金额 新签借款合同金额 新增贷款合同金额',
  loan_interest: '贷款利息支出 利息支出 贷款利息 银行利息支出 借款利息',
  equity_financing: '股权融资额 股权融资 股权融资总额 获得股权融资额 股权融资金额',
};

export type Meaning = { readonly field: string; readonly figure: boolean; readonly rank: number };

const known = buildIndex();

function buildIndex(): ReadonlyMap<string, Meaning> {
  const index = new Map<string, Meaning>();
  const add = (field: string, words: string, figure: boolean) => {
    for (const [rank, word] of words.split(' ').entries())
      index.set(word.normalize('NFKC'), { field, figure, rank });
  };
  for (const [field, words] of Object.entries(ATTRIBUTES)) add(field, words, false);
  for (const [field, words] of Object.entries(FIGURES)) add(field, words, true);
  for (const field of [...Object.keys(ATTRIBUTES), ...Object.keys(factFields)])
    if (!index.has(field)) index.set(field, { field, figure: field in factFields, rank: 0 });
  return index;
}

/** Words that make a column somebody else's: 上级单位信用代码, 法定代表人身份证号, 曾用名. */
const FOREIGN = /身份证|上级|总公司|母公司|集团|主管|曾用|原名|原企业|担保|股东|联系人/;
const TELLING: readonly (readonly [RegExp, string])[] = [
  [/信用代码/, 'credit_code'],
  [/企业名称|单位名称|主体名称/, 'name'],
  [/经营范围/, 'business_scope'],
  [/镇街|镇\(街道\)/, 'town'],
  [/成立日期|注册日期/, 'established_on'],
];

/** What a header (without period and unit) means; undefined for one that nobody told us about. */
export function meaningOf(full: string, base: string): Meaning | undefined {
  const exact = known.get(full) ?? known.get(base) ?? known.get(full.replaceAll('/', ''));
  if (exact) return exact;
  if (FOREIGN.test(full)) return undefined;
  const telling = TELLING.find(([pattern]) => pattern.test(full));
  return telling ? { field: telling[1], figure: false, rank: 50 } : undefined;
}
