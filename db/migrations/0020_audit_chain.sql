-- Audit lines in a chain, by district and China day: each line's link holds the hash before it and its own, over a text that covers the
-- line, its place and the hash before it. A line that was changed, removed, slipped in or moved breaks it (`miaopu audit verify`).
-- The first link of a day holds the last hash of the day before, so that no day can be taken out either.
--
-- Links are made as the transaction commits, by a deferred trigger. One writer a district makes links at a time, and only for as long as
-- a commit takes: a long transaction that wrote its line early keeps nobody waiting, and two cannot wait for each other in a circle.

alter table platform.audit_line
  add column if not exists membership_id bigint,
  add column if not exists organisation_id text,
  add column address text,
  add column request_id text;
comment on column platform.audit_line.address is 'The network address of the call; null for the command line and for work that the platform does by itself.';
comment on column platform.audit_line.request_id is 'The number of the call, as its answer and the log say it.';
create index audit_line_happened on platform.audit_line (district, happened_at);
create index audit_line_actor on platform.audit_line (district, actor_id, audit_id);

create table platform.audit_link (
  district text not null,
  day date not null,
  position bigint not null,
  audit_id bigint not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (district, day, position),
  unique (district, audit_id)
);
comment on table platform.audit_link is 'The chain of the audit: which line stands where in its day, the hash before it, and its own. Written by a trigger alone.';
comment on column platform.audit_link.day is 'The day in China on which the line was committed.';

create table platform.audit_head (
  district text primary key,
  day date not null,
  position bigint not null,
  hash bytea not null
);
comment on table platform.audit_head is 'Where each district''s chain ends. Its row is the lock that keeps two writers from continuing the same end.';

-- A value in a hashed text: its length in bytes and itself, or - for none; so no two lists of values share a text.
create function platform.audit_value(value text) returns text language sql immutable parallel safe
  return coalesce(octet_length(value) || ':' || value, '-');

create function platform.audit_text(line platform.audit_line, day date, place bigint, previous_hash bytea) returns text
  language sql stable parallel safe return concat_ws(E'\n',
    'miaopu audit 1',
    platform.audit_value(line.district),
    platform.audit_value(to_char(day, 'YYYY-MM-DD')),
    platform.audit_value(place::text),
    platform.audit_value(encode(previous_hash, 'hex')),
    platform.audit_value(line.audit_id::text),
    platform.audit_value(to_char(line.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
    platform.audit_value(line.actor_id),
    platform.audit_value(line.actor_name),
    platform.audit_value(line.actor_role),
    platform.audit_value(line.membership_id::text),
    platform.audit_value(line.organisation_id),
    platform.audit_value(line.action),
    platform.audit_value(line.record),
    platform.audit_value(line.before::text),
    platform.audit_value(line.after::text),
    platform.audit_value(line.reason),
    platform.audit_value(line.address),
    platform.audit_value(line.request_id));
comment on function platform.audit_text is 'What a line''s hash is made over: sha256 of this text in UTF-8.';

-- Appends a line to its district's chain. A clock that stepped back over midnight does not begin an earlier day again.
create function platform.append_audit_line(line platform.audit_line, today date) returns void language plpgsql as $$
declare
  head record;
  next_day date;
  place bigint;
  own_hash bytea;
begin
  insert into platform.audit_head (district, day, position, hash) values (line.district, today, 0, decode(repeat('00', 32), 'hex'))
    on conflict do nothing;
  select day, position, hash into head from platform.audit_head where district = line.district for update;
  next_day := greatest(head.day, today);
  place := case when next_day = head.day then head.position + 1 else 1 end;
  own_hash := sha256(convert_to(platform.audit_text(line, next_day, place, head.hash), 'UTF8'));
  insert into platform.audit_link (district, day, position, audit_id, previous_hash, hash)
    values (line.district, next_day, place, line.audit_id, head.hash, own_hash);
  update platform.audit_head set day = next_day, position = place, hash = own_hash where district = line.district;
end $$;
revoke all on function platform.append_audit_line from public;

-- Works as the owner: the application's role may read the chain and not write it.
create function platform.link_audit_line() returns trigger language plpgsql security definer set search_path = platform, pg_temp as $$
begin
  perform platform.append_audit_line(new, (clock_timestamp() at time zone 'Asia/Shanghai')::date);
  return null;
end $$;
create constraint trigger link_audit_line after insert on platform.audit_line deferrable initially deferred
  for each row execute function platform.link_audit_line();

-- Nobody changes a line, not even the owner by mistake.
create function platform.guard_audit() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is append-only' using errcode = 'restrict_violation';
end $$;
create trigger guard_audit before update on platform.audit_line for each row execute function platform.guard_audit();

create table platform.audit_forgotten (
  district text primary key,
  before date not null,
  forgotten_at timestamptz not null default now()
);
comment on table platform.audit_forgotten is 'The day before which a district''s lines were let go because their time of keeping was over. Their links stay.';

-- Lets go of lines whose time of keeping is over, by whole days. Never of what is younger than six months: 网络安全法 第二十一条第三项
-- (logs of a network are kept for no less than six months). Only the owner may.
create function platform.forget_audit_lines(of_district text, before_day date) returns bigint language plpgsql as $$
declare
  gone bigint;
begin
  if before_day > (now() at time zone 'Asia/Shanghai')::date - interval '6 months' then
    raise exception 'audit lines are kept for six months at least' using errcode = 'restrict_violation';
  end if;
  delete from platform.audit_line l using platform.audit_link k
    where k.district = of_district and k.day < before_day and l.district = k.district and l.audit_id = k.audit_id;
  get diagnostics gone = row_count;
  insert into platform.audit_forgotten (district, before) values (of_district, before_day)
    on conflict (district) do update set before = greatest(audit_forgotten.before, excluded.before), forgotten_at = now();
  return gone;
end $$;
revoke all on function platform.forget_audit_lines from public;

-- Lines from before there was a chain, in the order in which they were written.
do $$
declare
  line platform.audit_line;
begin
  for line in select * from platform.audit_line order by district, audit_id loop
    perform platform.append_audit_line(line, (line.happened_at at time zone 'Asia/Shanghai')::date);
  end loop;
end $$;
