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
    '从业人数 从业人员 从业人员数 从业人员期末人数 期末从业人数 年末从业人数 年末从业人员 从业人员平均人数 职工人数 员工人数 用工人数',
  revenue: '营业收入 营业总收入 主营业务收入 销售收入 年营业收入 营收 营业额 销售额 主营收入',
  assets: '资产总额 资产总计 总资产 资产合计',
  profit: '利润总额 利润',
  tax: '纳税总额 纳税额 税收 实缴税收 实缴税金 入库税收 入库税金 上缴税金 缴纳税收 税收总额',
  taxable_income: '应纳税所得额 年应纳税所得额',
  rd_expense: '研发费用 研发投入 研发经费 研究开发费用 R&D经费 R&D费用 科技研发投入',
  technical_staff: '科技人员 科技人员数 科技活动人员 研发人员 研发人员数 技术人员',
  class_two_ip: 'Ⅱ类知识产权 II类知识产权 二类知识产权 Ⅱ类知识产权数 专利(Ⅱ类)',
  trade_value: '进出口额 进出口总额 外贸进出口额 自营进出口额 进出口总值',
  electricity: '用电量 用电 电量 工业用电量',
  loan_balance: '贷款余额 期末贷款余额 银行贷款余额',
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
