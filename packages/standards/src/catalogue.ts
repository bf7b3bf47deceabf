/**
 * The field catalogue: every field that a rule, a formula, an import or a simulator may name (figures: `fact-fields.ts`).
 * A field that is not here does not exist for them, which is what keeps generated SQL closed.
 *
 * Money is in yuan, electricity in kWh, areas in square metres, shares as fractions of one.
 */

import type { DataSource } from './data-sources.ts';

export type FieldType = 'string' | 'number' | 'boolean' | 'date' | 'code';

export type Labels = { readonly zh: string; readonly en: string };

export type CatalogueField = Labels & {
  readonly code: string;
  readonly type: FieldType;
  readonly unit?: 'yuan' | 'person' | 'kWh' | 'item';
  /** The closed set of values, with the words people read. */
  readonly values?: Readonly<Record<string, Labels>>;
  /** The department that this datum comes from. */
  readonly source?: DataSource;
  /** A figure that adds up over quarters to its year; a level has its last instead. */
  readonly flow?: true;
  /** A fraction of one, shown as a percentage. */
  readonly share?: true;
  /** Many have none of it: a visitor who is asked for several such figures first ticks those that there are. */
  readonly oftenNone?: true;
  /** Personal data is shown only to those whose work needs it. */
  readonly personal?: true;
};

/** What kind of market entity it is. 个体工商户 and 企业 are never told apart by the code's prefix (国市监注发〔2025〕58号). */
export const entityCategories = {
  enterprise: { zh: '企业', en: 'enterprise' },
  individual: { zh: '个体工商户', en: 'individual business' },
  cooperative: { zh: '农民专业合作社', en: 'farmers’ cooperative' },
  branch: { zh: '分支机构', en: 'branch' },
} as const satisfies Record<string, Labels>;

/** Legal form of the entity; `company` and `joint_stock` together are the 公司制 of target 2.3.b. */
export const legalForms = {
  company: { zh: '有限责任公司', en: 'limited company' },
  joint_stock: { zh: '股份有限公司', en: 'joint-stock company' },
  sole: { zh: '个人独资企业', en: 'sole proprietorship' },
  partnership: { zh: '合伙企业', en: 'partnership' },
  stock_cooperative: { zh: '股份合作制', en: 'stock cooperative' },
  collective: { zh: '集体所有制', en: 'collective' },
  state: { zh: '全民所有制', en: 'state-owned' },
  foreign: { zh: '外商投资企业', en: 'foreign-invested' },
  individual: { zh: '个体工商户', en: 'individual business' },
  cooperative: { zh: '农民专业合作社', en: 'farmers’ cooperative' },
  branch: { zh: '分支机构', en: 'branch' },
  other: { zh: '其他', en: 'other' },
} as const satisfies Record<string, Labels>;

export const entityStatuses = {
  active: { zh: '存续', en: 'active' },
  deregistered: { zh: '注销', en: 'deregistered' },
  revoked: { zh: '吊销', en: 'revoked' },
  moved_out: { zh: '迁出', en: 'moved out' },
} as const satisfies Record<string, Labels>;

/** Dated events in an entity's life. Flows are counted from these, never from differences of stocks. */
export const milestoneKinds = {
  established: { zh: '设立', en: 'established' },
  moved_in: { zh: '迁入', en: 'moved in' },
  moved_out: { zh: '迁出', en: 'moved out' },
  moved_town: { zh: '区内迁移', en: 'moved within the district' },
  deregistered: { zh: '注销', en: 'deregistered' },
  revoked: { zh: '吊销', en: 'revoked' },
  converted: { zh: '个转企', en: 'converted from an individual business' },
  rose_above_size: { zh: '升规上(入库)', en: 'rose above designated size' },
  fell_below_size: { zh: '退规下(退库)', en: 'fell below designated size' },
  became_joint_stock: { zh: '规改股', en: 'restructured into a joint-stock company' },
  listed: { zh: '挂牌上市', en: 'listed' },
  trade_registered: { zh: '对外贸易经营者备案', en: 'foreign-trade registration' },
  first_trade: { zh: '首次进出口实绩', en: 'first import or export' },
} as const satisfies Record<string, Labels>;

