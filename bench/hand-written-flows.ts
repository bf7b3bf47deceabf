import { prefixesOf } from '@miaopu/standards';
import { type RawBuilder, sql } from '../apps/server/src/platform/db/index.ts';
import type { Days } from './hand-written-indicators.ts';

type Fragment = RawBuilder<unknown>;

/** Nobody keeps an enterprise out of the plan's scope but the list of those above designated size. */
export function isNotAbove(entity: Fragment, day: Fragment): Fragment {
  return sql`not exists (
    select from registry.designation above
    where above.district = v.district and above.entity_id = ${entity} and above.title = 'above_designated_size'
      and above.recorded_to = 'infinity' and above.valid_from <= ${day} and above.valid_to > ${day})`;
}

export function isTagged(tag: string): Fragment {
  const tests = Object.entries(prefixesOf(tag)).map(
    ([length, prefixes]) => sql`left(v.industry, ${sql.lit(Number(length))}) = any(${prefixes}::text[])`,
  );
  return sql`(${sql.join(tests, sql` or `)})`;
}

type Flow = {
  readonly from?: string;
  /** A condition on milestone m and version v. */
  readonly where: Fragment;
  readonly joins?: Fragment;
  readonly numerator?: Fragment;
};

/** An entity's first milestone that counts, by town and quarter. */
function milestones(
  { district, start, end }: Days,
  { from = start, where, joins, numerator }: Flow,
): Fragment {
  return sql`
    select coalesce(town, 'none') as town, to_char(day, 'YYYY"Q"Q') as period,
           count(*) filter (where counts) as numerator, count(*) as denominator
    from (
      select distinct on (m.entity_id) m.happened_on as day, v.town, ${numerator ?? sql`true`} as counts
      from registry.milestone m
      join registry.entity_version v on v.district = m.district and v.entity_id = m.entity_id and v.recorded_to = 'infinity'
        and v.valid_from <= m.happened_on and v.valid_to > m.happened_on
      ${joins ?? sql``}
      where m.district = ${district} and m.recorded_to = 'infinity' and m.happened_on between ${from}::date and ${end}::date
        and ${where}
      order by m.entity_id, m.happened_on, m.milestone_id
    ) first
    group by 1, 2`;
}

const inScope = sql`v.category = 'enterprise' and ${isNotAbove(sql`m.entity_id`, sql`m.happened_on`)}`;
const established = sql`m.kind = 'established' and ${inScope}`;

function baseYear(days: Days): string {
  return `${days.base.slice(0, 4)}-01-01`;
}

const isFirst = sql`not exists (
  select from registry.milestone earlier
  where earlier.district = m.district and earlier.entity_id = m.entity_id and earlier.kind = m.kind and earlier.recorded_to = 'infinity'
    and (earlier.happened_on, earlier.milestone_id) < (m.happened_on, m.milestone_id))`;
const isIndustry = sql`m.detail ->> 'class' = 'industry'`;
const converted = sql`m.kind = 'converted' and v.category = 'enterprise'`;

/** Of those old enough on the last day, the ones that lived so many months. */
function survivors(days: Days, months: number): Fragment {
  const then = sql`(m.happened_on + make_interval(months => ${sql.lit(months)}))::date`;
  return milestones(days, {
    where: sql`${established} and ${then} <= ${days.end}::date`,
    joins: sql`left join registry.entity_version c on c.district = m.district and c.entity_id = m.entity_id and c.recorded_to = 'infinity'
      and c.valid_from <= ${days.end}::date and c.valid_to > ${days.end}::date`,
    numerator: sql`coalesce(c.status = 'active' or c.ended_on >= ${then}, false)`,
  });
}

/** An entity's first title that counts, by town and quarter. */
function designations({ district, start, end }: Days, where: Fragment): Fragment {
  return sql`
    select coalesce(town, 'none') as town, to_char(day, 'YYYY"Q"Q') as period, count(*) as numerator, count(*) as denominator
    from (
      select distinct on (t.entity_id) t.valid_from as day, v.town
      from registry.designation t
      join registry.entity_version v on v.district = t.district and v.entity_id = t.entity_id and v.recorded_to = 'infinity'
        and v.valid_from <= t.valid_from and v.valid_to > t.valid_from
      where t.district = ${district} and t.recorded_to = 'infinity' and t.valid_from between ${start}::date and ${end}::date
        and ${where} and v.category = 'enterprise' and ${isNotAbove(sql`t.entity_id`, sql`t.valid_from`)}
      order by t.entity_id, t.valid_from, t.designation_id
    ) first
    group by 1, 2`;
}

