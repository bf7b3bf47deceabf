import { titleOf } from '@miaopu/standards';
import { type RawBuilder, sql } from '../../platform/db/index.ts';
import {
  type EntityNeeds,
  entityColumnsOf,
  everyEntity,
  heldRows,
  type Knowledge,
  knownRows,
  type OnlyEntities,
} from './relations.ts';

type Fragment = RawBuilder<unknown>;

const aboveSize = 'above_designated_size';

/**
 * The entities as they were on one day, as `e`: their own columns, `above_size`, `in_plan_scope` and `titles` (designation → since
 * when), with the meaning that `joinEntity` gives them. Where the day is the same for all rows this is the cheaper of the two.
 */
export function entitiesOn(
  day: string,
  knowledge: Knowledge,
  { titles }: EntityNeeds,
  only: OnlyEntities = everyEntity,
): Fragment {
  const wanted = [...new Set([aboveSize, ...titles])];
  const ofGrades = wanted.some((held) => titleOf(held).grade !== undefined);
  const asked = ofGrades ? sql`asked.title` : sql`held.title`;
  const isAbove = sql`coalesce(held.titles ? ${aboveSize}, false)`;
  const row = (alias: string) => sql.ref(`${alias}.entity_id`);
  return sql`(
    select ${entityColumnsOf('version')}, ${isAbove} as above_size, (version.category = 'enterprise' and not ${isAbove}) as in_plan_scope,
           coalesce(held.titles, '{}') as titles
    from registry.entity_version version
    left join (
      select entity_id, jsonb_object_agg(title, since) as titles
      from (
        select held.entity_id, ${asked} as title, (
            select lower(one) from unnest(range_agg(daterange(held.valid_from, held.valid_to))) one where one @> ${day}::date
          ) as since
        from ${heldRows(wanted, knowledge, only)} held
        ${ofGrades ? sql`join lateral (values (held.title), (held.title || '/' || held.level)) asked (title) on asked.title = any(${wanted}::text[])` : sql``}
        group by held.entity_id, ${asked}
      ) one where since is not null group by entity_id
    ) held on held.entity_id = version.entity_id
    where version.valid_from <= ${day}::date and version.valid_to > ${day}::date and ${knownRows('version', knowledge)} and ${only(row('version'))}
  ) e`;
}

/** Figures of one year (`2019`) or quarter (`2019Q3`), to be joined under an alias. */
export type FiguresOf = {
  readonly alias: string;
  readonly period: string;
  readonly fields: readonly string[];
};

/**
 * Left-joins figures of one period, each field a column; what is missing is null. Of a year: the year's own figure, else the sum (of
 * what flows) or the last (of levels) of its quarters, as `joinFacts` has it. The two are found apart, since most figures are of one kind.
 *
 * @param entity the entity's id, an expression over what stands before in the `from`
 */
export function joinFigures(
  entity: Fragment,
  { alias, period, fields }: FiguresOf,
  knowledge: Knowledge,
  flows: readonly string[],
  only: OnlyEntities = everyEntity,
): Fragment {
  if (fields.length === 0) return sql``;
  const pass = (periods: readonly string[], columnOf: (field: string) => Fragment) => sql`(
    select known.entity_id, ${sql.join(fields.map((field) => sql`${columnOf(field)} as ${sql.ref(field)}`))}
    from registry.fact known
    where ${knownRows('known', knowledge)} and known.field = any(${[...fields]}::text[]) and known.period = any(${[...periods]}::text[])
      and ${only(sql.ref('known.entity_id'))}
    group by known.entity_id
  )`;
  const own = pass([period], (field) => sql`max(known.value) filter (where known.field = ${field})`);
  const join = (relation: Fragment, name: string) =>
    sql`left join ${relation} ${sql.ref(name)} on ${sql.ref(`${name}.entity_id`)} = ${entity}`;
  if (period.length > 4) return join(own, alias);
  const quarters = [4, 3, 2, 1].map((quarter) => `${period}Q${quarter}`);
  const ofQuarters = pass(quarters, (field) =>
    flows.includes(field)
      ? sql`sum(known.value) filter (where known.field = ${field})`
      : sql`coalesce(${sql.join(quarters.map((quarter) => sql`max(known.value) filter (where known.field = ${field} and known.period = ${quarter})`))})`,
  );
  const [year, rest] = [`${alias}_year`, `${alias}_quarters`];
  return sql`${join(own, year)} ${join(ofQuarters, rest)}
    cross join lateral (select ${sql.join(
      fields.map(
        (field) =>
          sql`coalesce(${sql.ref(`${year}.${field}`)}, ${sql.ref(`${rest}.${field}`)}) as ${sql.ref(field)}`,
      ),
    )}) ${sql.ref(alias)}`;
}

/**
 * Left-joins figures of several periods as `figures`, a jsonb of field → period → figure; null where there is none. For what asks
 * whether something held in a row of periods.
 */
export function joinSeries(
  entity: Fragment,
  {
    alias,
    periods,
    fields,
  }: { readonly alias: string; readonly periods: readonly string[]; readonly fields: readonly string[] },
  knowledge: Knowledge,
  only: OnlyEntities = everyEntity,
): Fragment {
  return sql`left join (
    select entity_id, jsonb_object_agg(field, series) as figures
    from (
      select known.entity_id, known.field, jsonb_object_agg(known.period, known.value) as series
      from registry.fact known
      where ${knownRows('known', knowledge)} and known.field = any(${[...fields]}::text[]) and known.period = any(${[...periods]}::text[])
        and ${only(sql.ref('known.entity_id'))}
      group by known.entity_id, known.field
    ) one group by entity_id
  ) ${sql.ref(alias)} on ${sql.ref(`${alias}.entity_id`)} = ${entity}`;
}
