import { type RawBuilder, sql } from '../apps/server/src/platform/db/index.ts';

type Fragment = RawBuilder<unknown>;

/** Whose policies are counted, and as of which day: the last of a year. */
export type Asked = { readonly district: string; readonly day: string };

const flows = [
  ...['revenue', 'main_product_revenue', 'high_tech_revenue', 'vat_sales', 'cost_expense', 'net_profit'],
  ...['six_taxes_due', 'equipment_purchase', 'rd_expense', 'domestic_rd_expense', 'testing_contracts'],
  ...['new_eligible_hires', 'loans_signed', 'equity_financing'],
];
const levels = [
  ...['employees', 'assets', 'taxable_income', 'average_employees', 'average_assets', 'technical_staff'],
  ...['class_one_ip', 'class_two_ip', 'high_value_ip', 'liabilities', 'niche_years', 'rd_staff'],
  ...['disabled_staff', 'average_wage', 'credit_granted', 'carried_losses'],
];
const ofThreeYears = [
  'revenue',
  'main_product_revenue',
  'rd_expense',
  'domestic_rd_expense',
  'equity_financing',
];

/** A year's figure: the year's own, else of its quarters the sum or, for a level, the last. */
function figure(field: string, year: number): Fragment {
  const of = (period: string) => sql`max(value) filter (where period = ${sql.lit(period)})`;
  const quarters = flows.includes(field)
    ? sql`sum(value) filter (where period between ${sql.lit(`${year}Q1`)} and ${sql.lit(`${year}Q4`)})`
    : sql.join([4, 3, 2, 1].map((quarter) => of(`${year}Q${quarter}`)));
  return sql`coalesce(${of(String(year))}, ${quarters})`;
}

/** A field's figures as a relation of its own, so that each row of the narrow table is looked at for its own field only. */
function joinField({ district, day }: Asked, field: string): Fragment {
  const year = Number(day.slice(0, 4));
  const years = ofThreeYears.includes(field) ? [year, year - 1, year - 2] : [year];
  const columns = years.map((one, back) => sql`${figure(field, one)} as ${sql.ref(names[back]!(field))}`);
  if (field === 'vat_sales')
    columns.push(
      sql`max(value) filter (where period = ${sql.lit(`${year}Q4`)}) as vat_sales_of_the_last_quarter`,
    );
  const periods = years.flatMap((one) => [
    String(one),
    ...[1, 2, 3, 4].map((quarter) => `${one}Q${quarter}`),
  ]);
  return sql`left join (
    select entity_id, ${sql.join(columns)} from registry.fact
    where district = ${district} and field = ${field} and period = any(${periods}) and recorded_to = 'infinity'
    group by entity_id
  ) ${sql.ref(`of_${field}`)} on ${sql.ref(`of_${field}`)}.entity_id = v.entity_id`;
}

const names = [
  (field: string) => field,
  (field: string) => `${field}_last`,
  (field: string) => `${field}_before`,
] as const;

const titles = [
  ...['restricted_trade', 'small_scale_taxpayer', 'general_taxpayer', 'high_technology', 'science_award'],
  ...['national_technology_sme', 'provincial_rd_institution', 'standard_lead', 'major_accident'],
  ...['abnormal_operation', 'serious_dishonesty', 'innovative_sme', 'technology_innovation_demo'],
  ...['ip_advantage', 'maker_china_500'],
];

/**
 * 国统字〔2017〕213号 by division, or group where one differs: from which staff, revenue and assets an enterprise of the trade is medium,
 * and from which it is large; 0: not looked at. Whole sections come to the same in all their divisions.
 */
