import type {
  listOrganisations as listEndpoint,
  PersonRow,
  listPeople as peopleEndpoint,
} from '@miaopu/contract';
import type { z } from 'zod';
import type { Actor } from '../access/index.ts';
import { asSystem, type Db, rows, sql } from '../db/index.ts';
import { onlyWithin, rolesToGive } from './may-give.ts';

type Query = z.output<NonNullable<(typeof peopleEndpoint)['query']>>;
type OrganisationRow = z.infer<NonNullable<(typeof listEndpoint)['response']>>['rows'][number];

const states = {
  active: sql<boolean>`u."lockedAt" is null and m.open > 0`,
  locked: sql<boolean>`u."lockedAt" is not null`,
  left: sql<boolean>`m.open = 0 and m.ever > 0`,
  newcomer: sql<boolean>`m.ever = 0`,
} as const satisfies Record<NonNullable<Query['state']>, unknown>;

/** A page of the district's people by name; an owner's are those of the own enterprise. */
export async function listPeople(
  db: Db,
  actor: Actor,
  { q, kind, organisation, state, limit, offset }: Query,
): Promise<{ total: number; rows: PersonRow[] }> {
  const within = onlyWithin(actor) ?? organisation;
  const found = await asSystem(() =>
    rows<PersonRow & { total: string }>(
      db,
      sql`
        select count(*) over () as total, u.id, u.name, u.email, coalesce(m.memberships, '[]') as memberships,
          case when u."lockedAt" is not null then jsonb_build_object('at', u."lockedAt", 'by', u."lockedBy", 'reason', u."lockReason") end as locked,
          u."twoFactorEnabled" as "secondFactor",
          (select max(happened_at) from platform.audit_line came
           where came.district = u.district and came.actor_id = u.id and came.action = 'access.signed_in') as "lastSignedInAt"
        from auth."user" u
        cross join lateral (
          select count(*) as ever, count(*) filter (where m.valid_to > current_date) as open,
            jsonb_agg(jsonb_build_object('id', m.membership_id::text, 'role', m.role, 'since', m.valid_from,
              'lastDay', case when m.valid_to < 'infinity' then m.valid_to - 1 end,
              'organisation', jsonb_build_object('id', o.organisation_id, 'kind', o.kind, 'name', jsonb_build_object('zh', o.name, 'en', o.name_en)))
              order by m.membership_id) filter (where m.valid_to > current_date) as memberships
          from access.membership m join access.organisation o using (district, organisation_id)
          where m.district = u.district and m.person_id = u.id
            ${within === undefined ? sql`` : sql`and m.organisation_id = ${within}`}
            ${kind === undefined ? sql`` : sql`and o.kind = ${kind}`}
        ) m
        where u.district = ${actor.district}
          ${within === undefined && kind === undefined ? sql`` : sql`and m.ever > 0`}
          ${state === undefined ? sql`` : sql`and ${states[state]}`}
          ${q ? sql`and (position(lower(${q}) in lower(u.name)) > 0 or position(lower(${q}) in u.email) > 0)` : sql``}
        order by u.name, u.id limit ${limit} offset ${offset}`,
    ),
  );
  return { total: Number(found[0]?.total ?? 0), rows: found.map(({ total: _, ...person }) => person) };
}

/** Organisations that there are today, with how many people act for each and what the reader may make of people there. */
export async function listOrganisations(db: Db, actor: Actor): Promise<OrganisationRow[]> {
  const within = onlyWithin(actor);
  const found = await asSystem(() =>
    rows<Omit<OrganisationRow, 'roles'>>(
      db,
      sql`
        select o.organisation_id as id, o.kind, jsonb_build_object('zh', o.name, 'en', o.name_en) as name,
          (select count(distinct person_id)::int from access.membership m
           where m.district = o.district and m.organisation_id = o.organisation_id and m.valid_to > current_date) as members
        from access.organisation o
        where o.district = ${actor.district} and o.valid_from <= current_date and o.valid_to > current_date
          ${within === null ? sql`` : sql`and o.organisation_id = ${within}`}
        order by array_position(array['leading_group', 'office', 'department', 'town', 'bank', 'laboratory', 'provider', 'enterprise'], o.kind), o.name`,
    ),
  );
  return found.map((one) => ({ ...one, roles: rolesToGive(actor, one) }));
}
