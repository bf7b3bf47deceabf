import { type RawBuilder, sql } from '../apps/server/src/platform/db/index.ts';
import { isNotAbove, isTagged } from './hand-written-flows.ts';
import type { Days } from './hand-written-indicators.ts';

type Fragment = RawBuilder<unknown>;
type Query = (days: Days) => Fragment;

const years = ['2018', '2019', '2020'];
const ends = ['03-31', '06-30', '09-30', '12-31'];
const quarters = years.flatMap((year) =>
  ends.map((end, index) => ({ period: `${year}Q${index + 1}`, day: `${year}-${end}` })),
);

type Stock = { readonly where: Fragment; readonly joins?: Fragment; readonly numerator?: Fragment };

/** Entities at the ends of the quarters, and on the base day where growth is asked. */
function stock({ district, base }: Days, { where, joins, numerator }: Stock, withBase = false): Fragment {
  const at = withBase ? [{ period: 'base', day: base }, ...quarters] : quarters;
  return sql`
    select coalesce(v.town, 'none') as town, at.period,
           count(*) filter (where ${numerator ?? sql`true`}) as numerator, count(*) as denominator
    from unnest(${at.map(({ day }) => day)}::date[], ${at.map(({ period }) => period)}::text[]) as at (day, period)
    join registry.entity_version v on v.valid_from <= at.day and v.valid_to > at.day
    ${joins ?? sql``}
    where v.district = ${district} and v.recorded_to = 'infinity' and v.status = 'active' and ${where}
    group by 1, 2`;
}

const inScope = sql`v.category = 'enterprise' and ${isNotAbove(sql`v.entity_id`, sql`at.day`)}`;

/** The title that an entity holds on the day, as `held`; titles of one name never overlap. */
function joinTitle(title: string): Fragment {
  return sql`left join registry.designation held on held.district = v.district and held.entity_id = v.entity_id and held.title = ${title}
    and held.recorded_to = 'infinity' and held.valid_from <= at.day and held.valid_to > at.day`;
}

function share(where: Fragment, numerator: Fragment, joins?: Fragment): Query {
  return (days) => stock(days, { where, numerator, ...(joins === undefined ? {} : { joins }) });
}

function growth(where: Fragment): Query {
  return (days) => stock(days, { where }, true);
}

/** A year's figure: the year's own, else of its quarters the sum or, for a level, the last. */
function yearFigure(field: string, kind: 'flow' | 'level'): Fragment {
  const ofQuarters =
    kind === 'flow'
      ? sql`sum(f.value) filter (where f.field = ${field} and length(f.period) = 6)`
      : sql`(array_agg(f.value order by f.period desc) filter (where f.field = ${field} and length(f.period) = 6))[1]`;
  return sql`coalesce(max(f.value) filter (where f.field = ${field} and length(f.period) = 4), ${ofQuarters})`;
}

type Figures = {
  readonly one: readonly [string, 'flow' | 'level'];
  readonly other?: readonly [string, 'flow' | 'level'];
};

/** Technology SMEs on given days with two figures of the day's year. */
function smeFigures(
  { district }: Days,
  at: readonly { day: string; period: string }[],
  { one, other }: Figures,
): Fragment {
  return sql`
    select v.entity_id, v.town, at.period, ${yearFigure(...one)} as one, ${other === undefined ? sql`1::numeric` : yearFigure(...other)} as other
    from unnest(${at.map(({ day }) => day)}::date[], ${at.map(({ period }) => period)}::text[]) as at (day, period)
    join registry.designation t on t.district = ${district} and t.title = 'technology_sme' and t.recorded_to = 'infinity'
      and t.valid_from <= at.day and t.valid_to > at.day
    join registry.entity_version v on v.district = t.district and v.entity_id = t.entity_id and v.recorded_to = 'infinity'
      and v.valid_from <= at.day and v.valid_to > at.day and v.status = 'active' and v.category = 'enterprise'
    join registry.fact f on f.district = v.district and f.entity_id = v.entity_id and f.recorded_to = 'infinity'
      and f.field in (${one[0]}, ${other?.[0] ?? one[0]}) and left(f.period, 4) = left(at.period, 4)
    where ${isNotAbove(sql`v.entity_id`, sql`at.day`)}
    group by v.entity_id, v.town, at.period`;
}

function smeRatio(figures: Figures): Query {
  const at = years.map((year) => ({ day: `${year}-12-31`, period: year }));
  return (days) => sql`
    select coalesce(town, 'none') as town, period, sum(one) as numerator, sum(other) as denominator
    from (${smeFigures(days, at, figures)}) sme where one is not null and other is not null group by 1, 2`;
}

function smePass(figures: Figures, passes: Fragment): Query {
  return (days) => sql`
    select coalesce(town, 'none') as town, period, count(*) filter (where ${passes}) as numerator, count(*) as denominator
    from (${smeFigures(days, quarters, figures)}) sme where one is not null and other is not null group by 1, 2`;
}

const research: Figures = { one: ['rd_expense', 'flow'], other: ['revenue', 'flow'] };
const staff: Figures = { one: ['technical_staff', 'level'], other: ['employees', 'level'] };
const patents: Figures = { one: ['class_two_ip', 'level'] };

/** What stands at the end of a quarter or a year, by target. */
export const handWrittenStocks: Readonly<Record<string, Query>> = {
  '2.1.a.stock': (days) => stock(days, { where: inScope }),
  '2.1.b.stock': growth(inScope),
  '2.2.b': growth(sql`${inScope} and ${isTagged('eight')}`),
  '2.2.b.mean': growth(sql`${inScope} and ${isTagged('eight')}`),
  '2.4.c': smeRatio(research),
  '2.4.c.pass': smePass(research, sql`one >= other * 0.025`),
  '2.4.d': smeRatio(staff),
  '2.4.d.pass': smePass(staff, sql`one >= other * 0.1`),
  '2.4.e': smePass(patents, sql`one >= 1`),
  '2.4.e.items': smeRatio(patents),
  '3.1.1.c.1': share(inScope, sql`v.legal_form in ('company', 'joint_stock')`),
  '3.1.1.c.2': (days) =>
    stock(days, {
      where: sql`${inScope} and v.established_on >= ${days.start}::date`,
      joins: joinTitle('tax_registered'),
      numerator: sql`held.entity_id is not null`,
    }),
  '3.1.1.c.3': share(inScope, sql`held.entity_id is not null`, joinTitle('statistical_directory')),
  '3.1.1.c.5': (days) =>
    stock(days, {
      // sections B, C and D: mining, manufacturing, energy and water
      where: sql`v.category = 'enterprise' and left(v.industry, 2) between '06' and '46'
        and (held.entity_id is null or held.valid_from >= ${days.start}::date)`,
      joins: joinTitle('above_designated_size'),
      numerator: sql`held.entity_id is not null`,
    }),
};
