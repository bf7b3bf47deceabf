/** Points by what a value reaches, most first; of a value that is not known, the least and the most that it could bring. */
type Item = { readonly least: string; readonly most: string };
type Steps = readonly (readonly [limit: number, points: number])[];

function steps(value: string, operator: '>=' | '<=', limits: Steps): Item {
  const bands = limits
    .map(([limit, points]) => `when ${value} ${operator} ${limit} then ${points}`)
    .join(' ');
  return {
    least: `case ${bands} else 0 end`,
    most: `case when ${value} is null then ${limits[0]![1]} ${bands} else 0 end`,
  };
}

const from = (value: string, ...limits: Steps) => steps(value, '>=', limits);
const upTo = (value: string, ...limits: Steps) => steps(value, '<=', limits);

/** The better of two ways to the same points. */
function better(one: Item, other: Item): Item {
  return { least: `greatest(${one.least}, ${other.least})`, most: `greatest(${one.most}, ${other.most})` };
}

/** Points of the first kind of property that there is. */
function firstOf(...kinds: readonly (readonly [condition: string, points: number])[]): Item {
  const bands = (known: string) =>
    `case ${kinds.map(([condition, points]) => `when (${condition}) ${known} then ${points}`).join(' ')} else 0 end`;
  return { least: bands('is true'), most: bands('is not false') };
}

/** Points that stand whatever the figures. */
function flat(points: number | string): Item {
  return { least: String(points), most: String(points) };
}

const sum = (items: readonly Item[]): Item => ({
  least: `(${items.map(({ least }) => least).join(' + ')})`,
  most: `(${items.map(({ most }) => most).join(' + ')})`,
});

/** Whether points reach a number, as a code: where judgements give points, without any of them and with all. */
function reaches(needed: number, without: Item, judged?: Item): string {
  const withAll =
    judged === undefined
      ? ''
      : `when ${judged.least} >= ${needed} then 3 when ${judged.most} >= ${needed} then 2`;
  return `case when ${without.least} >= ${needed} then 4 when ${without.most} >= ${needed} then 2 ${withAll} else 1 end`;
}

const t25 = sum([
  from('technical_staff_share', [0.3, 20], [0.25, 16], [0.2, 12], [0.15, 8], [0.1, 4]),
  better(
    from('rd_ratio', [0.06, 50], [0.05, 40], [0.04, 30], [0.03, 20], [0.02, 10]),
    from('rd_expense / nullif(cost_expense, 0)', [0.3, 50], [0.25, 40], [0.2, 30], [0.15, 20], [0.1, 10]),
  ),
  firstOf(
    ['class_one_ip >= 1', 30],
    ['class_two_ip >= 4', 24],
    ['class_two_ip >= 3', 18],
    ['class_two_ip >= 2', 12],
    ['class_two_ip >= 1', 6],
  ),
]);

const t30 = {
  innovation: (judged: boolean) =>
    sum([
      firstOf(['high_value_ip >= 1', 20], ['class_one_ip >= 1', judged ? 15 : 10], ['class_two_ip >= 1', 5]),
      from('rd_ratio', [0.05, 20], [0.03, 15], [0.02, 10], [0.01, 5]),
    ]),
  growth: sum([
    from('main_growth', [0.15, 20], [0.1, 15], [0.05, 10], [0, 5]),
    upTo('debt_ratio', [0.55, 10], [0.75, 5]),
  ]),
  specialisation: (judged: boolean) =>
    sum([flat(judged ? 10 : 5), from('main_share', [0.7, 20], [0.6, 15], [0.55, 10], [0.5, 5])]),
};
const t30Total = (judged: boolean) => sum([t30.innovation(judged), t30.growth, t30.specialisation(judged)]);
const t30Points = `least(${[
  reaches(60, t30Total(false), t30Total(true)),
  reaches(20, t30.innovation(false), t30.innovation(true)),
  reaches(15, t30.growth),
  reaches(15, t30.specialisation(false), t30.specialisation(true)),
].join(', ')})`;
const t30Direct =
  'science_award or high_technology or technology_innovation_demo or ip_advantage or provincial_rd_institution or equity_of_two + equity_financing_before >= 5000000';

/** Chains of industry, level of digitalisation, quality and local features are for people to judge: nothing, or all of their 30 points. */
const t31 = (judged: boolean) =>
  sum([
    from('main_share', [0.8, 5], [0.7, 3], [0.6, 1]),
    from('(main_growth + main_growth_last) / 2', [0.1, 10], [0.08, 8], [0.06, 6], [0.04, 4], [0, 2]),
    from('niche_years', [10, 5], [8, 4], [6, 3], [4, 2], [2, 1]),
    from('net_profit / nullif(revenue, 0)', [0.1, 10], [0.08, 8], [0.06, 6], [0.04, 4], [0.02, 2]),
    upTo('debt_ratio', [0.5, 5], [0.6, 3], [0.7, 1]),
    firstOf(['high_value_ip >= 1', 10], ['class_one_ip >= 1', judged ? 8 : 6], ['class_two_ip >= 1', 2]),
    better(
      from('rd_expense', [5_000_000, 10], [4_000_000, 8], [3_000_000, 6], [2_000_000, 4], [1_000_000, 2]),
      from('rd_ratio', [0.1, 10], [0.08, 8], [0.06, 6], [0.04, 4], [0.03, 2]),
    ),
    from('rd_staff / nullif(employees, 0)', [0.2, 5], [0.1, 3], [0.05, 1]),
    flat(`case when provincial_rd_institution then ${judged ? 10 : 8} else ${judged ? 4 : 0} end`),
    flat(judged ? 30 : 0),
  ]);
const t31Direct =
  'science_award or maker_china_500 or (rd_expense + rd_expense_last) / 2 >= 10000000 or equity_of_two >= 60000000';

/** Growth of the main revenue over the year before and the year before that, which several tables ask. */
export const growths = `
  main_product_revenue / nullif(greatest(main_product_revenue_last, 0), 0) - 1 as main_growth,
  main_product_revenue_last / nullif(greatest(main_product_revenue_before, 0), 0) - 1 as main_growth_last`;

/**
 * The scoring tables of 国科发政〔2017〕115号 (t25) and 工信部企业〔2022〕63号 (t30, t31), with the direct routes past them; only enterprises
 * are scored.
 */
export const scores = Object.entries({
  t25_enough: `case when ${t25.least} >= 60 then true when ${t25.most} < 60 then false end`,
  t30_score: `case when ${t30Direct} then 4 when (${t30Direct}) is null then case when ${t30Points} = 4 then 4 else 2 end else ${t30Points} end`,
  t31_score: `case when ${t31(false).least} >= 60 or ${t31Direct} then 4 when ${t31(false).most} >= 60 or (${t31Direct}) is null then 2
    when ${t31(true).least} >= 60 then 3 when ${t31(true).most} >= 60 then 2 else 1 end`,
})
  .map(([name, score]) => `case when is_enterprise then ${score} end as ${name}`)
  .join(', ');
