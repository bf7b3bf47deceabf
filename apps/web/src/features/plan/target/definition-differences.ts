import type { TargetPage } from '@miaopu/contract';

export type Definition = TargetPage['definitions'][number];

/** The words of a definition that can differ between versions. */
export const definitionFields = [
  'numerator',
  'denominator',
  'baseline',
  'basis',
  'distinctBy',
  'evidence',
  'measure',
] as const;
export type DefinitionField = (typeof definitionFields)[number];
export type DefinitionWords = Pick<Definition, DefinitionField>;

export type Difference<Field extends DefinitionField = DefinitionField> = {
  field: Field;
  before: DefinitionWords[Field];
  after: DefinitionWords[Field];
};

/** What two versions say differently, in the order in which people read a definition. */
export function differencesBetween(before: DefinitionWords, after: DefinitionWords): Difference[] {
  return definitionFields
    .filter((field) => sameWords(before[field]) !== sameWords(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

function sameWords(value: DefinitionWords[DefinitionField]): string {
  if (value === null) return '';
  return typeof value === 'string' ? value.trim() : `${value.zh.trim()}\n${value.en.trim()}`;
}
