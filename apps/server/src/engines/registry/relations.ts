import { lastingEvents, titleOf } from '@miaopu/standards';
import { type RawBuilder, sql } from '../../platform/db/index.ts';

/**
 * The registry's tables as relations that other engines compile queries over: the door through which they read, so that a table's
 * form stays the registry's own business. Everything is as known on one instant, for one district.
 *
 * The aliases are those of the formula catalogue (packages/plan): e, c, m, p, d, f.
 */
export type Knowledge = { readonly district: string; readonly knownOn: string };

type Fragment = RawBuilder<unknown>;

/** What a query needs beside an entity's own columns; what it does not need is not joined. */
export type EntityNeeds = {
  /** Titles whose holding on the row's day is asked for, or grades of titles, `contract_credit/AA`. */
  readonly titles: readonly string[];
  /** Those for which it is enough to know whether they are held: in place of the day since when stands the row's own day. */
  readonly onlyWhether?: ReadonlySet<string>;
};

/**
 * A part of the entities: given the column that holds an entity's number, the condition that it belongs to it. It is put into every
 * relation, so that few entities cost a few look-ups and not a pass over the tables.
 */
export type OnlyEntities = (entityId: Fragment) => Fragment;
export const everyEntity: OnlyEntities = () => sql`true`;

/** Those that ever held a title, or a grade of it. */
export function everHolding(held: string, knowledge: Knowledge): OnlyEntities {
  return (entityId) =>
    sql`${entityId} in (select entity_id from ${heldRows([held], knowledge, everyEntity)} held where ${isHeld('held', held)})`;
}

const aboveSize = 'above_designated_size';

/** Rows of a history table that were known on the instant. */
export function knownRows(alias: string, { district, knownOn }: Knowledge): Fragment {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`${column('district')} = ${district} and ${column('recorded_from')} <= ${knownOn}::timestamptz and ${column('recorded_to')} > ${knownOn}::timestamptz`;
}

/** Whether a row of `heldRows` is of a title, or of a grade of it. */
function isHeld(alias: string, held: string): Fragment {
  const { title, grade } = titleOf(held);
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const ofTitle = sql`${column('title')} = ${title}`;
  return grade === undefined ? ofTitle : sql`${ofTitle} and ${column('level')} = ${grade}`;
}

/**
 * The designations of the titles asked for, and the events that stay, as a relation `entity_id`, `title`, `level`, `valid_from`,
 * `valid_to`.
 */
export function heldRows(wanted: readonly string[], knowledge: Knowledge, only: OnlyEntities): Fragment {
  const asked = [...new Set(wanted.map((held) => titleOf(held).title))];
  const events = asked.filter((title) => Object.hasOwn(lastingEvents, title));
  const happened = sql`union all
    select entity_id, kind, null, happened_on, 'infinity' from registry.milestone known
    where ${knownRows('known', knowledge)} and kind = any(${events}::text[]) and ${only(sql.ref('known.entity_id'))}`;
  return sql`(
    select entity_id, title, level, valid_from, valid_to from registry.designation known
    where ${knownRows('known', knowledge)} and title = any(${asked}::text[]) and ${only(sql.ref('known.entity_id'))}
    ${events.length === 0 ? sql`` : happened}
  )`;
}

/**
 * Joins the entity as it was on a day, as `alias`, with `above_size`, `in_plan_scope` and `titles` (designation → since when).
 * Designations are joined as one multirange per entity, so that a join never doubles a row and needs no look-up per row.
 *
 * The plan's scope (clause 0.b): an enterprise, neither above designated size nor an individual business; branches and
 * cooperatives stay outside (ambiguity A3).
 *
 * @param entity the entity's id, an expression over what stands before in the `from`; null for every entity of that day
 * @param day the day, likewise
 */
