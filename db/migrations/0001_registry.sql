-- The registry: market entities with two histories.
-- valid_*    when it was true in the world (dates, half-open: valid_from <= d < valid_to)
-- recorded_* when we knew it             (instants, half-open; 'infinity' while it is our present knowledge)
-- A row is never overwritten: the only column that may change is recorded_to, once, from 'infinity'.
-- district is the first column of every key, so that each table can be distributed by it.

create schema registry;

create sequence registry.entity_id;
create sequence registry.record_id;

create table registry.source (
  district text not null,
  source_id bigint not null default nextval('registry.record_id'),
  kind text not null check (kind in ('authority', 'person', 'import', 'simulator')),
  name text not null,
  department text,
  file_name text,
  file_sha256 text,
  recorded_at timestamptz not null default now(),
  recorded_by text,
  primary key (district, source_id)
);
comment on table registry.source is 'Where a record came from: an authority''s transfer, a person''s entry, an imported file, the simulator.';

create table registry.entity_version (
  district text not null,
  entity_id bigint not null,
  version_id bigint not null default nextval('registry.record_id'),
  valid_from date not null,
  valid_to date not null default 'infinity',
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  act text not null check (act in ('registration', 'change', 'correction', 'merge', 'unmerge')),
  reason text,
  source_id bigint not null,
  evidence text,
  name text not null,
  credit_code text,
  registration_number text,
  category text not null,
  legal_form text,
  status text not null,
  established_on date,
  ended_on date,
  capital numeric(20, 2),
  currency text,
  industry text,
  town text,
  address text,
  business_scope text,
  legal_representative text,
  phone text,
  derived jsonb,
  primary key (district, entity_id, version_id),
  check (valid_from < valid_to),
  check (recorded_from < recorded_to)
);
comment on table registry.entity_version is 'What an entity was, for a stretch of days, as we knew it for a stretch of time.';
comment on column registry.entity_version.act is 'change: the world changed. correction: we were wrong. They are different acts and never mixed.';
comment on column registry.entity_version.capital is 'Registered capital in units of currency (yuan where currency is CNY).';
comment on column registry.entity_version.derived is 'Attributes that nobody said but we derived: {"town": {"confidence": 0.9, "because": "village 赛龙村"}}. Absent means that the source said it.';
-- one open version per entity and start day: the guard against two writers
create unique index entity_version_open on registry.entity_version (district, entity_id, valid_from) where recorded_to = 'infinity';
create index entity_version_credit_code on registry.entity_version (district, credit_code) where recorded_to = 'infinity';
create index entity_version_registration_number on registry.entity_version (district, registration_number) where recorded_to = 'infinity' and registration_number is not null;

create table registry.fact (
  district text not null,
  field text not null,
  period text not null check (period ~ '^\d{4}(Q[1-4])?$'),
  entity_id bigint not null,
  value numeric(20, 4) not null,
  source_id bigint not null,
  evidence text,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  primary key (district, field, period, entity_id, recorded_to)
);
comment on table registry.fact is 'A figure of an entity for a year (2018) or a quarter (2018Q3). Money in yuan, electricity in kWh. A missing row is a missing figure, never zero.';
create index fact_entity on registry.fact (district, entity_id);

create table registry.milestone (
  district text not null,
  milestone_id bigint not null default nextval('registry.record_id'),
  entity_id bigint not null,
  kind text not null,
  happened_on date not null,
  related_entity_id bigint,
  detail jsonb not null default '{}',
  source_id bigint not null,
  evidence text,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  primary key (district, milestone_id, recorded_to)
);
comment on table registry.milestone is 'A dated event in an entity''s life. related_entity_id: the predecessor of a conversion.';
create index milestone_kind on registry.milestone (district, kind, happened_on);
create index milestone_entity on registry.milestone (district, entity_id);

create table registry.designation (
  district text not null,
  designation_id bigint not null default nextval('registry.record_id'),
  entity_id bigint not null,
  title text not null,
  level text,
  valid_from date not null,
  valid_to date not null default 'infinity',
  certificate text,
  detail jsonb not null default '{}',
  source_id bigint not null,
  evidence text,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  primary key (district, designation_id, recorded_to),
  check (valid_from < valid_to)
);
comment on table registry.designation is 'A title or status that an entity holds for a time: technology SME, above designated size, gazelle ...';
create index designation_title on registry.designation (district, title, valid_from);
create index designation_entity on registry.designation (district, entity_id);

create table registry.entity_merge (
  district text not null,
  merge_id bigint not null default nextval('registry.record_id'),
  kept_entity_id bigint not null,
  absorbed_entity_id bigint not null,
  reason text not null,
  merged_at timestamptz not null default now(),
  merged_by text not null,
  undone_at timestamptz,
  undone_by text,
  primary key (district, merge_id)
);
comment on table registry.entity_merge is 'Two entities found to be one. Undoing it re-records what was closed, so both histories stay readable.';

create table registry.entity_search (
  district text not null,
  entity_id bigint not null,
  name text not null,
  initials text not null,
  credit_code text,
  registration_number text,
  category text not null,
  status text not null,
  town text,
  industry text,
  established_on date,
  primary key (district, entity_id)
);
comment on table registry.entity_search is 'The present of each entity, slim, for search while typing. Rebuilt from entity_version; never a source of truth.';

create table registry.import_mapping (
  district text not null,
  fingerprint text not null,
  name text not null,
  columns jsonb not null,
  saved_at timestamptz not null default now(),
  saved_by text not null,
  primary key (district, fingerprint)
);
comment on table registry.import_mapping is 'A mapping of a file''s headers to fields that a person confirmed, found again by the fingerprint of its headers.';

create table registry.import_run (
  district text not null,
  import_id bigint not null default nextval('registry.record_id'),
  file_name text not null,
  file_sha256 text not null,
  file_size bigint not null,
  dry_run boolean not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  progress jsonb not null default '{}',
  report jsonb,
  error text,
  rejects_path text,
  started_at timestamptz not null default now(),
  started_by text not null,
  finished_at timestamptz,
  primary key (district, import_id)
);
comment on table registry.import_run is 'One run of an import, with how far it is and what came of it.';

-- Only recorded_to may ever change on a record, and only from 'infinity'.
create function registry.guard_history() returns trigger language plpgsql as $$
begin
  if old.recorded_to <> 'infinity' then
    raise exception 'history is closed: % is already superseded', tg_table_name using errcode = 'restrict_violation';
  end if;
  if new.recorded_to = 'infinity' or to_jsonb(new) - 'recorded_to' <> to_jsonb(old) - 'recorded_to' then
    raise exception 'history is append-only: only recorded_to of % may be closed', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger guard_history before update on registry.entity_version for each row execute function registry.guard_history();
create trigger guard_history before update on registry.fact for each row execute function registry.guard_history();
create trigger guard_history before update on registry.milestone for each row execute function registry.guard_history();
create trigger guard_history before update on registry.designation for each row execute function registry.guard_history();
