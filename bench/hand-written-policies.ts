import { type RawBuilder, sql } from '../apps/server/src/platform/db/index.ts';
import { type Asked, firms } from './hand-written-firms.ts';
import { growths, scores } from './hand-written-scores.ts';

type Fragment = RawBuilder<unknown>;

/**
 * A policy as its author would write it in SQL over the columns of `derived`: whom it concerns, what has to be met, what of that nobody
 * changes, what only a person can say, and what it is worth in yuan.
 */
type Written = {
  readonly applies?: string;
  /** Conditions that are true, false or unknown. */
  readonly plain: readonly string[];
  readonly fixed?: readonly string[];
  /** Conditions as codes (1 not met, 2 unknown, 3 for a person to judge, 4 met), where a judgement comes in. */
  readonly coded?: readonly string[];
  readonly fixedCoded?: readonly string[];
  /** A condition that nothing but a person's judgement meets. */
  readonly judged?: true;
  readonly amount?: string;
};

const enterprise = 'is_enterprise';
const honest = 'not serious_dishonesty';
const unblemished = 'not abnormal_operation and not serious_dishonesty';
const allowedTrade = 'not restricted_trade';
/** Who is neither on record as small-scale nor as general has a status that is not known. */
const smallScale = 'case when small_scale_taxpayer then true when general_taxpayer then false end';
/** An office says it of trades that have no size classes. */
const smallEnterprise =
  'case when small_or_micro then 4 when small_or_micro is null or has_size_class is null then 2 when has_size_class then 1 else 3 end';
const smallProfit = ['taxable_income <= 3000000', 'average_employees <= 300', 'average_assets <= 50000000'];
const marginalRate = `case
  when taxable_income is null then null
  when taxable_income <= 0 then 0
  when pays_income_tax and not restricted_trade and ${smallProfit.join(' and ')} then case when taxable_income <= 1000000 then 0.05 else 0.1 end
  when not (pays_income_tax and not restricted_trade and ${smallProfit.join(' and ')}) then case when high_technology then 0.15 else 0.25 end
end`;

