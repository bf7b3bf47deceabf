-- Policies: versions as published, drafts and the acts that move them, how every entity stands today, runs over the district,
-- and the support that was enjoyed. The district is the first column of every key.

create schema policies;

create sequence policies.record_id;

create table policies.version (
  district text not null,
  policy_id text not null,
  version integer not null,
  content jsonb not null,
  source text not null,
  sha256 text not null,
  origin text not null check (origin in ('library', 'office')),
  in_force_from date not null,
  in_force_to date,
  published_at timestamptz not null default clock_timestamp(),
  published_by_id text not null,
  published_by text not null,
  reason text not null,
  document_number text,
  primary key (district, policy_id, version)
);
comment on table policies.version is 'A policy as it was published. The highest version counts; earlier ones stay readable.';
comment on column policies.version.content is 'The checked policy in the form of packages/policies, which is what gets judged.';
comment on column policies.version.source is 'The same as its author wrote it, in YAML, for the next amendment.';
comment on column policies.version.sha256 is 'Of source: makes loading the library again idempotent.';
comment on column policies.version.origin is 'library: from a file of policies/; office: amended here, which an edited file does not undo.';
comment on column policies.version.in_force_to is 'The last day, inclusive; null until further notice. A repeal (policies.act) may end it earlier.';

create table policies.draft (
  district text not null,
  draft_id bigint not null default nextval('policies.record_id'),
  policy_id text not null,
  based_on integer,
  revision integer not null default 1,
  source text not null,
  saved_by_id text not null,
  saved_by text not null,
  saved_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  primary key (district, draft_id)
);
comment on table policies.draft is 'A policy''s text while it is written. Where it stands is the fold of its acts.';
comment on column policies.draft.based_on is 'The version it amends; null for a new policy.';
comment on column policies.draft.revision is 'Counts saves: one that saw an older revision is refused.';
comment on column policies.draft.closed_at is 'When it was published or withdrawn; until then it is the policy''s only open draft.';
create unique index draft_open on policies.draft (district, policy_id) where closed_at is null;

create table policies.act (
  district text not null,
  act_id bigint not null default nextval('policies.record_id'),
  policy_id text not null,
  draft_id bigint,
  act text not null check (act in ('drafted', 'saved', 'submitted', 'returned', 'published', 'withdrawn', 'repealed')),
  happened_at timestamptz not null default clock_timestamp(),
  actor_id text not null,
  actor_name text not null,
  revision integer,
  version integer,
  effective_from date,
  remark text,
  document_number text,
  primary key (district, act_id)
);
comment on table policies.act is 'What was done to a policy or its draft; states are folds of it. Inserts only.';
comment on column policies.act.effective_from is 'Of a repeal: the first day on which the policy is no longer in force.';
create index act_policy on policies.act (district, policy_id, act_id);
create index act_draft on policies.act (district, draft_id, act_id) where draft_id is not null;

create table policies.standing (
  district text not null,
  policy_id text not null,
  entity_id bigint not null,
  standing text not null check (standing in ('met', 'nearly', 'manual', 'unknown')),
  amount numeric(20, 2),
  primary key (district, policy_id, entity_id)
);
comment on table policies.standing is 'How each entity stands to each policy in force on the district''s present day (policies.evaluation says which); whoever does not stand so has no row.';
comment on column policies.standing.amount is 'Estimated benefit in yuan of those who fit; null where a figure is missing or there is no amount.';
-- an owner's page asks by entity
create index standing_entity on policies.standing (district, entity_id);

create table policies.evaluation (
  district text not null,
  policy_id text not null,
  version integer not null,
  as_of date not null,
  known_on timestamptz not null,
  met bigint not null,
  nearly bigint not null,
  manual bigint not null,
  unknown bigint not null,
  amount numeric not null,
  primary key (district, policy_id)
);
comment on table policies.evaluation is 'Of each policy, which version the standings are by, as of which day, and up to which instant''s knowledge they are right.';

create table policies.notice (
  district text not null,
  notice_id bigint not null default nextval('policies.record_id'),
  entity_id bigint not null,
  policy_id text not null,
  version integer not null,
  amount numeric(20, 2),
  written_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  read_by text,
  primary key (district, notice_id)
);
comment on table policies.notice is 'Told to an entity that a policy fits which did not before.';
create index notice_entity on policies.notice (district, entity_id, notice_id desc);

create table policies.run (
  district text not null,
  run_id bigint not null default nextval('policies.record_id'),
  as_of date not null,
  known_on timestamptz,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done integer not null default 0,
  total integer not null default 0,
  entities bigint,
  seconds numeric,
  error jsonb,
  started_at timestamptz not null default clock_timestamp(),
  started_by text not null,
  finished_at timestamptz,
  primary key (district, run_id)
);
comment on table policies.run is 'One matching of all policies in force on a day with all entities, as known on an instant.';
comment on column policies.run.done is 'Policies matched so far, of total.';

create table policies.run_count (
  district text not null,
  run_id bigint not null,
  policy_id text not null,
  version integer not null,
  town text not null,
  division text not null,
  met bigint not null,
  nearly bigint not null,
  unknown bigint not null,
  manual bigint not null,
  not_met bigint not null,
  not_applicable bigint not null,
  amount numeric not null,
  primary key (district, run_id, policy_id, town, division),
  foreign key (district, run_id) references policies.run on delete cascade
);
comment on table policies.run_count is 'How many entities of a town (none: unknown) and an industry division stand how to a policy, and the benefit in yuan of those who fit.';

create table policies.enjoyment (
  district text not null,
  enjoyment_id bigint not null default nextval('policies.record_id'),
  entity_id bigint not null,
  policy_id text not null,
  year integer not null check (year between 2000 and 2100),
  amount numeric(20, 2),
  decided_on date not null,
  department text,
  source_id bigint not null,
  evidence text,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity',
  primary key (district, enjoyment_id, recorded_to),
  check (recorded_from < recorded_to)
);
comment on table policies.enjoyment is 'Support that an entity received under a policy for a year, in yuan. A correction closes the row and records another with the same number.';
comment on column policies.enjoyment.source_id is 'Of registry.source: the file, the department or the simulator that said so.';
-- said twice, it is a correction
create unique index enjoyment_open on policies.enjoyment (district, policy_id, year, entity_id, decided_on) where recorded_to = 'infinity';
create index enjoyment_entity on policies.enjoyment (district, entity_id);
create trigger guard_history before update on policies.enjoyment for each row execute function registry.guard_history();

-- After a large write of standings the planner has to learn what is there; the application may not analyze tables it does not own.
create function policies.refresh_statistics() returns void language plpgsql security definer set search_path = policies, pg_temp as $$
begin
  analyze policies.standing;
  analyze policies.enjoyment;
end $$;
comment on function policies.refresh_statistics() is 'Brings the planner''s statistics of standings and enjoyments up to date; called after large writes.';
revoke all on function policies.refresh_statistics() from public;
