import { type RawBuilder, sql } from '../../../platform/db/index.ts';
import type { Knowledge } from '../relations.ts';

/**
 * Entities that were found to be others, as a relation `absorbed`, `kept`, by what was known on the instant. What another engine has
 * written under the first is the second's.
 */
export function mergedInto({ district, knownOn }: Knowledge): RawBuilder<unknown> {
  return sql`(
    with recursive merged (absorbed, kept) as (
      select absorbed_entity_id, kept_entity_id from registry.entity_merge
      where district = ${district} and merged_at <= ${knownOn}::timestamptz and (undone_at is null or undone_at > ${knownOn}::timestamptz)
    ), into_last (absorbed, kept) as (
      select absorbed, kept from merged
      union select earlier.absorbed, later.kept from into_last earlier join merged later on later.absorbed = earlier.kept
    )
    select absorbed, kept from into_last one where not exists (select from merged later where later.absorbed = one.kept)
  )`;
}
