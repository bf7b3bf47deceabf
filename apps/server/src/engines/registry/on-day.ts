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
 * Left-joins figures of some periods, each under its own alias, each field a column; what is missing is null. Of a year: the year's own
 * figure, else the sum (of what flows) or the last (of levels) of its quarters, as `joinFacts` has it.
 *
 * Each field is a relation of its own, whatever the periods: a row of the narrow table is then looked at for its own field and not for
 * every field that somebody asks for, which over a whole district is most of the work.
 *
 * @param entity the entity's id, an expression over what stands before in the `from`
 */
export function joinFigures(
  entity: Fragment,
  wanted: readonly FiguresOf[],
  knowledge: Knowledge,
  flows: readonly string[],
  only: OnlyEntities = everyEntity,
): Fragment {
  const fields = new Set(wanted.flatMap((one) => one.fields));
  const relations = [...fields].map((field) => {
    const periods = wanted.filter((one) => one.fields.includes(field));
    const columns = periods.map(
      ({ alias, period }) => sql`${figureOf(period, flows.includes(field))} as ${sql.ref(alias)}`,
    );
    const among = [...new Set(periods.flatMap(({ period }) => withQuarters(period)))];
    const name = sql.ref(`of_${field}`);
    return sql`left join (
      select known.entity_id, ${sql.join(columns)}
      from registry.fact known
      where ${knownRows('known', knowledge)} and known.field = ${field} and known.period = any(${among}::text[])
        and ${only(sql.ref('known.entity_id'))}
      group by known.entity_id
    ) ${name} on ${name}.entity_id = ${entity}`;
  });
  const aliases = wanted.map(({ alias, fields: own }) => {
    const columns = own.map((field) => sql`${sql.ref(`of_${field}.${alias}`)} as ${sql.ref(field)}`);
    return sql`cross join lateral (select ${sql.join(columns)}) ${sql.ref(alias)}`;
  });
  return sql.join([...relations, ...aliases], sql` `);
}

/** A period's figure among the rows of one field and entity. */
function figureOf(period: string, isFlow: boolean): Fragment {
  const of = (one: string) => sql`max(known.value) filter (where known.period = ${one})`;
  const [own, ...quarters] = withQuarters(period);
  if (quarters.length === 0) return of(own!);
  const fromQuarters = isFlow
    ? sql`sum(known.value) filter (where known.period = any(${quarters}::text[]))`
    : sql.join(quarters.toReversed().map(of));
  return sql`coalesce(${of(own!)}, ${fromQuarters})`;
}

/** A period with those that its figure may be made of: a year and its quarters. */
export function withQuarters(period: string): string[] {
  return period.length > 4 ? [period] : [period, ...[1, 2, 3, 4].map((quarter) => `${period}Q${quarter}`)];
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