/** Whole policies of policies/ by their ids, as they stand on the last day of 2020; t30 and t31 by their text of 2022. */
const written: Readonly<Record<string, Written>> = {
  t03: {
    applies: 'pays_income_tax',
    plain: smallProfit,
    fixed: [allowedTrade],
    amount:
      'least(greatest(taxable_income, 0), 1000000) * 0.2 + greatest(taxable_income - 1000000, 0) * 0.15',
  },
  t09: { plain: ['vat_sales <= 5000000'] },
  t10: {
    plain: ['vat_sales_of_the_last_quarter <= 300000'],
    fixed: [smallScale],
    amount: 'vat_sales_of_the_last_quarter * 4 * 0.03',
  },
  t16: { plain: [smallScale], amount: 'six_taxes_due * 0.5' },
  t19: {
    plain: ['vat_sales_of_the_last_quarter <= 300000'],
    amount: 'surcharges_of_the_last_quarter * 4',
  },
  t21: {
    applies: 'pays_income_tax',
    plain: ['rd_expense > 0'],
    // tobacco, trade, lodging and catering, real estate, leasing and business services, entertainment (财税〔2015〕119号第四条)
    fixed: [`left(industry, 2) not in ('16', '51', '52', '61', '62', '70', '71', '72', '90')`],
    amount: `rd_expense * 0.75 * (${marginalRate})`,
  },
  t25: {
    applies: enterprise,
    plain: [
      'employees <= 500',
      'revenue <= 200000000',
      'assets <= 200000000',
      'not major_accident',
      unblemished,
      '(t25_enough and technical_staff_share >= 0.1) or high_technology or science_award or provincial_rd_institution or standard_lead',
    ],
    fixed: [allowedTrade],
  },
  t26: {
    applies: enterprise,
    plain: [
      `date '2020-12-31' - established_on >= 365`,
      'technical_staff_share >= 0.1',
      'rd_of_three / nullif(sales_of_three, 0) >= case when revenue <= 50000000 then 0.05 when revenue <= 200000000 then 0.04 when revenue > 200000000 then 0.03 end',
      'domestic_of_three / nullif(rd_of_three, 0) >= 0.6',
      'high_tech_revenue / nullif(revenue, 0) >= 0.6',
      'not major_accident',
    ],
    judged: true,
  },
  't26-rate': {
    applies: 'pays_income_tax',
    plain: ['high_technology'],
    amount: 'greatest(taxable_income, 0) * 0.1',
  },
  t27: {
    applies: 'pays_income_tax',
    plain: ['high_technology or national_technology_sme', 'carried_losses > 0'],
  },
  t28: { applies: 'pays_income_tax', plain: ['equipment_purchase > 0'] },
  t29: { applies: enterprise, plain: [honest, 'testing_contracts > 0'], judged: true },
  t30: {
    applies: enterprise,
    plain: ['not_large', unblemished, 'not major_accident'],
    fixed: [allowedTrade],
    coded: ['t30_score'],
  },
  t31: {
    applies: enterprise,
    plain: [
      'innovative_sme',
      'not_large',
      unblemished,
      'not major_accident',
      'niche_years >= 2',
      'rd_expense >= 1000000 and rd_ratio >= 0.03',
      'revenue >= 10000000 or equity_of_two >= 20000000',
    ],
    fixed: [allowedTrade],
    coded: ['t31_score'],
  },
  t34: {
    applies: enterprise,
    plain: [honest, 'revenue_before >= 5000000', 'revenue >= revenue_before * 1.2 * 1.2'],
    fixed: [`established_on + interval '181 months' > date '2020-12-31'`],
  },
  't35-2020': {
    applies: enterprise,
    plain: [
      'new_eligible_hires / nullif(employees, 0) >= 0.15 or (employees > 100 and new_eligible_hires / nullif(employees, 0) >= 0.08)',
    ],
    fixedCoded: [smallEnterprise],
    judged: true,
  },
  t37: {
    applies: enterprise,
    plain: ['disabled_staff < employees * 0.015'],
    amount: `greatest((employees * 0.015 - disabled_staff) * average_wage, 0)
      * case when employees <= 30 then 1 when disabled_staff >= employees * 0.01 then 0.5 else 0.1 end`,
  },
  t39: {
    applies: `category in ('enterprise', 'individual')`,
    plain: ['credit_granted <= 10000000'],
    fixedCoded: [`case when category = 'individual' then 4 else ${smallEnterprise} end`],
  },
  t40: {
    applies: enterprise,
    plain: ['loans_signed > 0'],
    fixedCoded: [smallEnterprise],
    amount: 'loans_signed * 0.00005',
  },
  t46: {
    applies: enterprise,
    plain: [honest, 'above_size', `above_since + interval '36 months' > date '2020-12-31'`],
  },
  t51: {
    applies: enterprise,
    plain: [honest, 'above_size', `above_since + interval '12 months' > date '2020-12-31'`],
  },
  't51-equipment': {
    applies: enterprise,
    plain: [honest, 'above_size', 'equipment_purchase >= 100000'],
    amount: 'least(equipment_purchase * 0.3, 1500000)',
  },
  t53: { applies: enterprise, plain: [honest, 'small_or_micro', 'loans_signed > 0'], judged: true },
  'luqiao-rise': {
    applies: enterprise,
    plain: ['in_plan_scope', 'revenue >= 8000000'],
    fixed: [`left(industry, 2) between '06' and '46'`],
  },
  'luqiao-technology-sme': {
    applies: enterprise,
    plain: ['in_plan_scope', 'rd_ratio >= 0.025', 'technical_staff_share >= 0.1', 'class_two_ip >= 1'],
  },
};

/** The policies that somebody wrote by hand. */
export const writtenPolicies: readonly string[] = Object.keys(written);

