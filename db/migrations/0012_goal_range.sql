-- Ranges that the plan's text leaves open ("维持在合理区间", 2.6.h) and names a unit to set, by version and year.
create table plan.goal_range (
  district text not null,
  plan_id text not null,
  target_id text not null,
  version integer not null,
  rows jsonb not null,
  reason text not null,
  document_number text,
  decided_by text not null,
  decided_at timestamptz not null default now(),
  primary key (district, plan_id, target_id, version)
);
comment on table plan.goal_range is 'The range a target is to keep within, by year: rows are {year, low, high}. The highest version is in force.';
