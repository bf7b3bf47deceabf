-- Links that open once: to set a new password, and to say that an e-mail is one's own.
create table access.one_time_link (
  district text not null,
  link_id bigint generated always as identity,
  person_id text not null references auth."user" (id) on delete cascade,
  purpose text not null check (purpose in ('password', 'email')),
  token_hash bytea not null unique,
  email text not null check (email = lower(email)),
  issued_at timestamptz not null default now(),
  issued_by text not null,
  expires_at timestamptz not null,
  ended text check (ended in ('used', 'replaced')),
  ended_at timestamptz,
  primary key (district, link_id),
  check ((ended is null) = (ended_at is null))
);
comment on table access.one_time_link is 'Links that open once: to set a new password, and to confirm a new e-mail. A newer one voids the former.';
comment on column access.one_time_link.token_hash is 'sha256 of what the link carries, which is kept nowhere.';
comment on column access.one_time_link.email is 'The e-mail that the account has (password), or is to have (email).';
create unique index one_time_link_open on access.one_time_link (person_id, purpose) where ended is null;
create index one_time_link_old on access.one_time_link (expires_at);