/** Titles and statuses that an entity holds for a time. */
export const designationTitles = {
  above_designated_size: { zh: '规上(限上)在库', en: 'in the above-designated-size library' },
  technology_sme: { zh: '科技型小微企业', en: 'technology small or micro enterprise' },
  national_technology_sme: { zh: '国家科技型中小企业', en: 'national technology SME' },
  high_technology: { zh: '高新技术企业', en: 'high-tech enterprise' },
  gazelle: { zh: '瞪羚企业', en: 'gazelle' },
  innovative_sme: { zh: '创新型中小企业', en: 'innovative SME' },
  specialised_new: { zh: '专精特新', en: 'specialised and new' },
  little_giant: { zh: '专精特新“小巨人”', en: 'specialised and new “little giant”' },
  hidden_champion: { zh: '隐形冠军', en: 'hidden champion' },
  single_champion: { zh: '单打冠军', en: 'single-product champion' },
  technology_innovation_demo: {
    zh: '技术创新示范企业',
    en: 'technology innovation demonstration enterprise',
  },
  ip_advantage: { zh: '知识产权优势企业', en: 'enterprise of advantage in intellectual property' },
  provincial_rd_institution: { zh: '省部级研发机构', en: 'provincial or ministerial R&D institution' },
  science_award: { zh: '国家级或省级科技奖(前三)', en: 'national or provincial science award (first three)' },
  standard_lead: {
    zh: '主导制定标准(国际、国家或行业)',
    en: 'leading author of an international, national or industry standard',
  },
  maker_china_500: {
    zh: '“创客中国”全国500强',
    en: 'among the 500 best of the “Maker in China” contest',
  },
  carrier: { zh: '创新券服务载体', en: 'innovation voucher service carrier' },
  contract_credit: { zh: '守合同重信用', en: 'contract-abiding and trustworthy' },
  made_in_zhejiang: { zh: '浙江制造', en: 'Zhejiang Made' },
  tax_registered: { zh: '税务登记', en: 'tax registered' },
  statistical_directory: { zh: '统计名录在库', en: 'in the statistical directory' },
  abnormal_operation: { zh: '经营异常', en: 'abnormal operation list' },
  serious_dishonesty: { zh: '严重违法失信名单', en: 'list of serious dishonesty' },
  major_accident: {
    zh: '重大安全、质量事故或严重环境违法',
    en: 'major accident of safety or quality, or grave breach of environmental law',
  },
  restricted_trade: { zh: '从事限制或禁止行业', en: 'in a restricted or prohibited trade' },
  small_scale_taxpayer: { zh: '增值税小规模纳税人', en: 'small-scale VAT taxpayer' },
  general_taxpayer: { zh: '增值税一般纳税人', en: 'general VAT taxpayer' },
} as const satisfies Record<string, Labels>;

/** What holding a title means: an honour that was given, a status that it has, or a blemish on its record. */
export type TitleNature = 'honour' | 'status' | 'blemish';

const natures: Readonly<Partial<Record<DesignationTitle | keyof typeof lastingEvents, TitleNature>>> = {
  above_designated_size: 'status',
  tax_registered: 'status',
  statistical_directory: 'status',
  small_scale_taxpayer: 'status',
  general_taxpayer: 'status',
  converted: 'status',
  abnormal_operation: 'blemish',
  serious_dishonesty: 'blemish',
  major_accident: 'blemish',
  restricted_trade: 'blemish',
};

/** @example natureOf('contract_credit/AA') // 'honour' */
export function natureOf(held: string): TitleNature {
  return natures[titleOf(held).title as keyof typeof natures] ?? 'honour';
}

