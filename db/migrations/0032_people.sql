-- The second factor, passkeys, locked accounts and invitations.

-- In the form that better-auth expects (its own names), as in 0005.
set local search_path = auth;

alter table "user"
  add column "twoFactorEnabled" boolean not null default false,
  add column "lockedAt" timestamptz, add column "lockedBy" text, add column "lockReason" text,
  add constraint user_locked check (("lockedAt" is null) = ("lockedBy" is null) and ("lockedAt" is null) = ("lockReason" is null));
comment on column "user"."twoFactorEnabled" is 'Whether a password alone does not open a session: a code of the person''s device is asked for too.';
comment on column "user"."lockedAt" is 'Since when the person may not sign in, because an administrator said so; null where they may.';

create table "twoFactor" (
  "id" text not null primary key, "secret" text not null, "backupCodes" text not null,
  "userId" text not null references "user" ("id") on delete cascade,
  "verified" boolean not null default true, "failedVerificationCount" integer not null default 0, "lockedUntil" timestamptz
);
comment on table "twoFactor" is 'Each person''s secret of the codes and their spare codes, both encrypted with the session secret.';
create unique index "twoFactor_userId_idx" on "twoFactor" ("userId");

create table "passkey" (
  "id" text not null primary key, "name" text, "publicKey" text not null,
  "userId" text not null references "user" ("id") on delete cascade,
  "credentialID" text not null unique, "counter" integer not null, "deviceType" text not null, "backedUp" boolean not null,
  "transports" text, "createdAt" timestamptz default current_timestamp, "aaguid" text
);
comment on table "passkey" is 'Public halves of the keys with which people sign in without a password.';
create index "passkey_userId_idx" on "passkey" ("userId");

set local search_path = public;

create table access.invitation (
  district text not null,
  invitation_id bigint generated always as identity,
  email text not null check (email = lower(email)),
  name text not null,
  organisation_id text,
  role text not null,
  token_hash bytea not null unique,
  invited_by_id text not null,
  invited_by text not null,
  invited_at timestamptz not null default now(),
  sent_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended text check (ended in ('accepted', 'withdrawn')),
  ended_at timestamptz,
  ended_by text,
  person_id text references auth."user" (id),
  primary key (district, invitation_id),
  foreign key (district, organisation_id) references access.organisation,
  check ((ended is null) = (ended_at is null)),
  check ((ended = 'accepted') = (person_id is not null) or ended is null),
  check ((organisation_id is null) = (role = 'newcomer'))
);
comment on table access.invitation is 'Who was asked to join an organisation, in which role. A newcomer is asked to open an account and join none yet.';
comment on column access.invitation.token_hash is 'sha256 of what the link carries; sending it again makes another, and the former link is void.';
comment on column access.invitation.person_id is 'Who accepted it.';
create unique index invitation_open on access.invitation (district, email, coalesce(organisation_id, ''), role) where ended is null;
create index invitation_organisation on access.invitation (district, organisation_id);
