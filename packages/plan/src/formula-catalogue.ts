import { type Catalogue, type CatalogueInput, defineCatalogue } from '@miaopu/rules';
import {
  boards,
  designationTitles,
  entityFields,
  factFields,
  milestoneKinds,
  sizeClasses,
} from '@miaopu/standards';
import { entityRoot, fieldsOf } from './entity-names.ts';
import { formulaFunctions } from './formula-functions.ts';
import type { RowKind } from './measure.ts';

/**
 * The names that a measure's formula may use, each with the SQL that reads it. Nothing else reaches generated SQL.
 *
 * Whoever runs a formula provides these relations in its `from`:
 *
 * | alias | one row is | columns |
 * | --- | --- | --- |
 * | e | the entity as at the row's day (a milestone's day, a designation's start, the period's end) | every entity field; `in_plan_scope`, `above_size` boolean, never null; `titles` jsonb, title → day since when, of the designations held on that day, `{}` for none |
 * | c | the same entity as at the as-of day | every entity field |
 * | m | a milestone | `kind`, `happened_on`, `board` (detail), `is_first` boolean (the entity's first of its kind), `class` (detail) |
 * | p | the milestone's related entity as at that day | every entity field, null without a related entity |
 * | d | a designation | `title`, `level`, `valid_from`, `valid_to` (`infinity` while it lasts), `is_first` boolean (the entity's first of its title), `class` (detail) |
 * | f | the entity's figures of the year of the period | every fact field: the year's figure, else the sum (flows) or the last (levels) of its quarters |
 *
 * Parameters are the bindings `plan.start`, `plan.end`, `plan.base`, `period.start`, `period.end`, `asOf`, all days.
 */
type Roots = CatalogueInput['roots'];
type Fields = Roots[string];

/** Facts that accumulate over a year; the others are levels, of which a year has its last. */
export const flowFacts: readonly string[] = Object.values(factFields)
  .filter((field) => field.flow)
  .map((field) => field.code);

const milestoneRoot: Fields = {
  kind: { type: 'code', values: milestoneKinds, zh: '事项', en: 'event', sql: 'm.kind' },
  on: { type: 'date', zh: '事项日期', en: 'day of the event', sql: 'm.happened_on' },
  board: { type: 'code', values: boards, nullable: true, zh: '挂牌板块', en: 'board', sql: 'm.board' },
  first: {
    type: 'boolean',
    zh: '是该主体的首次',
    en: 'it is the entity’s first of this kind',
    not: { zh: '不是首次', en: 'it is not the first' },
    sql: 'm.is_first',
  },
  class: {
    type: 'code',
    values: sizeClasses,
    nullable: true,
    zh: '入库类别',
    en: 'size class',
    sql: 'm.class',
  },
};

const designationRoot: Fields = {
  title: { type: 'code', values: designationTitles, zh: '称号', en: 'title', sql: 'd.title' },
  level: { type: 'code', nullable: true, zh: '等级', en: 'level', sql: 'd.level' },
  from: { type: 'date', zh: '认定日期', en: 'held from', sql: 'd.valid_from' },
  to: {
    type: 'date',
    nullable: true,
    zh: '失效日期',
    en: 'held until',
    sql: "nullif(d.valid_to, 'infinity'::date)",
  },
  first: {
    type: 'boolean',
    zh: '是该主体首次取得该称号',
    en: 'it is the entity’s first time with this title',
    not: { zh: '不是首次取得', en: 'it is not the first time' },
    sql: 'd.is_first',
  },
  class: { type: 'code', values: sizeClasses, nullable: true, zh: '类别', en: 'class', sql: 'd.class' },
};

/** Days that are given when a formula runs. */
const bindings: NonNullable<CatalogueInput['bindings']> = {
  'plan.start': { type: 'date', zh: '计划起始日', en: 'the plan’s start' },
  'plan.end': { type: 'date', zh: '计划截止日', en: 'the plan’s end' },
  'plan.base': { type: 'date', zh: '计划基期日', en: 'the plan’s base day' },
  'period.start': { type: 'date', zh: '本期起始日', en: 'the period’s start' },
  'period.end': { type: 'date', zh: '本期截止日', en: 'the period’s end' },
  asOf: { type: 'date', zh: '统计截止日', en: 'the as-of day' },
};

/** The units of fields, with the words that people read amounts in. */
export const ruleUnits: NonNullable<CatalogueInput['units']> = {
  yuan: { zh: '元', en: 'yuan', large: { zh: '万元', factor: 10_000 } },
  person: { zh: '人', en: 'people' },
  kWh: { zh: '千瓦时', en: 'kWh', large: { zh: '万千瓦时', factor: 10_000 } },
  item: { zh: '项', en: 'items' },
  day: { zh: '天', en: 'days' },
  working_day: { zh: '个工作日', en: 'working days' },
  month: { zh: '个月', en: 'months' },
  year: { zh: '年', en: 'years' },
};

const shared: Roots = {
  entity: entityRoot,
  current: fieldsOf('c', entityFields, { zh: '（统计截止日）', en: ' (at the as-of day)' }),
  fact: fieldsOf('f', factFields),
};
const rootsOf: Readonly<Record<RowKind, Roots>> = {
  entities: shared,
  milestones: {
    ...shared,
    milestone: milestoneRoot,
    predecessor: fieldsOf('p', entityFields, { zh: '（转型前）', en: ' (predecessor)' }),
  },
  designations: { ...shared, designation: designationRoot },
};

const catalogues: Readonly<Record<RowKind, Catalogue>> = {
  entities: catalogueOf('entities'),
  milestones: catalogueOf('milestones'),
  designations: catalogueOf('designations'),
};

/**
 * The catalogue for formulas over such rows: a stock has no milestone to ask.
 *
 * @example checkRule(parseRule('milestone.first'), formulaCatalogue('entities'), 'boolean')[0].code // 'unknown_field'
 */
export function formulaCatalogue(rows: RowKind): Catalogue {
  return catalogues[rows];
}

function catalogueOf(rows: RowKind): Catalogue {
  return defineCatalogue({ roots: rootsOf[rows], bindings, functions: formulaFunctions, units: ruleUnits });
}
