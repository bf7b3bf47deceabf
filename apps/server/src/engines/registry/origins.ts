import { type RawBuilder, sql } from '../../platform/db/index.ts';
import { type Knowledge, knownRows } from './relations.ts';

/** Where a datum of an entity comes from. */
export type DatumOrigin = {
  /** `fact.revenue`, `title.gazelle`, `entity`. */
  readonly what: string;
  /** Of a figure: `2019`, `2019Q3`. */
  readonly period: string | null;
  /** The department that said it, else the name of the source. */
  readonly source: string;
  readonly recordedAt: string;
};

/**
 * Where what is known of an entity on a day comes from, as one json array of `DatumOrigin`: its version, the titles it holds on the day,
 * and its figures of the periods asked for. An expression, so that it can stand in a larger question about the entity.
 */
export function originsOf(
  entityId: RawBuilder<unknown>,
  day: string,
  periods: readonly string[],
  knowledge: Knowledge,
): RawBuilder<DatumOrigin[]> {
  const from = (
    table: string,
    what: RawBuilder<unknown>,
    period: RawBuilder<unknown>,
    when: RawBuilder<unknown>,
  ) => sql`
    select ${what} as what, ${period} as period, known.source_id, known.recorded_from
    from ${sql.table(`registry.${table}`)} known where known.entity_id = ${entityId} and ${knownRows('known', knowledge)} and ${when}`;
  const holds = sql`known.valid_from <= ${day}::date and known.valid_to > ${day}::date`;
  const none = sql`null::text`;
  return sql<DatumOrigin[]>`(
    select coalesce(json_agg(json_build_object('what', what, 'period', period, 'source', coalesce(source.department, source.name), 'recordedAt', recorded_from)), '[]')
    from (
      ${from('entity_version', sql`'entity'`, none, holds)}
      union all ${from('designation', sql`'title.' || title`, none, holds)}
      union all ${from('fact', sql`'fact.' || field`, sql`period`, sql`period = any(${[...periods]}::text[])`)}
    ) datum
    join registry.source source on source.district = ${knowledge.district} and source.source_id = datum.source_id)`;
}
