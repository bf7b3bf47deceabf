-- A delivery that nobody needs any more is discarded, with a reason that stands in the audit.
alter table platform.notification_delivery
  drop constraint notification_delivery_state_check,
  add constraint notification_delivery_state_check check (state in ('waiting', 'sent', 'given_up', 'discarded'));
comment on table platform.notification_delivery is 'The outbox: what has to leave by e-mail or to a connected system, and what became of it. given_up: tried as often as we try. discarded: somebody decided that it need not leave.';

-- A write that is sent again because its answer did not arrive is done once. The row is written by the deed's own transaction.
create table platform.done_once (
  district text not null,
  person_id text not null,
  key text not null,
  request_hash text not null,
  done_at timestamptz not null default now(),
  answer jsonb,
  primary key (district, person_id, key)
);
comment on table platform.done_once is 'Writes that came with a key of their own (header idempotency-key): the same key again does nothing and is given the same answer.';
comment on column platform.done_once.request_hash is 'sha256 of method, address and body: a key belongs to one request.';
comment on column platform.done_once.answer is 'Null where the process died between doing and answering.';
create index done_once_old on platform.done_once (done_at);

-- How long what is kept. Where an office has decided nothing, the program's own default holds (packages/contract/src/retention.ts).
create table platform.retention (
  district text not null,
  kind text not null,
  days integer not null check (days > 0),
  decided_at timestamptz not null default now(),
  decided_by text not null,
  reason text not null,
  primary key (district, kind)
);
comment on table platform.retention is 'How many days a kind of record is kept, where somebody decided otherwise than the default.';
