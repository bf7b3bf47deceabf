import type { EntityPage } from '@miaopu/contract';
import {
  type EntityCategory,
  type LegalForm,
  type Population,
  populations,
  smallProfitPopulation,
} from '@miaopu/standards';
import { type Db, firstRow, sql } from '../../../platform/db/index.ts';
import { joinFacts, knownRows } from '../relations.ts';
import type { PageQuery } from './entity-page.ts';

const labels = {
  plan: { zh: '计划口径', en: 'the plan’s scope' },
  statistics: { zh: '统计小微', en: 'statistically small or micro' },
  tax: { zh: '小型微利', en: 'small profit (tax)' },
  bank: { zh: '普惠小微', en: 'inclusive finance (bank)' },
} as const satisfies Record<Population, { zh: string; en: string }>;

type Judged = {
  readonly category: EntityCategory;
  readonly legal_form: LegalForm | null;
  readonly industry: string | null;
  readonly above_size: boolean;
  readonly employees: string | null;
  readonly revenue: string | null;
  readonly assets: string | null;
  readonly taxable_income: string | null;
};

/** The last year that was over on a day: its figures are the ones that count. @example lastFullYear('2018-12-31') // 2018 */
export function lastFullYear(day: string): number {
  const year = Number(day.slice(0, 4));
  return day.endsWith('-12-31') ? year : year - 1;
}

/**
 * Whether the entity belongs to each of the four populations on the day, with the reason, from the figures of the last full year
 * as they were known. Nobody reports a bank's credit line, so the bank's answer is open wherever it needs one.
 */
export async function populationsOn(db: Db, query: PageQuery): Promise<EntityPage['populations']> {
  const { district, entityId, asOf, knownOn } = query;
  const year = lastFullYear(asOf);
  const knowledge = { district, knownOn };
  const figures = ['employees', 'revenue', 'assets', 'taxable_income'];
  const found = await firstRow<Judged>(
    db,
    sql`select e.category, e.legal_form, e.industry, f.employees, f.revenue, f.assets, f.taxable_income,
          exists (
            select from registry.designation held
            where ${knownRows('held', knowledge)} and held.entity_id = e.entity_id and held.title = 'above_designated_size'
              and held.valid_from <= ${asOf} and held.valid_to > ${asOf}
          ) as above_size
        from registry.entity_version e
        ${joinFacts(sql`e.entity_id`, sql`${String(year)}`, knowledge, figures, ['revenue'], (id) => sql`${id} = ${entityId}`)}
        where ${knownRows('e', knowledge)} and e.entity_id = ${entityId} and e.valid_from <= ${asOf} and e.valid_to > ${asOf}`,
  );
  if (found === undefined) return [];
  const input = {
    industryCode: found.industry,
    employees: found.employees,
    revenue: found.revenue,
    assets: found.assets,
  };
  const answers = {
    ...populations({
      ...input,
      asOf,
      category: found.category,
      legalForm: found.legal_form,
      aboveDesignatedSize: found.above_size,
    }),
    tax: smallProfitPopulation({
      ...input,
      year,
      taxableIncome: found.taxable_income,
      legalForm: found.legal_form,
    }),
  };
  return (Object.keys(labels) as Population[]).map((population) => {
    const { value, reason, rule } = answers[population];
    return {
      population,
      label: labels[population],
      value,
      reason,
      rule: rule === null ? null : `${rule.id} ${rule.document}`,
    };
  });
}
