-- Plans as loaded from their packs. A target's definition (口径) is versioned: the office may change it, the old one stays.

create schema plan;

create table plan.plan (
  district text not null,
  plan_id text not null,
  title text not null,
  period_start date not null,
  period_end date not null,
  pack jsonb not null,
  pack_sha256 text not null,
  loaded_at timestamptz not null default now(),
  primary key (district, plan_id)
);
comment on table plan.plan is 'A plan pack as it was loaded, whole, with the hash that makes loading again idempotent.';

create table plan.target_definition (
  district text not null,
  plan_id text not null,
  target_id text not null,
  version integer not null,
  definition jsonb not null,
  reason text not null,
  document_number text,
  decided_by text not null,
  decided_at timestamptz not null default now(),
  primary key (district, plan_id, target_id, version)
);
comment on table plan.target_definition is 'How a target is counted, by version. Version 1 comes from the pack; the office adds later ones. The highest is in force.';

create table plan.decomposition (
  district text not null,
  plan_id text not null,
  target_id text not null,
  version integer not null,
  rows jsonb not null,
  differs_because text,
  reason text not null,
  document_number text,
  decided_by text not null,
  decided_at timestamptz not null default now(),
  primary key (district, plan_id, target_id, version)
);
comment on table plan.decomposition is 'A district target split over years and units: rows are {unit, year, value}. Parts add up to the whole, or differs_because says why not.';
