import {
  dateFunctions,
  defineCatalogue,
  type Labels,
  numberFunctions,
  type RuleFunction,
  scaleFunctions,
} from '../index.ts';

const kinds = {
  enterprise: { zh: '企业', en: 'enterprise' },
  individual: { zh: '个体工商户', en: 'individual business' },
} as const;
const events = {
  established: { zh: '设立', en: 'established' },
  converted: { zh: '个转企', en: 'converted' },
} as const;
const facts: Readonly<Record<string, Labels & { readonly unit: string }>> = {
  employees: { zh: '从业人数', en: 'employees', unit: 'person' },
  revenue: { zh: '营业收入', en: 'revenue', unit: 'yuan' },
};

const inBranch: RuleFunction = {
  zh: '{0}属于门类{1}',
  en: '{0} belongs to branch {1}',
  not: { zh: '{0}不属于门类{1}', en: '{0} does not belong to branch {1}' },
  parameters: [
    { type: 'code', zh: '行业', en: 'industry' },
    { type: 'code', literal: true, zh: '门类', en: 'branch' },
  ],
  returns: { type: 'boolean' },
  sql: ([industry, branch]) => `starts_with(${industry!.sql}, ${branch!.sql})`,
  evaluate: ([industry, branch]) => String(industry).startsWith(String(branch)),
};

/** Its unit depends on which fact is asked for, and its SQL on the literal alone. */
const fact: RuleFunction = {
  zh: '{1}年{0}',
  en: '{0} of {1}',
  parameters: [
    { type: 'code', literal: true, values: facts, zh: '指标', en: 'figure' },
    { type: 'string', literal: true, zh: '年份', en: 'year' },
  ],
  returns: ([code]) => ({ type: 'number', unit: facts[String(code)]!.unit }),
  sql: ([code, year]) =>
    `(select f.value from fact f where f.field = '${String(code!.literal)}' and f.period = ${year!.sql})`,
  evaluate: ([code, year], row) => {
    const value = row.facts?.[`${code} ${year}`];
    return typeof value === 'number' || typeof value === 'string' ? value : null;
  },
};

/** The catalogue of this package's own tests. */
export const testCatalogue = defineCatalogue({
  roots: {
    entity: {
      kind: { type: 'code', zh: '主体类别', en: 'kind', values: kinds, sql: 'e.kind' },
      name: { type: 'string', zh: '名称', en: 'name', sql: 'e.name' },
      industry: { type: 'code', zh: '行业', en: 'industry', sql: 'e.industry' },
      employees: { type: 'number', unit: 'person', zh: '从业人数', en: 'employees', sql: 'e.employees' },
      revenue: { type: 'number', unit: 'yuan', zh: '营业收入', en: 'revenue', sql: 'e.revenue' },
      rd: {
        type: 'number',
        unit: 'yuan',
        zh: '研发费用',
        en: 'R&D expense',
        sql: 'coalesce(e.rd, e.rd_old)',
      },
      founded_on: { type: 'date', zh: '成立日期', en: 'founding date', sql: 'e.founded_on' },
      in_scope: {
        type: 'boolean',
        zh: '在计划口径内',
        en: 'is within the plan’s scope',
        not: { zh: '不在计划口径内', en: 'is outside the plan’s scope' },
        sql: 'e.in_scope',
      },
      closed: { type: 'boolean', zh: '已注销', en: 'is closed', sql: 'e.closed' },
    },
    milestone: {
      kind: { type: 'code', zh: '事件', en: 'event', values: events, sql: 'm.kind' },
      on: { type: 'date', zh: '事件日期', en: 'event date', sql: 'm.happened_on' },
    },
  },
  bindings: {
    'plan.start': { type: 'date', zh: '计划起始日', en: 'the plan’s start' },
    'period.end': { type: 'date', zh: '本期截止日', en: 'the period’s end' },
    asOf: { type: 'date', zh: '统计截止日', en: 'the as-of day' },
  },
  functions: { ...dateFunctions, ...numberFunctions, ...scaleFunctions, inBranch, fact },
  units: {
    yuan: { zh: '元', en: 'yuan', large: { zh: '万元', factor: 10_000 } },
    person: { zh: '人', en: 'people' },
    day: { zh: '天', en: 'days' },
    month: { zh: '个月', en: 'months' },
    year: { zh: '年', en: 'years' },
  },
});

export const testBindings = { 'plan.start': '2018-01-01', 'period.end': '2018-12-31', asOf: '2020-12-31' };