const sizes: readonly (readonly [trades: readonly (string | readonly [number, number])[], limits: string])[] =
  [
    [[[1, 5]], '0, 5000000, 0, 0, 200000000, 0'],
    [[[6, 46]], '300, 20000000, 0, 1000, 400000000, 0'],
    [[[47, 50]], '0, 60000000, 50000000, 0, 800000000, 800000000'],
    [['51'], '20, 50000000, 0, 200, 400000000, 0'],
    [['52'], '50, 5000000, 0, 300, 200000000, 0'],
    [[[54, 58], '591'], '300, 30000000, 0, 1000, 300000000, 0'],
    [['59'], '100, 10000000, 0, 200, 300000000, 0'],
    [['60'], '300, 20000000, 0, 1000, 300000000, 0'],
    [[[61, 62]], '100, 20000000, 0, 300, 100000000, 0'],
    [[[63, 64]], '100, 10000000, 0, 2000, 1000000000, 0'],
    [['65'], '100, 10000000, 0, 300, 100000000, 0'],
    [['701'], '0, 10000000, 50000000, 0, 2000000000, 100000000'],
    [['702'], '300, 10000000, 0, 1000, 50000000, 0'],
    [[[71, 72]], '100, 0, 80000000, 300, 0, 1200000000'],
    [['703', '709', [73, 82], '85', [86, 90]], '100, 0, 0, 300, 0, 0'],
  ];

const limits = [
  'medium_staff',
  'medium_revenue',
  'medium_assets',
  'large_staff',
  'large_revenue',
  'large_assets',
];

function sizeRows(): Fragment {
  const codes = (trade: string | readonly [number, number]) =>
    typeof trade === 'string'
      ? [trade]
      : Array.from({ length: trade[1] - trade[0] + 1 }, (_, index) =>
          String(trade[0] + index).padStart(2, '0'),
        );
  const all = sizes.flatMap(([trades, limits]) =>
    trades.flatMap(codes).map((trade) => `('${trade}', ${limits})`),
  );
  return sql.raw(all.join(', '));
}

/**
 * Every entity that is in business on the day with what its policies ask: what a good author would make once and lay all policies on.
 */
export function firms(asked: Asked): Fragment {
  const { district, day } = asked;
  const figures = [...levels, ...flows];
  return sql`
    select v.entity_id, coalesce(v.town, 'none') as town, coalesce(left(v.industry, 2), 'none') as division,
           v.category, v.industry, v.established_on,
           v.category = 'enterprise' as is_enterprise,
           v.category in ('enterprise', 'cooperative') and v.legal_form not in ('sole', 'partnership') as pays_income_tax,
           t.above_since, t.above_since is not null as above_size,
           v.category = 'enterprise' and t.above_since is null as in_plan_scope,
           ${sql.join(titles.map((title) => sql`coalesce(${sql.ref(`t.${title}`)}, false) as ${sql.ref(title)}`))},
           ${sql.join(figures.map((field) => sql.ref(`of_${field}.${field}`)))},
           ${sql.join(ofThreeYears.flatMap((field) => [1, 2].map((back) => sql.ref(`of_${field}.${names[back as 1]!(field)}`))))},
           vat_sales_of_the_last_quarter, of_surcharges.surcharges_of_the_last_quarter,
           ${sql.join(limits.map((limit) => sql`coalesce(${sql.ref(`size.${limit}`)}, 0) as ${sql.ref(limit)}`))}
    from registry.entity_version v
    left join (
      select entity_id, min(since) filter (where title = 'above_designated_size') as above_since, ${sql.join(titles.map((title) => sql`bool_or(title = ${sql.lit(title)}) as ${sql.ref(title)}`))}
      from (
        select entity_id, title, min(valid_from) as since from registry.designation
        where district = ${district} and recorded_to = 'infinity' and valid_from <= ${day}::date and valid_to > ${day}::date
          and title = any(${['above_designated_size', ...titles]})
        group by entity_id, title
      ) held group by entity_id
    ) t on t.entity_id = v.entity_id
    ${sql.join(
      figures.map((field) => joinField(asked, field)),
      sql` `,
    )}
    left join (
      select entity_id, max(value) as surcharges_of_the_last_quarter from registry.fact
      where district = ${district} and field = 'surcharges_due' and period = ${`${day.slice(0, 4)}Q4`} and recorded_to = 'infinity' group by entity_id
    ) of_surcharges on of_surcharges.entity_id = v.entity_id
    left join (values ${sizeRows()}) size (trade, ${sql.join(limits.map((limit) => sql.ref(limit)))})
      on size.trade = case when left(v.industry, 3) in ('591', '701', '702', '703', '709') then left(v.industry, 3) else left(v.industry, 2) end
    where v.district = ${district} and v.recorded_to = 'infinity' and v.valid_from <= ${day}::date and v.valid_to > ${day}::date and v.status = 'active'`;
}
