import { normaliseCreditCode } from '@miaopu/standards';
import { asSystem, type Db, firstRow, sql } from '../../../platform/db/index.ts';

/** What registration publishes of everybody, and nothing else. */
export type PublicRegistration = {
  readonly name: string;
  readonly category: string;
  readonly industry: string | null;
  readonly town: string | null;
  readonly established_on: string | null;
};

/** What is public of the entity with a credit code, for somebody without an account; undefined where there is none. */
export async function findPublicRegistration(
  db: Db,
  district: string,
  code: string,
): Promise<PublicRegistration | undefined> {
  return asSystem(() =>
    firstRow<PublicRegistration>(
      db,
      sql`select name, category, industry, town, established_on from registry.entity_search
          where district = ${district} and credit_code = ${normaliseCreditCode(code)} limit 1`,
    ),
  );
}
