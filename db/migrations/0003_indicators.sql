-- Computed values. A run is a calculation as of a day, as known on an instant: counting again with the same two gives the same number,
-- so the list behind a number can always be asked for later and can never differ from it.

create schema indicators;

create table indicators.run (
  district text not null,
  run_id bigint generated always as identity,
  plan_id text not null,
  as_of date not null,
  known_on timestamptz not null,
  state text not null check (state in ('running', 'done', 'failed')),
  error text,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (district, run_id)
);
create index run_latest on indicators.run (district, plan_id, as_of, run_id desc) where state = 'done';

create table indicators.value (
  district text not null,
  run_id bigint not null,
  target_id text not null,
  definition_version integer not null,
  -- '' is the whole district
  town text not null,
  -- '2018Q3': the quarter's own value; 'total': the plan's period up to as_of; '2018': the year
  period text not null,
  value numeric,
  numerator numeric,
  denominator numeric,
  -- why there is no value, when value is null
  reason text,
  primary key (district, run_id, target_id, town, period),
  foreign key (district, run_id) references indicators.run on delete cascade
);
comment on table indicators.value is 'A target''s value for a town (or the district) and a period. Ratios keep numerator and denominator, so they roll up as ratio of sums.';

create table indicators.reported_value (
  district text not null,
  plan_id text not null,
  target_id text not null,
  unit_id text not null,
  period text not null,
  value numeric not null,
  numerator numeric,
  denominator numeric,
  evidence text,
  recorded_from timestamptz not null default now(),
  recorded_to timestamptz not null default 'infinity',
  recorded_by text not null,
  primary key (district, plan_id, target_id, unit_id, period, recorded_to)
);
comment on table indicators.reported_value is 'What only people know, per unit and period, until submissions carry it.';
