import type { Role } from '@miaopu/contract';
import { type Queryable, type RawBuilder, rows, sql } from '../db/index.ts';
import { people } from './people.ts';

export type MembersAsked = {
  readonly district: string;
  readonly roles: readonly Role[];
  /** Of organisations that are, or carry on, one of these units; absent: of any. */
  readonly units?: readonly string[];
};

function members({ district, roles, units }: MembersAsked): RawBuilder<unknown> {
  return sql`access.membership m join access.organisation o using (district, organisation_id)
    where m.district = ${district} and m.role = any(${[...roles]}::text[])
      and m.valid_from <= current_date and m.valid_to > current_date and o.valid_from <= current_date and o.valid_to > current_date
      ${units === undefined ? sql`` : sql`and o.units && ${[...units]}::text[]`}`;
}

/** Who has one of these roles today, as a relation with `person_id`: whom to tell. */
export function membersWith(asked: MembersAsked): RawBuilder<{ person_id: string }> {
  return sql`select distinct m.person_id from ${members(asked)}`;
}

/** The same people by name, each with the units that their organisation carries. */
export async function listMembers(
  db: Queryable,
  asked: MembersAsked,
): Promise<{ name: string; units: string[] }[]> {
  return rows(
    db,
    sql`select person.name, found.units from (select distinct m.person_id, o.units from ${members(asked)}) found
        join (${people}) person on person.id = found.person_id order by person.name, person.id`,
  );
}
