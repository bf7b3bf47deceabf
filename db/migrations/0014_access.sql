-- Who belongs where, and as what. A person acts as one membership at a time; the session carries which.

create schema access;

create table access.organisation (
  district text not null,
  organisation_id text not null,
  kind text not null check (kind in ('leading_group', 'office', 'department', 'town', 'bank', 'laboratory', 'provider', 'enterprise')),
  name text not null,
  name_en text not null,
  town text,
  units text[] not null default '{}',
  entity_id bigint,
  valid_from date not null default current_date,
  valid_to date not null default 'infinity',
  successor_id text,
  primary key (district, organisation_id),
  foreign key (district, successor_id) references access.organisation,
  check (valid_from < valid_to),
  check ((kind = 'town') = (town is not null)),
  check ((kind = 'enterprise') = (entity_id is not null))
);
comment on table access.organisation is 'Whom a person can act for: the office, departments, towns, banks, laboratories, providers, enterprises.';
comment on column access.organisation.units is 'The units of the plan pack that it is, or carries on after a reform.';
comment on column access.organisation.entity_id is 'The market entity of the registry that it is.';
comment on column access.organisation.successor_id is 'Who carries on after valid_to, as a reform merged or renamed it.';
-- an enterprise is one organisation, whoever claims it
create unique index organisation_entity on access.organisation (district, entity_id) where valid_to = 'infinity';

create table access.membership (
  district text not null,
  membership_id bigint generated always as identity,
  person_id text not null references auth."user" (id),
  organisation_id text not null,
  role text not null check (role in ('leader', 'office', 'department_lead', 'department_clerk', 'town_lead', 'town_clerk',
    'auditor', 'administrator', 'bank_officer', 'provider', 'owner', 'staff')),
  valid_from date not null default current_date,
  valid_to date not null default 'infinity',
  granted_by text not null,
  granted_at timestamptz not null default now(),
  ended_by text,
  ended_at timestamptz,
  end_reason text,
  primary key (district, membership_id),
  foreign key (district, organisation_id) references access.organisation,
  check ((valid_to = 'infinity') = (ended_at is null))
);
comment on table access.membership is 'A person''s role in an organisation for a time. It is ended, never changed or removed.';
comment on column access.membership.valid_to is 'The first day on which it is no more; a membership that ends today is over at once.';
create unique index membership_open on access.membership (district, person_id, organisation_id, role) where valid_to = 'infinity';
create index membership_person on access.membership (district, person_id);
create index membership_organisation on access.membership (district, organisation_id);

create function access.guard_membership() returns trigger language plpgsql as $$
begin
  if old.valid_to <> 'infinity' or new.valid_to = 'infinity'
    or to_jsonb(new) - '{valid_to,ended_by,ended_at,end_reason}'::text[] <> to_jsonb(old) - '{valid_to,ended_by,ended_at,end_reason}'::text[] then
    raise exception 'a membership may only be ended, once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard_membership before update on access.membership for each row execute function access.guard_membership();

-- Those who could sign in before keep what they could do.
insert into access.organisation (district, organisation_id, kind, name, name_en, units)
select distinct district, 'leading-group', 'leading_group', '领导小组', 'Leading group', array['leading-group'] from auth."user"
union all
select distinct district, 'leading-group-office', 'office', '领导小组办公室', 'Office of the leading group', array['leading-group-office'] from auth."user";
insert into access.membership (district, person_id, organisation_id, role, granted_by)
select district, id,
  case role when 'office' then 'leading-group-office' else 'leading-group' end,
  case role when 'office' then 'office' else 'leader' end,
  'system'
from auth."user";
alter table auth."user" drop column role;

alter table auth.session add column "membershipId" text;
comment on column auth.session."membershipId" is 'The membership as which this session acts, once the person has chosen.';

alter table platform.audit_line add column if not exists membership_id bigint, add column if not exists organisation_id text;
comment on column platform.audit_line.organisation_id is 'The organisation for which the person acted; null for the system, and in lines from before there were organisations.';
