import { maskPersonal, normaliseCreditCode } from '@miaopu/standards';
import { firstRow, type Queryable, sql } from '../../../platform/db/index.ts';

/** An entity as it is registered today, as far as somebody needs it to recognise the entity. */
export type Registered = {
  readonly id: string;
  readonly versionId: string;
  readonly name: string;
  readonly creditCode: string | null;
  readonly status: string;
  readonly town: string | null;
  readonly establishedOn: string | null;
  /** Masked: opening it is an act of its own. */
  readonly legalRepresentative: string | null;
};

/** Finds an entity by its credit code or its number; undefined where there is none. */
export async function findRegistration(
  db: Queryable,
  district: string,
  by: { readonly creditCode: string } | { readonly id: string },
): Promise<Registered | undefined> {
  const mark =
    'id' in by ? sql`entity_id = ${by.id}` : sql`credit_code = ${normaliseCreditCode(by.creditCode)}`;
  const found = await firstRow<Registered>(
    db,
    sql`select entity_id as id, version_id as "versionId", name, credit_code as "creditCode", status, town,
          established_on as "establishedOn", legal_representative as "legalRepresentative"
        from registry.entity_version
        where district = ${district} and ${mark} and recorded_to = 'infinity' and valid_to = 'infinity'
        order by entity_id limit 1`,
  );
  if (found === undefined) return undefined;
  const { legalRepresentative } = found;
  return { ...found, legalRepresentative: legalRepresentative && maskPersonal(legalRepresentative) };
}
