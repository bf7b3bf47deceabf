-- Notifications: what people are told, in whose inbox it is, and the outbox of what goes by e-mail or to a connected system. All of it is
-- written in the transaction of the deed, so that nobody is told of what did not happen, nor left untold of what did.

create table platform.notification (
  district text not null,
  notification_id bigint generated always as identity,
  kind text not null,
  title jsonb not null,
  body jsonb not null,
  link text,
  record text,
  once text,
  created_at timestamptz not null default now(),
  primary key (district, notification_id)
);
comment on table platform.notification is 'What people are told: {zh, en} title and body, with the page of the app that it is about.';
comment on column platform.notification.once is 'What is told only once: a second notification with the same mark is not made.';
create unique index notification_once on platform.notification (district, once) where once is not null;

create table platform.notification_recipient (
  district text not null,
  person_id text not null,
  notification_id bigint not null,
  in_inbox boolean not null,
  read_at timestamptz,
  primary key (district, person_id, notification_id),
  foreign key (district, notification_id) references platform.notification on delete cascade
);
comment on table platform.notification_recipient is 'Who is told. in_inbox: they did not choose to keep it out of their inbox.';
create index notification_unread on platform.notification_recipient (district, person_id) where read_at is null and in_inbox;
create index notification_recipient_of on platform.notification_recipient (district, notification_id);

create table platform.webhook (
  district text not null,
  webhook_id bigint generated always as identity,
  name text not null,
  url text not null,
  secret text not null,
  kinds text[],
  added_at timestamptz not null default now(),
  added_by text not null,
  ended_at timestamptz,
  primary key (district, webhook_id)
);
comment on table platform.webhook is 'Connected systems that are told too, by a signed POST. kinds: of what; null is of everything.';
comment on column platform.webhook.secret is 'Signs what is sent (HMAC-SHA256), so it has to be kept as it is.';

create table platform.notification_delivery (
  district text not null,
  delivery_id bigint generated always as identity,
  notification_id bigint not null,
  way text not null check (way in ('email', 'webhook')),
  person_id text,
  address text,
  webhook_id bigint,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'given_up')),
  attempts integer not null default 0,
  last_error text,
  handed_over_at timestamptz,
  ended_at timestamptz,
  primary key (district, delivery_id),
  foreign key (district, notification_id) references platform.notification on delete cascade,
  foreign key (district, webhook_id) references platform.webhook,
  check ((way = 'email') = (address is not null)),
  check ((way = 'webhook') = (webhook_id is not null))
);
comment on table platform.notification_delivery is 'The outbox: what has to leave by e-mail or to a connected system, and what became of it. given_up: tried as often as we try.';
comment on column platform.notification_delivery.handed_over_at is 'When the queue was given it last; the queue is not in a backup, this is.';
create index notification_delivery_of on platform.notification_delivery (district, notification_id);
create index notification_delivery_waiting on platform.notification_delivery (handed_over_at) where state = 'waiting';
create index notification_delivery_given_up on platform.notification_delivery (district, delivery_id) where state = 'given_up';

create table platform.notification_choice (
  district text not null,
  person_id text not null,
  kind text not null,
  way text not null check (way in ('inbox', 'email', 'webhook')),
  wanted boolean not null,
  primary key (district, person_id, kind, way)
);
comment on table platform.notification_choice is 'What a person chose to be told by which way; where nothing is chosen the kind''s own default holds.';
