-- Claims: a person says that an enterprise of the registry is theirs, with a proof, and the office approves or refuses.

create schema claims;

create table claims.claim (
  district text not null,
  claim_id bigint generated always as identity,
  person_id text not null references auth."user" (id),
  entity_id bigint not null,
  credit_code text not null,
  entity_name text not null,
  claimed_at timestamptz not null default now(),
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'refused', 'withdrawn')),
  decided_at timestamptz,
  decided_by text,
  reason text,
  primary key (district, claim_id),
  check ((state = 'waiting') = (decided_at is null)),
  check (state <> 'refused' or reason is not null)
);
comment on table claims.claim is 'Who claims which enterprise, and what the office said to it. Decided once.';
comment on column claims.claim.entity_name is 'The name as it was registered when the claim was made.';
create unique index claim_waiting on claims.claim (district, person_id, entity_id) where state = 'waiting';
create index claim_by_state on claims.claim (district, state, claimed_at);

create table claims.proof (
  district text not null,
  claim_id bigint not null,
  file_name text not null,
  media_type text not null check (media_type in ('image/jpeg', 'image/png', 'application/pdf')),
  size integer not null,
  sha256 text not null,
  content bytea not null,
  primary key (district, claim_id),
  foreign key (district, claim_id) references claims.claim
);
comment on table claims.proof is 'The photograph or scan of the licence behind a claim: personal data, which the office alone reads.';
