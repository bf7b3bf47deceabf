import type { CatalogueField } from './catalogue.ts';

type Declared = Omit<CatalogueField, 'code' | 'type' | 'values' | 'personal'>;
export type FactDeclaration = CatalogueField & { readonly type: 'number' };

/**
 * Figures by period. A missing figure is missing: it is never zero.
 *
 * `source` is the department that a district has the datum from. Definitions that matter for the law stand where a policy
 * cites them: averages are those of the 小型微利 rules (Σ of quarterly averages / 4), classes of intellectual property those
 * of 国科发政〔2017〕115号, the three social insurances those of 人社部发〔2020〕11号.
 */
export const factFields = declare({
  employees: { zh: '从业人数', en: 'employees', unit: 'person', source: '区人力社保局' },
  average_employees: {
    zh: '从业人数(季度平均)',
    en: 'employees (average of the quarters)',
    unit: 'person',
    source: '区税务局',
  },
  revenue: { zh: '营业收入', en: 'revenue', unit: 'yuan', flow: true, source: '区税务局' },
  main_product_revenue: {
    zh: '主导产品(主营)收入',
    en: 'revenue of the leading products',
    unit: 'yuan',
    flow: true,
    source: '区经信局',
  },
  high_tech_revenue: {
    zh: '高新技术产品(服务)收入',
    en: 'revenue of high-tech products and services',
    unit: 'yuan',
    flow: true,
    oftenNone: true,
    source: '区科技局',
  },
  vat_sales: {
    zh: '应税销售额(增值税)',
    en: 'sales subject to VAT',
    unit: 'yuan',
    flow: true,
    source: '区税务局',
  },
  assets: { zh: '资产总额', en: 'total assets', unit: 'yuan', source: '区市场监管局' },
  average_assets: {
    zh: '资产总额(季度平均)',
    en: 'total assets (average of the quarters)',
    unit: 'yuan',
    source: '区税务局',
  },
  liabilities: { zh: '负债总额', en: 'total liabilities', unit: 'yuan', source: '区税务局' },
  cost_expense: {
    zh: '成本费用总额',
    en: 'costs and expenses',
    unit: 'yuan',
    flow: true,
    source: '区税务局',
  },
  profit: { zh: '利润总额', en: 'profit', unit: 'yuan', flow: true, source: '区税务局' },
  net_profit: { zh: '净利润', en: 'net profit', unit: 'yuan', flow: true, source: '区税务局' },
  tax: { zh: '纳税总额', en: 'tax paid', unit: 'yuan', flow: true, source: '区税务局' },
  taxable_income: { zh: '应纳税所得额', en: 'taxable income', unit: 'yuan', source: '区税务局' },
  carried_losses: {
    zh: '以前年度可弥补亏损',
    en: 'losses carried from earlier years',
    unit: 'yuan',
    oftenNone: true,
    source: '区税务局',
  },
  six_taxes_due: {
    zh: '“六税两费”应缴额',
    en: 'six taxes and two surcharges due',
    unit: 'yuan',
    flow: true,
    source: '区税务局',
  },
  surcharges_due: {
    zh: '教育费附加等应缴额',
    en: 'education surcharges due',
    unit: 'yuan',
    flow: true,
    source: '区税务局',
  },
  equipment_purchase: {
    zh: '新购设备器具金额(单价500万元以下)',
    en: 'equipment bought (below CNY 5 million apiece)',
    unit: 'yuan',
    flow: true,
    oftenNone: true,
    source: '区税务局',
  },
  rd_expense: {
    zh: '研发费用',
    en: 'R&D expense',
    unit: 'yuan',
    flow: true,
    oftenNone: true,
    source: '区科技局',
  },
  domestic_rd_expense: {
    zh: '境内研发费用',
    en: 'R&D expense within China',
    unit: 'yuan',
    flow: true,
    oftenNone: true,
    source: '区科技局',
  },
  technical_staff: {
    zh: '科技人员',
    en: 'technical staff',
    unit: 'person',
    oftenNone: true,
    source: '区科技局',
  },
  rd_staff: { zh: '研发人员', en: 'R&D staff', unit: 'person', oftenNone: true, source: '区科技局' },
  class_one_ip: {
    zh: 'Ⅰ类知识产权',
    en: 'class I intellectual property',
    unit: 'item',
    oftenNone: true,
    source: '区科技局',
  },
  high_value_ip: {
    zh: 'Ⅰ类高价值知识产权',
    en: 'class I intellectual property of high value',
    unit: 'item',
    oftenNone: true,
    source: '区科技局',
  },
  class_two_ip: {
    zh: 'Ⅱ类知识产权',
    en: 'class II intellectual property',
    unit: 'item',
    oftenNone: true,
    source: '区科技局',
  },
  testing_contracts: {
    zh: '检测研发等服务合同金额(创新券)',
    en: 'testing and R&D service contracts (innovation vouchers)',
    unit: 'yuan',
    flow: true,
    oftenNone: true,
    source: '区科技局',
  },
  niche_years: { zh: '从事细分市场年限', en: 'years in the niche market', source: '区经信局' },
  market_share: { zh: '细分市场占有率', en: 'share of the niche market', share: true, source: '区经信局' },
  trade_value: {
    zh: '进出口额',
    en: 'imports and exports',
    unit: 'yuan',
    flow: true,
    oftenNone: true,
    source: '区商务局',
  },
  electricity: { zh: '用电量', en: 'electricity', unit: 'kWh', flow: true, source: '供电公司' },
  insured_staff: {
    zh: '失业保险参保人数',
    en: 'staff insured against unemployment',
    unit: 'person',
    source: '区人力社保局',
  },
  dismissed_staff: {
    zh: '裁员人数',
    en: 'staff dismissed',
    unit: 'person',
    flow: true,
    oftenNone: true,
    source: '区人力社保局',
  },
  new_eligible_hires: {
    zh: '新招用重点群体人数',
    en: 'newly hired of the supported groups',
    unit: 'person',
    flow: true,
    oftenNone: true,
    source: '区人力社保局',
  },
  unemployment_premiums: {
    zh: '缴纳失业保险费',
    en: 'unemployment insurance premiums',
    unit: 'yuan',
    flow: true,
    source: '区人力社保局',
  },
  social_premiums: {
    zh: '三项社保单位缴费',
    en: 'employer’s premiums of the three social insurances',
    unit: 'yuan',
    flow: true,
    source: '区人力社保局',
  },
  average_wage: {
    zh: '在职职工年平均工资',
    en: 'average yearly wage of the staff',
    unit: 'yuan',
    source: '区人力社保局',
  },
  disabled_staff: {
    zh: '安置残疾人就业人数',
    en: 'disabled people employed',
    unit: 'person',
    oftenNone: true,
    source: '区残联',
  },
  loan_balance: { zh: '贷款余额', en: 'loan balance', unit: 'yuan', oftenNone: true, source: '区金融办' },
  credit_granted: {
    zh: '单户授信额度',
    en: 'credit granted to the enterprise',
    unit: 'yuan',
    oftenNone: true,
    source: '区金融办',
  },
  loans_signed: {
    zh: '当期签订借款合同金额',
    en: 'loan contracts signed in the period',
    unit: 'yuan',
    flow: true,
    oftenNone: true,
    source: '区金融办',
  },
  loan_interest: {
    zh: '贷款利息支出',
    en: 'loan interest',
    unit: 'yuan',
    flow: true,
    oftenNone: true,
    source: '区金融办',
  },
  equity_financing: {
    zh: '股权融资额',
    en: 'equity financing',
    unit: 'yuan',
    flow: true,
    oftenNone: true,
    source: '区金融办',
  },
});

export type FactField = keyof typeof factFields;

function declare<const Code extends string>(
  declared: Readonly<Record<Code, Declared>>,
): Readonly<Record<Code, FactDeclaration>> {
  const entries = Object.entries<Declared>(declared).map(([code, field]) => [
    code,
    { code, type: 'number', ...field },
  ]);
  return Object.fromEntries(entries);
}
