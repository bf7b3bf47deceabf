import { lastingEvents } from '@miaopu/standards';
import { type RawBuilder, sql } from '../../platform/db/index.ts';
import { entityColumnsOf, knownRows } from './relations.ts';

const lasting = Object.keys(lastingEvents);

export type Between = {
  readonly district: string;
  /** Two instants: what was known on the first, and what is known on the second. */
  readonly since: string;
  readonly until: string;
  /** The day that is asked about: of an entity's own fields only what they are on that day counts. */
  readonly day: string;
};

/**
 * What the registry learned between two instants, as a relation `entity_id`, `what`: the engine's door for those who keep something
 * computed and want to compute anew only what changed. `what` is
 *
 * - `fact.revenue@2019`, `fact.revenue@2019Q3`: a figure was recorded, corrected or withdrawn
 * - `title.gazelle`, and `title.contract_credit/AA` of one that has a level: a designation was
 * - `title.converted`: an event that stays with the entity was
 * - `entity.industry`: on the day, the entity's field is another than we thought
 * - `entity`: on the day, there is an entity that we did not know, or none where we thought there was
 */
export function changesBetween(between: Between): RawBuilder<unknown> {
  const learned = (
    table: 'fact' | 'designation' | 'milestone' | 'entity_version',
    what: RawBuilder<unknown>,
    where: RawBuilder<unknown> = sql`true`,
  ) => {
    const row = (edge: RawBuilder<unknown>) =>
      sql`select entity_id, ${what} as what from ${sql.table(`registry.${table}`)} where district = ${between.district} and ${where} and ${edge}`;
    const { since, until } = between;
    return sql`${row(sql`recorded_from > ${since}::timestamptz and recorded_from <= ${until}::timestamptz`)}
      union ${row(sql`recorded_to <> 'infinity' and recorded_to > ${since}::timestamptz and recorded_to <= ${until}::timestamptz`)}`;
  };
  return sql`(
    ${learned('fact', sql`'fact.' || field || '@' || period`)}
    union all ${learned('designation', sql`'title.' || title`)}
    union all ${learned('designation', sql`'title.' || title || '/' || level`, sql`level is not null`)}
    union all ${learned('milestone', sql`'title.' || kind`, sql`kind = any(${lasting}::text[])`)}
    union all ${changedFields(between, sql`select entity_id from (${learned('entity_version', sql`''`)}) touched`)}
  )`;
}

function changedFields(between: Between, touched: RawBuilder<unknown>): RawBuilder<unknown> {
  const known = (name: string, knownOn: string) => sql`
    left join lateral (
      select to_jsonb(row_on_day) as fields from registry.entity_version version
      cross join lateral (select ${entityColumnsOf('version')}) row_on_day
      where version.entity_id = touched.entity_id and version.valid_from <= ${between.day}::date and version.valid_to > ${between.day}::date
        and ${knownRows('version', { district: between.district, knownOn })}
    ) ${sql.ref(name)} on true`;
  return sql`
    select touched.entity_id, changed.what from (${touched}) touched
    ${known('before', between.since)} ${known('after', between.until)}
    cross join lateral (
      select 'entity.' || key as what
      from jsonb_each(before.fields) one (key, value) join jsonb_each(after.fields) other (key, value) using (key)
      where one.value is distinct from other.value
      union all select 'entity' where (before.fields is null) <> (after.fields is null)
    ) changed`;
}
