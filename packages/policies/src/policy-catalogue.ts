import { consecutive, entityRoot, fieldsOf, formulaFunctions, ruleUnits } from '@miaopu/plan';
import { type Catalogue, type CatalogueInput, defineCatalogue } from '@miaopu/rules';
import { factFields } from '@miaopu/standards';

/**
 * The names that a policy's rules may use, each with the SQL that reads it. Nothing else reaches generated SQL.
 *
 * Whoever runs a rule provides these relations in its `from`, one row an entity, null where there is none:
 *
 * | alias | root | one row is | columns |
 * | --- | --- | --- | --- |
 * | e | `entity` | the entity as at the day asked | every entity field; `in_plan_scope`, `above_size` boolean, never null; `titles` jsonb, title → day since when, of the designations held on that day, `{}` for none; `figures` jsonb, fact → period (`2018`, `2018Q1`) → figure, for `consecutive` |
 * | f | `fact` | its figures of the reference year | every fact field |
 * | l | `last` | those of the year before | every fact field |
 * | b | `before` | those of two years before | every fact field |
 * | q | `quarter` | those of the last complete quarter at the day | every fact field |
 *
 * The reference year is the day's own where the day is its last, else the year before (`referenceYear`). A year's figure is
 * the year's own, else the sum (flows) or the last (levels) of its quarters.
 *
 * Parameters are the bindings `asOf` (the day asked), `year.start` and `year.end` (of the reference year).
 * `param.*`, `term.*` and `score.*` are expanded before a rule runs: see expand.ts.
 */
export const policyNames = {
  roots: {
    entity: entityRoot,
    fact: fieldsOf('f', factFields),
    last: fieldsOf('l', factFields, { zh: '（上一年）', en: ' (a year earlier)' }),
    before: fieldsOf('b', factFields, { zh: '（前两年）', en: ' (two years earlier)' }),
    quarter: fieldsOf('q', factFields, { zh: '（最近一季）', en: ' (last quarter)' }),
  },
  bindings: {
    asOf: { type: 'date', zh: '查询日', en: 'the day asked' },
    'year.start': { type: 'date', zh: '数据年度首日', en: 'the first day of the year of the figures' },
    'year.end': { type: 'date', zh: '数据年度末日', en: 'the last day of the year of the figures' },
  },
  functions: { ...formulaFunctions, consecutive },
  units: ruleUnits,
} as const satisfies CatalogueInput;

/** The catalogue that a policy's expanded rules run over. */
export const policyCatalogue: Catalogue = defineCatalogue(policyNames);

/** The year whose figures `fact.*` are on a day: the day's own where it is the year's last, else the year before. */
export function referenceYear(asOf: string): number {
  const year = Number(asOf.slice(0, 4));
  return asOf.endsWith('-12-31') ? year : year - 1;
}

/** The values of the catalogue's bindings on a day. */
export function policyBindings(asOf: string): Record<'asOf' | 'year.start' | 'year.end', string> {
  const year = referenceYear(asOf);
  return { asOf, 'year.start': `${year}-01-01`, 'year.end': `${year}-12-31` };
}
