-- Audit lines: who did what, to which record, why. Inserts only (db/roles.sql).

create table platform.audit_line (
  district text not null,
  audit_id bigint generated always as identity,
  happened_at timestamptz not null default clock_timestamp(),
  actor_id text not null,
  actor_name text not null,
  actor_role text not null,
  action text not null,
  record text not null,
  before jsonb,
  after jsonb,
  reason text,
  primary key (district, audit_id)
);
comment on table platform.audit_line is 'One line for each write, export and permission change, written in the same transaction as the deed.';
create index audit_line_record on platform.audit_line (district, record, audit_id);

create table platform.setting (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);
comment on table platform.setting is 'Settings of the installation, among them the secret that signs sessions.';
