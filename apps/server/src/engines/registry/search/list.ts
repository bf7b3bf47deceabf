import type { EntityRow } from '@miaopu/contract';
import { firstRow, type Queryable, type RawBuilder, rows, sql } from '../../../platform/db/index.ts';
import type { Derivations } from '../fields.ts';
import { entityCondition, type Filtering } from './filter.ts';

export type EntityOrder = {
  readonly sort: 'name' | 'establishedOn' | 'town' | 'industry' | 'creditCode';
  readonly order: 'asc' | 'desc';
};
export type Page = { readonly limit: number; readonly offset: number };

const sortColumns: Readonly<Record<EntityOrder['sort'], RawBuilder<unknown>>> = {
  // names in the order of their initials is how people look for them
  name: sql`s.initials collate "C"`,
  establishedOn: sql`s.established_on`,
  town: sql`s.town collate "C"`,
  industry: sql`s.industry collate "C"`,
  creditCode: sql`s.credit_code collate "C"`,
};

/** The order of a list. The number at its end makes it total, so that no row is on two pages or on none. */
export function orderOf({ sort, order }: EntityOrder): RawBuilder<unknown> {
  const direction = sql.raw(order === 'desc' ? 'desc' : 'asc');
  return sql`${sortColumns[sort]} ${direction} nulls last, s.entity_id ${direction}`;
}

/** What a relation or a search says of an entity, to be shown as a row. */
export type EntityLike = {
  readonly entity_id: string;
  readonly name: string;
  readonly credit_code: string | null;
  readonly registration_number: string | null;
  readonly category: string;
  readonly legal_form: string | null;
  readonly status: string;
  readonly town: string | null;
  readonly industry: string | null;
  readonly established_on: string | null;
  readonly derived: Derivations | null;
};

/** An entity as lists show it. */
export function entityRowOf(row: EntityLike): EntityRow {
  return {
    id: row.entity_id,
    name: row.name,
    creditCode: row.credit_code,
    registrationNumber: row.registration_number,
    category: row.category,
    legalForm: row.legal_form,
    status: row.status,
    town: row.town,
    industry: row.industry,
    establishedOn: row.established_on,
    derived: Object.fromEntries(
      Object.entries(row.derived ?? {}).map(([field, { confidence }]) => [field, confidence]),
    ),
  };
}

/**
 * Rows of the search table with what only the present version knows, which is looked up for the chosen rows alone.
 *
 * @param chosen a subselect of `registry.entity_search s`
 */
async function findEntityRows(
  db: Queryable,
  chosen: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Promise<EntityRow[]> {
  const found = await rows<EntityLike>(
    db,
    sql`select s.*, present.legal_form, present.derived
        from (${chosen}) s
        left join lateral (
          select legal_form, derived from registry.entity_version v
          where v.district = s.district and v.entity_id = s.entity_id and v.recorded_to = 'infinity'
          order by valid_from desc limit 1
        ) present on true
        order by ${order}`,
  );
  return found.map(entityRowOf);
}

/** The entities with these numbers, in the order of the numbers. */
export function entitiesInOrder(
  db: Queryable,
  district: string,
  ids: readonly string[],
): Promise<EntityRow[]> {
  return findEntityRows(
    db,
    sql`select s.* from registry.entity_search s where s.district = ${district} and s.entity_id = any(${[...ids]}::bigint[])`,
    sql`array_position(${[...ids]}::bigint[], s.entity_id)`,
  );
}

/** How many entities pass the filters. */
export async function countEntities(db: Queryable, filtering: Filtering): Promise<number> {
  const found = await firstRow<{ total: string }>(
    db,
    sql`select count(*) as total from registry.entity_search s where ${entityCondition(filtering)}`,
  );
  return Number(found!.total);
}

/** A page of the entities that pass the filters, with the number of all of them. */
export async function listEntities(
  db: Queryable,
  filtering: Filtering,
  order: EntityOrder,
  page: Page,
): Promise<{ total: number; rows: EntityRow[] }> {
  if (filtering.filters.q) return listByText(db, filtering, order, page);
  const chosen = sql`select s.* from registry.entity_search s where ${entityCondition(filtering)}
                     order by ${orderOf(order)} limit ${page.limit} offset ${page.offset}`;
  const [total, found] = await Promise.all([
    countEntities(db, filtering),
    findEntityRows(db, chosen, orderOf(order)),
  ]);
  return { total, rows: found };
}

/**
 * Who holds a text is found by a pass over the table, which is made once for the page and for the number of all. How many hold it cannot
 * be guessed behind row security, so the pass is fenced: a rare text must not be looked for in the order of an index.
 */
async function listByText(db: Queryable, filtering: Filtering, order: EntityOrder, page: Page) {
  const found = await rows<{ entity_id: string; total: string }>(
    db,
    sql`select s.entity_id, s.total
        from (select s.entity_id, ${sortColumns[order.sort]}, count(*) over () as total
              from registry.entity_search s where ${entityCondition(filtering)} offset 0) s
        order by ${orderOf(order)} limit ${page.limit} offset ${page.offset}`,
  );
  // only a page behind the last one has no row to tell how many there are
  if (found.length === 0)
    return { total: page.offset > 0 ? await countEntities(db, filtering) : 0, rows: [] };
  const ids = found.map(({ entity_id }) => entity_id);
  return { total: Number(found[0]!.total), rows: await entitiesInOrder(db, filtering.district, ids) };
}