/** Titles that are given in grades, lowest first; an entity's grade is the level of its designation. */
export const titleGrades = {
  contract_credit: ['A', 'AA', 'AAA'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Events that stay with an entity for good: a rule asks for them like for a title, held since the day of the event. */
export const lastingEvents = {
  converted: { zh: '个转企登记', en: 'record of conversion from an individual business' },
} as const satisfies Partial<Record<MilestoneKind, Labels>>;

/**
 * What a rule may ask for as held: each title, each grade of one that has grades, such as `contract_credit/AA`, and each event
 * that stays.
 */
export const heldTitles: Readonly<Record<string, Labels>> = {
  ...designationTitles,
  ...lastingEvents,
  ...Object.fromEntries(
    Object.entries(titleGrades).flatMap(([title, grades]) => {
      const { zh, en } = designationTitles[title as keyof typeof titleGrades];
      return grades.map((grade) => [
        `${title}/${grade}`,
        { zh: `${zh}${grade}级`, en: `${en}, grade ${grade}` },
      ]);
    }),
  ),
};

/** @example titleOf('contract_credit/AA') // { title: 'contract_credit', grade: 'AA' } */
export function titleOf(held: string): { readonly title: string; readonly grade?: string } {
  const [title, grade] = held.split('/') as [string, string?];
  return grade === undefined ? { title } : { title, grade };
}

/** Where shares are listed, as the `board` of a `listed` milestone. */
export const boards = {
  neeq: { zh: '新三板', en: 'NEEQ' },
  zhejiang_equity: { zh: '浙江股权交易中心', en: 'Zhejiang Equity Exchange' },
  stock_exchange: { zh: '证券交易所', en: 'stock exchange' },
} as const satisfies Record<string, Labels>;

/** The library that a firm above designated size stands in, as the `class` of a milestone or designation. */
export const sizeClasses = {
  industry: { zh: '规上工业', en: 'industry' },
  construction: { zh: '资质建筑业', en: 'construction' },
  wholesale: { zh: '限上批发业', en: 'wholesale' },
  retail: { zh: '限上零售业', en: 'retail' },
  lodging: { zh: '限上住宿业', en: 'lodging' },
  catering: { zh: '限上餐饮业', en: 'catering' },
  service: { zh: '规上服务业', en: 'services' },
  real_estate: { zh: '房地产开发经营', en: 'real-estate development' },
} as const satisfies Record<string, Labels>;

export type EntityCategory = keyof typeof entityCategories;
export type LegalForm = keyof typeof legalForms;
export type EntityStatus = keyof typeof entityStatuses;
export type MilestoneKind = keyof typeof milestoneKinds;
export type DesignationTitle = keyof typeof designationTitles;
export type Board = keyof typeof boards;

/** Attributes of a market entity at a moment. */
export const entityFields = {
  name: { code: 'name', zh: '企业名称', en: 'name', type: 'string' },
  credit_code: {
    code: 'credit_code',
    zh: '统一社会信用代码',
    en: 'unified social credit code',
    type: 'code',
  },
  registration_number: { code: 'registration_number', zh: '注册号', en: 'registration number', type: 'code' },
  category: { code: 'category', zh: '主体类别', en: 'category', type: 'code', values: entityCategories },
  legal_form: { code: 'legal_form', zh: '企业类型', en: 'legal form', type: 'code', values: legalForms },
  status: { code: 'status', zh: '登记状态', en: 'status', type: 'code', values: entityStatuses },
  established_on: { code: 'established_on', zh: '成立日期', en: 'established on', type: 'date' },
  ended_on: { code: 'ended_on', zh: '注销日期', en: 'ended on', type: 'date' },
  capital: { code: 'capital', zh: '注册资本', en: 'registered capital', type: 'number', unit: 'yuan' },
  industry: { code: 'industry', zh: '行业代码', en: 'industry code', type: 'code' },
  town: { code: 'town', zh: '属地镇(街道)', en: 'town', type: 'code' },
  address: { code: 'address', zh: '地址', en: 'address', type: 'string' },
  business_scope: { code: 'business_scope', zh: '经营范围', en: 'business scope', type: 'string' },
  legal_representative: {
    code: 'legal_representative',
    zh: '法定代表人',
    en: 'legal representative',
    type: 'string',
    personal: true,
  },
  phone: { code: 'phone', zh: '联系电话', en: 'phone', type: 'string', personal: true },
} as const satisfies Record<string, CatalogueField>;

export type EntityField = keyof typeof entityFields;
