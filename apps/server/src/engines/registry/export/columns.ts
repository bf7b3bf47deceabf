import { type EntityField, entityFields, findDivision, findIndustry, maskPersonal } from '@miaopu/standards';
import { Decimal } from 'decimal.js';
import type { Lang } from '../../../platform/errors/index.ts';
import type { EntityFields } from '../fields.ts';

export type ExportCell = string | number | null;

export type ExportColumn = {
  /** As the list on the screen names it. */
  readonly key: string;
  readonly header: Readonly<Record<Lang, string>>;
  /** In characters. */
  readonly width: number;
  /** Absent: text, which stays text (a credit code is no number). */
  readonly format?: string;
  valueOf(fields: EntityFields, lang: Lang): ExportCell;
};

function labelled(field: EntityField): Readonly<Record<Lang, string>> {
  return { 'zh-CN': entityFields[field].zh, en: entityFields[field].en };
}

function plain(key: string, field: EntityField, width: number): ExportColumn {
  return { key, header: labelled(field), width, valueOf: (fields) => fields[field] };
}

/** A code of a closed set, in words. */
function worded(key: string, field: 'category' | 'legal_form' | 'status', width: number): ExportColumn {
  const values: Readonly<Record<string, { zh: string; en: string }>> = entityFields[field].values;
  return {
    key,
    header: labelled(field),
    width,
    valueOf: (fields, lang) => {
      const code = fields[field];
      if (code === null) return null;
      return values[code]?.[lang === 'en' ? 'en' : 'zh'] ?? code;
    },
  };
}

const townName: ExportColumn = {
  key: 'town',
  header: labelled('town'),
  width: 14,
  valueOf: ({ town }) => (town === null ? null : (findDivision(town)?.name ?? town)),
};

const industryName: ExportColumn = {
  key: 'industryName',
  header: { 'zh-CN': '行业名称', en: 'industry' },
  width: 24,
  valueOf: ({ industry }) => (industry === null ? null : (findIndustry(industry)?.zh ?? null)),
};

const capital: ExportColumn = {
  key: 'capital',
  header: { 'zh-CN': '注册资本(万元)', en: 'registered capital (10,000)' },
  width: 16,
  format: '#,##0.00',
  valueOf: (fields) =>
    fields.capital === null
      ? null
      : new Decimal(fields.capital).div(10_000).toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toNumber(),
};

const currency: ExportColumn = {
  key: 'currency',
  header: { 'zh-CN': '币种', en: 'currency' },
  width: 8,
  valueOf: (fields) => fields.currency,
};

/** What says something of a person leaves masked: a file goes where nobody can ask for a reason. */
function personal(key: string, field: 'legal_representative' | 'phone', width: number): ExportColumn {
  return {
    key,
    header: labelled(field),
    width,
    valueOf: (fields) => {
      const value = fields[field];
      return value === null ? null : maskPersonal(value);
    },
  };
}

/** Every column that can be exported, in the order of a roster. */
export const exportColumns: readonly ExportColumn[] = [
  plain('name', 'name', 36),
  plain('creditCode', 'credit_code', 22),
  plain('registrationNumber', 'registration_number', 18),
  worded('category', 'category', 14),
  worded('legalForm', 'legal_form', 16),
  worded('status', 'status', 10),
  plain('establishedOn', 'established_on', 12),
  plain('endedOn', 'ended_on', 12),
  capital,
  currency,
  plain('industry', 'industry', 10),
  industryName,
  townName,
  plain('address', 'address', 40),
  plain('businessScope', 'business_scope', 60),
  personal('legalRepresentative', 'legal_representative', 12),
  personal('phone', 'phone', 16),
];

/** The columns asked for, in the order asked; all where none are. A key that does not exist is told. */
export function chooseColumns(keys: readonly string[] | undefined): {
  columns: readonly ExportColumn[];
  unknown: readonly string[];
} {
  if (keys === undefined || keys.length === 0) return { columns: exportColumns, unknown: [] };
  const byKey = new Map(exportColumns.map((column) => [column.key, column]));
  return {
    columns: keys.flatMap((key) => byKey.get(key) ?? []),
    unknown: keys.filter((key) => !byKey.has(key)),
  };
}
