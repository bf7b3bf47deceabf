import { randomBytes } from 'node:crypto';
import { recordAudit } from '../audit/index.ts';
import { firstRow, type RawBuilder, sql, type Tx } from '../db/index.ts';
import type { Actor } from './actor.ts';

export type Person = { readonly id: string; readonly name: string; readonly email: string };

/** Those who may sign in, as a relation with `id`, `name` and `email`, for others to join. */
export const people: RawBuilder<Person> = sql`select id, name, email from auth."user"`;

/** Organisations, as a relation with `district`, `id` and the names `zh` and `en`, for others to join. */
export const organisationNames: RawBuilder<{ district: string; id: string; zh: string; en: string }> =
  sql`select district, organisation_id as id, name as zh, name_en as en from access.organisation`;

/**
 * Adds a person, with a password's hash where they have one; undefined where the e-mail has an account already.
 *
 * @param by who adds them; absent: they open the account themselves
 */
export async function addPerson(
  tx: Tx,
  person: {
    readonly email: string;
    readonly name: string;
    readonly district: string;
    readonly passwordHash: string | null;
  },
  by?: Actor,
): Promise<Person | undefined> {
  const { name, district, passwordHash } = person;
  const added = await firstRow<Person>(
    tx,
    sql`insert into auth."user" (id, name, email, "emailVerified", district)
        values (${newId()}, ${name}, lower(${person.email}), true, ${district})
        on conflict (email) do nothing returning id, name, email`,
  );
  if (added === undefined) return undefined;
  if (passwordHash !== null) await setPasswordHash(tx, added.id, passwordHash);
  await recordAudit(tx, {
    actor: by ?? { ...added, district, role: 'newcomer', membership: null, organisation: null },
    action: 'access.person.added',
    record: `person/${added.id}`,
    after: { name },
  });
  return added;
}

/** Gives a person a password, in the place of the one that they have, if any. */
export async function setPasswordHash(tx: Tx, person: string, hash: string): Promise<void> {
  const changed = await firstRow(
    tx,
    sql`update auth.account set password = ${hash}, "updatedAt" = now()
        where "userId" = ${person} and "providerId" = 'credential' returning id`,
  );
  if (changed === undefined)
    await sql`insert into auth.account (id, "accountId", "providerId", "userId", password, "updatedAt")
              values (${newId()}, ${person}, 'credential', ${person}, ${hash}, now())`.execute(tx.query);
}

const newId = (): string => randomBytes(24).toString('base64url');

/** Who is a member of what today, as a relation: the person, the role, and the units of the plan pack that the organisation is. */
export const membersToday: RawBuilder<{
  district: string;
  person_id: string;
  role: string;
  units: string[];
}> = sql`
  select m.district, m.person_id, m.role, o.units from access.membership m join access.organisation o using (district, organisation_id)
  where m.valid_from <= current_date and m.valid_to > current_date and o.valid_from <= current_date and o.valid_to > current_date`;
