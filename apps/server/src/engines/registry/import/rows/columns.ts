import type { ColumnMapping } from '@miaopu/contract';
import type { MoneyUnit } from '@miaopu/standards';
import { plainHeader } from '../header/header-text.ts';
import { type FigureColumn, figureColumns, moneyUnit } from './figures.ts';

/** Where each meaning stands in a row; -1 where the file has no such column. */
export type Columns = {
  readonly count: number;
  readonly at: Readonly<Record<PlacedField, number>>;
  readonly figures: readonly FigureColumn[];
  readonly capitalUnit: MoneyUnit;
  readonly industryEdition: '2017' | '2011';
  readonly reason: number;
};

const PLACED = [
  'name',
  'credit_code',
  'registration_number',
  'organisation_code',
  'category',
  'legal_form',
  'status',
  'established_on',
  'ended_on',
  'capital',
  'currency',
  'industry',
  'town',
  'village',
  'district',
  'address',
  'business_scope',
  'legal_representative',
  'phone',
  'year',
  'quarter',
] as const;
export type PlacedField = (typeof PLACED)[number];

export function placeColumns(
  columns: readonly ColumnMapping[],
  names: readonly string[],
  reason: number,
): Columns {
  const placeOf = (field: string) => columns.find((column) => column.field === field)?.index ?? -1;
  const at = Object.fromEntries(PLACED.map((field) => [field, placeOf(field)])) as Record<
    PlacedField,
    number
  >;
  const capital = columns.find((column) => column.field === 'capital');
  return {
    count: names.length,
    at,
    figures: figureColumns(columns),
    capitalUnit: moneyUnit(capital?.unit ?? '10k_yuan'),
    industryEdition: /2011/.test(plainHeader(names[at.industry] ?? '')) ? '2011' : '2017',
    reason,
  };
}
