import type { Role } from '@miaopu/contract';
import { recordAudit } from '../audit/index.ts';
import { firstRow, type Queryable, rows, sql, type Tx } from '../db/index.ts';
import type { Actor, Organisation } from './actor.ts';
import { accessFailure } from './errors.ts';
import { findOrganisation, mayBe, type OrganisationRow, organisationOf } from './organisations.ts';

export type Membership = { readonly id: string; readonly role: Role; readonly organisation: Organisation };

type MembershipRow = OrganisationRow & { readonly membership_id: string; readonly role: Role };

const membershipOf = (row: MembershipRow): Membership => ({
  id: row.membership_id,
  role: row.role,
  organisation: organisationOf(row),
});

/** What a person is today, the oldest first. */
export async function listMemberships(
  db: Queryable,
  district: string,
  personId: string,
): Promise<Membership[]> {
  const found = await rows<MembershipRow>(
    db,
    sql`
      select m.membership_id, m.role, o.organisation_id, o.kind, o.name, o.name_en, o.town, o.units, o.entity_id
      from access.membership m join access.organisation o using (district, organisation_id)
      where m.district = ${district} and m.person_id = ${personId}
        and m.valid_from <= current_date and m.valid_to > current_date and o.valid_from <= current_date and o.valid_to > current_date
      order by m.membership_id`,
  );
  return found.map(membershipOf);
}

/** Makes a person a member of an organisation; one who has the role there already keeps it. Throws where such an organisation has no such role. */
export async function grantMembership(
  tx: Tx,
  actor: Actor,
  { person, organisation, role }: { person: string; organisation: string; role: Role },
): Promise<void> {
  const found = await findOrganisation(tx, actor.district, organisation);
  if (found === undefined) throw accessFailure('access.no_organisation', { organisation });
  if (!mayBe(found.kind, role))
    throw accessFailure('access.role_not_there', { organisation: found.name.zh, role });
  const granted = await firstRow<{ membership_id: string }>(
    tx,
    sql`
      insert into access.membership (district, person_id, organisation_id, role, granted_by)
      values (${actor.district}, ${person}, ${organisation}, ${role}, ${actor.name})
      on conflict do nothing returning membership_id`,
  );
  if (granted === undefined) return;
  await recordAudit(tx, {
    actor,
    action: 'access.membership.granted',
    record: `membership/${granted.membership_id}`,
    after: { person, organisation, role },
  });
}

/** From now on a session acts as another membership of its person. */
export async function switchMembership(
  tx: Tx,
  actor: Actor & { session: string },
  membershipId: string,
): Promise<Membership> {
  const wanted = (await listMemberships(tx, actor.district, actor.id)).find(({ id }) => id === membershipId);
  if (wanted === undefined) throw accessFailure('access.no_membership');
  await sql`update auth.session set "membershipId" = ${membershipId} where id = ${actor.session}`.execute(
    tx.query,
  );
  await recordAudit(tx, {
    actor,
    action: 'access.membership.switched',
    record: `person/${actor.id}`,
    before: { membership: actor.membership },
    after: { membership: membershipId },
  });
  return wanted;
}
