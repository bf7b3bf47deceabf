import type { ColumnMapping, ImportPreview } from '@miaopu/contract';
import { entityFields, type FactField, factFields, type Labels } from '@miaopu/standards';

export type MappedColumn = ImportPreview['columns'][number];

/** What a column may mean, in two groups: attributes of the entity, and figures that need a period. */
export type FieldChoice = { readonly field: string; readonly labels: Labels };

export const attributeChoices: readonly FieldChoice[] = Object.values(entityFields).map((field) => ({
  field: field.code,
  labels: field,
}));
export const figureChoices: readonly FieldChoice[] = Object.values(factFields).map((field) => ({
  field: field.code,
  labels: field,
}));

/** Columns that help to understand a row without being kept themselves. */
export const helperChoices: readonly FieldChoice[] = [
  { field: 'organisation_code', labels: { zh: '组织机构代码', en: 'organisation code' } },
  { field: 'district', labels: { zh: '所在区县', en: 'county' } },
  { field: 'village', labels: { zh: '村居', en: 'village' } },
  { field: 'year', labels: { zh: '年份', en: 'year' } },
  { field: 'currency', labels: { zh: '币种', en: 'currency' } },
];

/** Units of money that a bare number may be in. */
export const moneyUnits = ['yuan', 'thousand_yuan', '10k_yuan', 'million_yuan', '100m_yuan'] as const;

/** In place of a period: each row's own year column says it. */
export const periodByRow = '*';

const periodPattern = /^(\d{4}(Q[1-4])?|\*)$/;

/** Splits `revenue@2018Q3` into a figure and its period; an attribute has no period. */
export function splitField(field: string): { readonly code: string; readonly period: string | null } {
  const at = field.indexOf('@');
  return at < 0 ? { code: field, period: null } : { code: field.slice(0, at), period: field.slice(at + 1) };
}

export function isFigure(code: string): code is FactField {
  return Object.hasOwn(factFields, code);
}

/** Whether a column's bare number needs a unit of money. */
export function isAmount(field: string | null): boolean {
  if (field === null) return false;
  const { code } = splitField(field);
  const declared = [...Object.values(entityFields), ...Object.values(factFields)].find(
    (candidate) => candidate.code === code,
  );
  return declared !== undefined && 'unit' in declared && declared.unit === 'yuan';
}

/**
 * A column with another meaning chosen by a person. Its unit stays only where it is an amount; an amount without a
 * known unit is taken as the server takes it: capital in 万元, figures in yuan.
 */
export function chooseField(column: MappedColumn, field: string | null): MappedColumn {
  const usual = field === 'capital' ? '10k_yuan' : 'yuan';
  const unit = isAmount(field) ? (column.unit ?? usual) : null;
  return { ...column, field, unit, because: field === null ? 'none' : 'person' };
}

const keys = ['credit_code', 'registration_number', 'organisation_code', 'name'];

export type MappingProblem =
  | { readonly kind: 'twice'; readonly field: string; readonly indexes: readonly number[] }
  | { readonly kind: 'no_period'; readonly field: string; readonly indexes: readonly number[] }
  | { readonly kind: 'no_key'; readonly indexes: readonly number[] };

/**
 * What stands in the way of running with this mapping: a field that two columns claim, a figure without a
 * period, or no column by which an entity can be recognised.
 */
export function findMappingProblems(columns: readonly MappedColumn[]): MappingProblem[] {
  const mapped = columns.filter((column) => column.field !== null);
  const byField = Map.groupBy(mapped, (column) => column.field!);
  const problems: MappingProblem[] = [];
  for (const [field, claimants] of byField) {
    const indexes = claimants.map((column) => column.index);
    if (claimants.length > 1) problems.push({ kind: 'twice', field, indexes });
    const { code, period } = splitField(field);
    if (isFigure(code) && !periodPattern.test(period ?? '')) {
      problems.push({ kind: 'no_period', field, indexes });
    }
  }
  const recognisable = keys.some((field) => byField.has(field));
  if (!recognisable) problems.push({ kind: 'no_key', indexes: [] });
  return problems;
}

/** The mapping without its samples, as the server takes it. */
export function toMapping(columns: readonly MappedColumn[]): ColumnMapping[] {
  return columns.map(({ index, header, field, unit, because }) => ({ index, header, field, unit, because }));
}