/** What several policies ask, worked out once for each firm. */
const derived = `
  rd_expense / nullif(revenue, 0) as rd_ratio, technical_staff / nullif(employees, 0) as technical_staff_share,
  liabilities / nullif(assets, 0) as debt_ratio, main_product_revenue / nullif(revenue, 0) as main_share,
  equity_financing + equity_financing_last as equity_of_two,
  rd_expense + case when ran_last then rd_expense_last when not ran_last then 0 end + case when ran_before then rd_expense_before when not ran_before then 0 end as rd_of_three,
  domestic_rd_expense + case when ran_last then domestic_rd_expense_last when not ran_last then 0 end
    + case when ran_before then domestic_rd_expense_before when not ran_before then 0 end as domestic_of_three,
  revenue + case when ran_last then revenue_last when not ran_last then 0 end + case when ran_before then revenue_before when not ran_before then 0 end as sales_of_three,
  case when industry is not null then (medium_staff > 0 and employees < medium_staff) or (medium_revenue > 0 and revenue < medium_revenue)
    or (medium_assets > 0 and assets < medium_assets) end as small_or_micro,
  case when industry is not null then (large_staff > 0 and employees < large_staff) or (large_revenue > 0 and revenue < large_revenue)
    or (large_assets > 0 and assets < large_assets) end as not_large,
  case when industry is not null then medium_staff > 0 or medium_revenue > 0 end as has_size_class,${growths}`;

/** The code of a policy's answer for a firm: 0 does not apply, 1 not met, 2 unknown, 3 for a person, 4 met, 5 nearly. */
function outcome({
  applies = 'true',
  plain,
  fixed = [],
  coded = [],
  fixedCoded = [],
  judged,
}: Written): string {
  const conditions = [...fixed, ...plain].map((one) => `(${one})`).join(' and ');
  const codes = [...fixedCoded, ...coded];
  const known = `case ${conditions} when true then ${judged ? 3 : 4} when false then 1 else 2 end`;
  const all = codes.length === 0 ? known : `least(${[known, ...codes].join(', ')})`;
  const missing = [
    ...plain.map((one) => `((${one}) is not true)::int`),
    ...coded.map((one) => `(${one} < 3)::int`),
  ].join(' + ');
  const changeable = [
    ...fixed.map((one) => `(${one})`),
    ...fixedCoded.map((one) => `${one} >= 3`),
    `${missing} <= 2`,
  ].join(' and ');
  return `case ${applies} when false then 0
    when true then case ${all} when 1 then case when ${changeable} then 5 else 1 end else ${all} end
    else least(${all}, 2) end`;
}

/**
 * All the written policies over a district in one statement, as a good author would count them: `town`, `division`, `policy_id`, `met`,
 * `nearly`, `unknown`, `manual`, `not_met`, `not_applicable`, `amount`.
 */
export function handWrittenPolicies(asked: Asked): Fragment {
  const policies = Object.entries(written).map(([id, policy]) => ({
    id,
    policy,
    column: id.replaceAll('-', '_'),
  }));
  const outcomes = policies.map(({ policy, column }) => `${outcome(policy)} as ${column}`);
  const amounts = policies.map(({ policy, column }) =>
    policy.amount === undefined
      ? ''
      : `, case when ${column} = 4 then ${policy.amount} end as ${column}_amount`,
  );
  const counts = policies.map(({ policy, column }) =>
    [
      ...[4, 5, 2, 3, 1, 0].map((code) => `count(*) filter (where ${column} = ${code}) as ${column}_${code}`),
      `${policy.amount === undefined ? '0' : `coalesce(sum(${column}_amount), 0)`} as ${column}_sum`,
    ].join(', '),
  );
  const told = policies.map(
    ({ id, column }) =>
      `('${id}', ${[4, 5, 2, 3, 1, 0].map((code) => `${column}_${code}`).join(', ')}, ${column}_sum::numeric)`,
  );
  return sql`
    select town, division, told.* from (
      select town, division, ${sql.raw(counts.join(', '))}
      from (
        select known.*${sql.raw(amounts.join(''))}
        from (
          select scored.*, ${sql.raw(outcomes.join(', '))}
          from (
            select derived.*, ${sql.raw(scores)}
            from (
              select ran.*, ${sql.raw(derived)}
              from (
                select firm.*, extract(year from established_on) < 2020 as ran_last, extract(year from established_on) < 2019 as ran_before
                from (${firms(asked)} offset 0) firm
              ) ran offset 0
            ) derived offset 0
          ) scored offset 0
        ) known
      ) counted group by town, division
    ) place
    cross join lateral (values ${sql.raw(told.join(', '))}) told (policy_id, met, nearly, unknown, manual, not_met, not_applicable, amount)`;
}
