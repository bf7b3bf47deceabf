import { type OrganisationKind, organisationKinds, type Role } from '@miaopu/contract';
import { type Queryable, rows, sql } from '../db/index.ts';
import type { Message } from '../errors/index.ts';
import type { Organisation } from './actor.ts';

export type NewOrganisation = {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: Message;
  readonly town?: string;
  /** The units of the plan pack that it is, or carries on. */
  readonly units?: readonly string[];
  readonly entity?: string;
  readonly validFrom?: string;
  /** The first day on which it is no more. */
  readonly validTo?: string;
  readonly successor?: string;
};

/** The two that every district has, whatever its plan says. */
export const leadingGroup: NewOrganisation = {
  id: 'leading-group',
  kind: 'leading_group',
  name: { zh: '领导小组', en: 'Leading group' },
  units: ['leading-group'],
};
export const leadingGroupOffice: NewOrganisation = {
  id: 'leading-group-office',
  kind: 'office',
  name: { zh: '领导小组办公室', en: 'Office of the leading group' },
  units: ['leading-group-office'],
};

/** Where a role is at home when nothing else is said; undefined for roles that need an organisation named. */
export function homeOf(role: Role): NewOrganisation | undefined {
  return [leadingGroup, leadingGroupOffice].find(({ kind }) => mayBe(kind, role));
}

/** Whether a member of such an organisation may have that role. */
export function mayBe(kind: OrganisationKind, role: Role): boolean {
  return (organisationKinds[kind] as readonly Role[]).includes(role);
}

/** Adds the organisations that are not known yet; those that are stay as they are. */
export async function ensureOrganisations(
  db: Queryable,
  district: string,
  wanted: readonly NewOrganisation[],
): Promise<void> {
  const given = wanted.map(({ id, kind, name, town, units, entity, validFrom, validTo, successor }) => ({
    organisation_id: id,
    kind,
    name: name.zh,
    name_en: name.en,
    town,
    units: units ?? [],
    entity_id: entity,
    valid_from: validFrom ?? '-infinity',
    valid_to: validTo ?? 'infinity',
    successor_id: successor,
  }));
  await sql`
    insert into access.organisation (district, organisation_id, kind, name, name_en, town, units, entity_id, valid_from, valid_to, successor_id)
    select ${district}, given.*
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (organisation_id text, kind text, name text, name_en text,
      town text, units text[], entity_id bigint, valid_from date, valid_to date, successor_id text)
    on conflict do nothing
  `.execute(db.query);
}

export type OrganisationRow = {
  readonly organisation_id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly name_en: string;
  readonly town: string | null;
  readonly units: readonly string[];
  readonly entity_id: string | null;
};

export function organisationOf(row: OrganisationRow): Organisation {
  return {
    id: row.organisation_id,
    kind: row.kind,
    name: { zh: row.name, en: row.name_en },
    town: row.town,
    units: row.units,
    entity: row.entity_id,
  };
}

/** An organisation that is there today, where there is one of that id. */
export async function findOrganisation(
  db: Queryable,
  district: string,
  id: string,
): Promise<Organisation | undefined> {
  const [found] = await rows<OrganisationRow>(
    db,
    sql`select organisation_id, kind, name, name_en, town, units, entity_id from access.organisation
        where district = ${district} and organisation_id = ${id} and valid_from <= current_date and valid_to > current_date`,
  );
  return found && organisationOf(found);
}