export function joinEntity(
  alias: 'e' | 'c' | 'p',
  entity: Fragment | null,
  day: Fragment,
  knowledge: Knowledge,
  { titles, onlyWhether }: EntityNeeds,
  { outer = false, only = everyEntity }: { readonly outer?: boolean; readonly only?: OnlyEntities } = {},
): Fragment {
  const [version, held] = [`${alias}_version`, `${alias}_held`];
  const join = sql.raw(outer ? 'left join' : 'join');
  const versionOf = sql`${join} registry.entity_version ${sql.ref(version)}
    on ${entity === null ? sql`true` : sql`${sql.ref(`${version}.entity_id`)} = ${entity}`} and ${sql.ref(`${version}.valid_from`)} <= ${day} and ${sql.ref(`${version}.valid_to`)} > ${day}
    and ${knownRows(version, knowledge)} and ${only(sql.ref(`${version}.entity_id`))}`;
  if (alias !== 'e') {
    return sql`${versionOf} cross join lateral (select ${entityColumnsOf(version)}) ${sql.ref(alias)}`;
  }
  const wanted = [...new Set([aboveSize, ...titles])];
  const during = (title: string) => sql.ref(`${held}.${title}`);
  const isAbove = sql`coalesce(${during(aboveSize)} @> ${day}, false)`;
  const since = titles.map((title) =>
    onlyWhether?.has(title)
      ? sql`${sql.lit(title)}, case when ${during(title)} @> ${day} then ${day} end`
      : sql`${sql.lit(title)}, (select lower(one) from unnest(${during(title)}) one where one @> ${day})`,
  );
  return sql`${versionOf}
    left join (
      select entity_id, ${sql.join(wanted.map((title) => sql`range_agg(daterange(valid_from, valid_to)) filter (where ${isHeld('held', title)}) as ${sql.ref(title)}`))}
      from ${heldRows(wanted, knowledge, only)} held
      group by entity_id
    ) ${sql.ref(held)} on ${sql.ref(`${held}.entity_id`)} = ${sql.ref(`${version}.entity_id`)}
    cross join lateral (
      select ${entityColumnsOf(version)}, ${isAbove} as above_size,
             (${sql.ref(`${version}.category`)} = 'enterprise' and not ${isAbove}) as in_plan_scope,
             ${titles.length === 0 ? sql`'{}'::jsonb` : sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(since)}))`} as titles
    ) e`;
}

const entityColumns = [
  'entity_id',
  'name',
  'credit_code',
  'registration_number',
  'category',
  'legal_form',
  'status',
  'established_on',
  'ended_on',
  'capital',
  'derived',
  'industry',
  'town',
  'address',
  'business_scope',
  'legal_representative',
  'phone',
] as const;

/** An entity's columns as every relation gives them. */
export function entityColumnsOf(alias: string): Fragment {
  return sql.join(entityColumns.map((name) => sql.ref(`${alias}.${name}`)));
}

/** Milestones as `m`, with what formulas ask of them. */
export function milestones(knowledge: Knowledge, onlyFirstKnown = false): Fragment {
  return sql`(
    select entity_id, milestone_id as row_id, kind, happened_on, related_entity_id, detail ->> 'board' as board, detail ->> 'class' as class,
           source_id, evidence${onlyFirstKnown ? sql`, row_number() over (partition by entity_id, kind order by happened_on, milestone_id) = 1 as is_first` : sql``}
    from registry.milestone known where ${knownRows('known', knowledge)}
  ) m`;
}

/** Designations as `d`; their day is the one they are held from. */
export function designations(knowledge: Knowledge, onlyFirstKnown = false): Fragment {
  return sql`(
    select entity_id, designation_id as row_id, title, level, valid_from, valid_to, detail ->> 'class' as class,
           source_id, evidence${onlyFirstKnown ? sql`, row_number() over (partition by entity_id, title order by valid_from, designation_id) = 1 as is_first` : sql``}
    from registry.designation known where ${knownRows('known', knowledge)}
  ) d`;
}

/**
 * Left-joins the entities' figures of a year as `f`: the year's own figure, else the sum (of what flows) or the last (of levels)
 * of its quarters. A figure that is missing stays null.
 *
 * @param year an expression of text, `'2018'`
 */
export function joinFacts(
  entity: Fragment,
  year: Fragment,
  knowledge: Knowledge,
  fields: readonly string[],
  flows: readonly string[],
  only: OnlyEntities = everyEntity,
): Fragment {
  const columns = fields.map((field) => {
    const quarters = flows.includes(field)
      ? sql`sum(value) filter (where field = ${field} and length(period) = 6)`
      : sql`(array_agg(value order by period desc) filter (where field = ${field} and length(period) = 6))[1]`;
    return sql`coalesce(max(value) filter (where field = ${field} and length(period) = 4), ${quarters}) as ${sql.ref(field)}`;
  });
  return sql`left join (
    select entity_id, left(period, 4) as year, ${sql.join(columns)}
    from registry.fact known where ${knownRows('known', knowledge)} and field = any(${[...fields]}::text[]) and ${only(sql.ref('known.entity_id'))}
    group by entity_id, left(period, 4)
  ) f on f.entity_id = ${entity} and f.year = ${year}`;
}