const firstSme = sql`t.title = 'technology_sme' and not exists (
  select from registry.designation earlier
  where earlier.district = t.district and earlier.entity_id = t.entity_id and earlier.title = t.title and earlier.recorded_to = 'infinity'
    and (earlier.valid_from, earlier.designation_id) < (t.valid_from, t.designation_id))`;

const eightIndustries = [
  'information',
  'environment',
  'health',
  'tourism',
  'fashion',
  'finance',
  'equipment',
  'culture',
];

function only(where: Fragment): (days: Days) => Fragment {
  return (days) => milestones(days, { where });
}

function sinceBase(where: Fragment): (days: Days) => Fragment {
  return (days) => milestones(days, { from: baseYear(days), where });
}

/** What flows, by target. */
export const handWrittenFlows: Readonly<Record<string, (days: Days) => Fragment>> = {
  '2.1.a': only(established),
  '2.1.a.moved_in': only(sql`m.kind = 'moved_in' and ${inScope}`),
  '2.1.a.closed': only(sql`m.kind in ('deregistered', 'revoked', 'moved_out') and ${inScope}`),
  '2.1.b': sinceBase(established),
  '2.1.b.mean': sinceBase(established),
  '2.2.a': only(sql`${established} and ${isTagged('eight')}`),
  ...Object.fromEntries(
    eightIndustries.map((tag) => [`2.2.a.${tag}`, only(sql`${established} and ${isTagged(tag)}`)]),
  ),
  '2.2.b.new': sinceBase(sql`${established} and ${isTagged('eight')}`),
  '2.3.a': only(converted),
  '2.3.a.linked': (days) =>
    milestones(days, {
      where: converted,
      joins: sql`join registry.entity_version p on p.district = m.district and p.entity_id = m.related_entity_id and p.recorded_to = 'infinity'
        and p.valid_from <= m.happened_on and p.valid_to > m.happened_on and p.category = 'individual'`,
    }),
  '2.3.b': (days) =>
    milestones(days, {
      where: converted,
      numerator: sql`coalesce(v.legal_form in ('company', 'joint_stock'), false)`,
    }),
  '2.3.b.companies': only(sql`${converted} and v.legal_form in ('company', 'joint_stock')`),
  '2.3.c': only(sql`m.kind = 'rose_above_size' and ${isIndustry} and ${isFirst}`),
  '2.3.c.again': only(sql`m.kind = 'rose_above_size' and ${isIndustry} and not ${isFirst}`),
  '2.3.c.fell': only(sql`m.kind = 'fell_below_size' and ${isIndustry}`),
  '2.3.d': only(
    sql`v.category = 'enterprise' and (m.kind = 'became_joint_stock' or m.kind = 'established' and v.legal_form = 'joint_stock')`,
  ),
  '2.3.d.restructured': only(sql`m.kind = 'became_joint_stock' and v.category = 'enterprise'`),
  '2.3.d.founded': only(
    sql`m.kind = 'established' and v.legal_form = 'joint_stock' and v.category = 'enterprise'`,
  ),
  '2.3.e': only(sql`m.kind = 'listed' and m.detail ->> 'board' = 'neeq'`),
  '2.3.e.zhejiang': only(sql`m.kind = 'listed' and m.detail ->> 'board' = 'zhejiang_equity'`),
  '2.4.a': (days) => designations(days, firstSme),
  '2.4.b': (days) => designations(days, sql`t.title = 'contract_credit' and t.level = 'AAA'`),
  '2.5.a': only(sql`m.kind = 'trade_registered' and ${inScope}`),
  '2.5.b': only(sql`m.kind = 'first_trade' and ${isFirst} and ${inScope}`),
  '3.1.1.c.4': (days) => survivors(days, 12),
  '3.1.1.c.4.two_years': (days) => survivors(days, 24),
};
