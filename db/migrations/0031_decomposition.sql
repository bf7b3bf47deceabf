-- A decomposition round (分解方案): the office drafts the split of the district's targets, issues it, units confirm or object, it is signed
-- off. Only then is there a new version of each target's decomposition, in force from a day that the document names.

create sequence plan.record_id;

create table plan.round (
  district text not null,
  round_id bigint not null default nextval('plan.record_id'),
  plan_id text not null,
  revision integer not null default 1,
  content jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  primary key (district, round_id)
);
comment on table plan.round is 'A round as the office writes it. Where it stands is the fold of its acts.';
comment on column plan.round.revision is 'Counts saves: one that saw an older revision is refused.';
comment on column plan.round.content is 'Its numbers with their locks, why parts differ from their whole, and the weights that the office typed.';
comment on column plan.round.closed_at is 'When it was signed off or withdrawn; until then it is the plan''s only open round.';
create unique index round_open on plan.round (district, plan_id) where closed_at is null;

create table plan.round_act (
  district text not null,
  act_id bigint not null default nextval('plan.record_id'),
  plan_id text not null,
  round_id bigint not null,
  act text not null check (act in ('drafted', 'issued', 'asked', 'dropped', 'confirmed', 'objected', 'answered', 'reopened', 'signed', 'withdrawn')),
  target_id text,
  unit_id text,
  issue integer not null default 0,
  actor_id text not null,
  actor_name text not null,
  happened_at timestamptz not null default clock_timestamp(),
  remark text,
  document_number text,
  day date,
  primary key (district, act_id),
  foreign key (district, round_id) references plan.round,
  check ((target_id is null) = (unit_id is null)),
  check ((act in ('asked', 'dropped', 'confirmed', 'objected', 'answered')) = (unit_id is not null)),
  check (act not in ('objected', 'answered') or remark is not null)
);
comment on table plan.round_act is 'What was done to a round, or said of one target''s numbers for one unit; states are folds of it. Inserts only.';
comment on column plan.round_act.issue is 'Which issue of the round it was done to: 0 before the first.';
comment on column plan.round_act.day is 'Of issuing: until when units are to answer. Of signing: the first day on which the numbers are in force.';
create index round_act_round on plan.round_act (district, round_id, act_id);
-- what a unit looks for: the latest round of its plan
create index round_act_plan on plan.round_act (district, plan_id, act_id);

create table plan.round_goal (
  district text not null,
  round_id bigint not null,
  issue integer not null,
  target_id text not null,
  unit_id text not null,
  year integer not null,
  value numeric not null check (value >= 0),
  primary key (district, round_id, issue, target_id, unit_id, year),
  foreign key (district, round_id) references plan.round
);
comment on table plan.round_goal is 'The numbers of a round as they were issued, each issue whole: a unit sees its own. Inserts only.';

-- Until now a version was in force from the plan's beginning, whenever it was decided.
alter table plan.decomposition add column effective_from date, add column round_id bigint;
update plan.decomposition d set effective_from = p.period_start from plan.plan p where p.district = d.district and p.plan_id = d.plan_id;
alter table plan.decomposition alter column effective_from set not null, add foreign key (district, round_id) references plan.round;
comment on column plan.decomposition.effective_from is 'The first day on which it is in force; of those in force on a day, the highest version holds.';
comment on column plan.decomposition.round_id is 'The round that was signed off; null of what came with the pack or was taken over.';
