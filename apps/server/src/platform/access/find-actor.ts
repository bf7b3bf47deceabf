import type { Role } from '@miaopu/contract';
import type pg from 'pg';
import type { SignedIn } from './actor.ts';
import { type OrganisationRow, organisationOf } from './organisations.ts';

/** A session lasts so many days from when it was last used, counted from day to day. */
export const sessionDays = 7;

type Row = {
  readonly session_id: string;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly district: string;
  readonly second_factor: boolean;
  readonly is_old: boolean;
} & (
  | ({
      readonly membership_id: string;
      readonly role: Role;
      readonly organisation_name: string;
    } & OrganisationRow)
  | { readonly membership_id: null }
);

/**
 * Whose session a token is and as what they act: the membership that the session chose while it lasts, else the person's oldest one.
 * Asked with every request, so that an ended session or membership ends at once.
 */
export async function findActor(
  pool: pg.Pool,
  token: string,
  secondFactorRoles: readonly Role[] = [],
): Promise<SignedIn | undefined> {
  const { rows } = await pool.query<Row>({
    name: 'find-actor',
    text: `
      select s.id as session_id, u.id, u.name, u.email, u.district, u."twoFactorEnabled" as second_factor,
        s."expiresAt" < now() + make_interval(days => ${sessionDays - 1}) as is_old,
        acting.membership_id, acting.role, acting.organisation_id, acting.kind, acting.name as organisation_name, acting.name_en, acting.town, acting.units, acting.entity_id
      from auth.session s
      join auth."user" u on u.id = s."userId"
      left join lateral (
        select m.membership_id, m.role, o.*
        from access.membership m join access.organisation o using (district, organisation_id)
        where m.district = u.district and m.person_id = u.id
          and m.valid_from <= current_date and m.valid_to > current_date and o.valid_from <= current_date and o.valid_to > current_date
        order by m.membership_id::text is distinct from s."membershipId", m.membership_id
        limit 1
      ) acting on true
      where s.token = $1 and s."expiresAt" > now() and u."lockedAt" is null`,
    values: [token],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  if (row.is_old)
    await pool.query(
      `update auth.session set "expiresAt" = now() + make_interval(days => ${sessionDays}), "updatedAt" = now() where token = $1`,
      [token],
    );
  const { session_id: session, id, name, email, district } = row;
  const role = row.membership_id === null ? 'newcomer' : row.role;
  const mustEnrol = !row.second_factor && secondFactorRoles.includes(role);
  const person = { session, id, name, email, district, mustEnrol, isRenewed: row.is_old };
  if (row.membership_id === null)
    return { ...person, membership: null, role: 'newcomer', organisation: null };
  return {
    ...person,
    membership: row.membership_id,
    role: row.role,
    organisation: organisationOf({ ...row, name: row.organisation_name }),
  };
}
