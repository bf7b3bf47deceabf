import type { CatalogueInput } from '@miaopu/rules';
import { type CatalogueField, entityFields } from '@miaopu/standards';

type Fields = CatalogueInput['roots'][string];

/**
 * Fields of the standards' catalogue as names of a rule, each read from the column of its code.
 *
 * @param alias the relation that has the columns
 * @param suffix words after each field's own, such as （上一年）
 */
export function fieldsOf(
  alias: string,
  declared: Readonly<Record<string, CatalogueField>>,
  suffix: { zh: string; en: string } = { zh: '', en: '' },
): Fields {
  return Object.fromEntries(
    Object.values(declared).map((field) => [
      field.code,
      {
        type: field.type,
        zh: field.zh + suffix.zh,
        en: field.en + suffix.en,
        nullable: true,
        sql: `${alias}.${field.code}`,
        ...(field.unit === undefined ? {} : { unit: field.unit }),
        ...(field.values === undefined ? {} : { values: field.values }),
      },
    ]),
  );
}

/** The entity as at the row’s day (alias e), with what the registry knows of its standing in the plan. */
export const entityRoot: Fields = {
  ...fieldsOf('e', entityFields),
  in_plan_scope: {
    type: 'boolean',
    zh: '在计划口径内',
    en: 'it is within the plan’s scope',
    not: { zh: '不在计划口径内', en: 'it is outside the plan’s scope' },
    sql: 'e.in_plan_scope',
  },
  above_size: {
    type: 'boolean',
    zh: '在规上（限上）库',
    en: 'it is above designated size',
    not: { zh: '在规下（限下）', en: 'it is below designated size' },
    sql: 'e.above_size',
  },
};
