-- What all migrations come to, written by scripts/dump-schema.mjs. Read it; change it by a new migration. Grants: roles.sql.

CREATE SCHEMA access;

CREATE SCHEMA auth;

CREATE SCHEMA claims;

CREATE SCHEMA indicators;

CREATE SCHEMA plan;

CREATE SCHEMA platform;

CREATE SCHEMA policies;

CREATE SCHEMA registry;

CREATE SCHEMA submissions;

CREATE FUNCTION access.guard_membership() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if old.valid_to <> 'infinity' or new.valid_to = 'infinity'
    or to_jsonb(new) - '{valid_to,ended_by,ended_at,end_reason}'::text[] <> to_jsonb(old) - '{valid_to,ended_by,ended_at,end_reason}'::text[] then
    raise exception 'a membership may only be ended, once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

CREATE TABLE platform.audit_line (
    district text NOT NULL,
    audit_id bigint NOT NULL,
    happened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    actor_id text NOT NULL,
    actor_name text NOT NULL,
    actor_role text NOT NULL,
    action text NOT NULL,
    record text NOT NULL,
    before jsonb,
    after jsonb,
    reason text,
    membership_id bigint,
    organisation_id text,
    address text,
    request_id text
);

COMMENT ON TABLE platform.audit_line IS 'One line for each write, export and permission change, written in the same transaction as the deed.';

COMMENT ON COLUMN platform.audit_line.organisation_id IS 'The organisation for which the person acted; null for the system, and in lines from before there were organisations.';

COMMENT ON COLUMN platform.audit_line.address IS 'The network address of the call; null for the command line and for work that the platform does by itself.';

COMMENT ON COLUMN platform.audit_line.request_id IS 'The number of the call, as its answer and the log say it.';

CREATE FUNCTION platform.append_audit_line(line platform.audit_line, today date) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION platform.audit_value(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE(((octet_length(value) || ':'::text) || value), '-'::text);

CREATE FUNCTION platform.audit_text(line platform.audit_line, day date, place bigint, previous_hash bytea) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN concat_ws('
'::text, 'miaopu audit 1', platform.audit_value((line).district), platform.audit_value(to_char((day)::timestamp with time zone, 'YYYY-MM-DD'::text)), platform.audit_value((place)::text), platform.audit_value(encode(previous_hash, 'hex'::text)), platform.audit_value(((line).audit_id)::text), platform.audit_value(to_char(((line).happened_at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'::text)), platform.audit_value((line).actor_id), platform.audit_value((line).actor_name), platform.audit_value((line).actor_role), platform.audit_value(((line).membership_id)::text), platform.audit_value((line).organisation_id), platform.audit_value((line).action), platform.audit_value((line).record), platform.audit_value(((line).before)::text), platform.audit_value(((line).after)::text), platform.audit_value((line).reason), platform.audit_value((line).address), platform.audit_value((line).request_id));

COMMENT ON FUNCTION platform.audit_text(line platform.audit_line, day date, place bigint, previous_hash bytea) IS 'What a line''s hash is made over: sha256 of this text in UTF-8.';

CREATE FUNCTION platform.forget_audit_lines(of_district text, before_day date) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION platform.guard_audit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'the audit is append-only' using errcode = 'restrict_violation';
end $$;

CREATE FUNCTION platform.link_audit_line() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'platform', 'pg_temp'
    AS $$
begin
  perform platform.append_audit_line(new, (clock_timestamp() at time zone 'Asia/Shanghai')::date);
  return null;
end $$;

CREATE FUNCTION policies.refresh_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'policies', 'pg_temp'
    AS $$
begin
  analyze policies.standing;
  analyze policies.enjoyment;
end $$;

COMMENT ON FUNCTION policies.refresh_statistics() IS 'Brings the planner''s statistics of standings and enjoyments up to date; called after large writes.';

CREATE FUNCTION registry.guard_history() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if old.recorded_to <> 'infinity' then
    raise exception 'history is closed: % is already superseded', tg_table_name using errcode = 'restrict_violation';
  end if;
  if new.recorded_to = 'infinity' or to_jsonb(new) - 'recorded_to' <> to_jsonb(old) - 'recorded_to' then
    raise exception 'history is append-only: only recorded_to of % may be closed', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

CREATE FUNCTION registry.refresh_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'registry', 'pg_temp'
    AS $$
begin
  analyze registry.entity_version;
  analyze registry.fact;
  analyze registry.milestone;
  analyze registry.designation;
  analyze registry.entity_search;
end $$;

COMMENT ON FUNCTION registry.refresh_statistics() IS 'Brings the planner''s statistics of the registry up to date; called after large loads.';

CREATE TABLE access.invitation (
    district text NOT NULL,
    invitation_id bigint NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    organisation_id text,
    role text NOT NULL,
    token_hash bytea NOT NULL,
    invited_by_id text NOT NULL,
    invited_by text NOT NULL,
    invited_at timestamp with time zone DEFAULT now() NOT NULL,
    sent_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended text,
    ended_at timestamp with time zone,
    ended_by text,
    person_id text,
    CONSTRAINT invitation_check CHECK (((ended IS NULL) = (ended_at IS NULL))),
    CONSTRAINT invitation_check1 CHECK ((((ended = 'accepted'::text) = (person_id IS NOT NULL)) OR (ended IS NULL))),
    CONSTRAINT invitation_check2 CHECK (((organisation_id IS NULL) = (role = 'newcomer'::text))),
    CONSTRAINT invitation_email_check CHECK ((email = lower(email))),
    CONSTRAINT invitation_ended_check CHECK ((ended = ANY (ARRAY['accepted'::text, 'withdrawn'::text])))
);

COMMENT ON TABLE access.invitation IS 'Who was asked to join an organisation, in which role. A newcomer is asked to open an account and join none yet.';

COMMENT ON COLUMN access.invitation.token_hash IS 'sha256 of what the link carries; sending it again makes another, and the former link is void.';

COMMENT ON COLUMN access.invitation.person_id IS 'Who accepted it.';

ALTER TABLE access.invitation ALTER COLUMN invitation_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME access.invitation_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE access.membership (
    district text NOT NULL,
    membership_id bigint NOT NULL,
    person_id text NOT NULL,
    organisation_id text NOT NULL,
    role text NOT NULL,
    valid_from date DEFAULT CURRENT_DATE NOT NULL,
    valid_to date DEFAULT 'infinity'::date NOT NULL,
    granted_by text NOT NULL,
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_by text,
    ended_at timestamp with time zone,
    end_reason text,
    CONSTRAINT membership_check CHECK (((valid_to = 'infinity'::date) = (ended_at IS NULL))),
    CONSTRAINT membership_role_check CHECK ((role = ANY (ARRAY['leader'::text, 'office'::text, 'department_lead'::text, 'department_clerk'::text, 'town_lead'::text, 'town_clerk'::text, 'auditor'::text, 'administrator'::text, 'bank_officer'::text, 'provider'::text, 'owner'::text, 'staff'::text])))
);

COMMENT ON TABLE access.membership IS 'A person''s role in an organisation for a time. It is ended, never changed or removed.';

COMMENT ON COLUMN access.membership.valid_to IS 'The first day on which it is no more; a membership that ends today is over at once.';

ALTER TABLE access.membership ALTER COLUMN membership_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME access.membership_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE access.one_time_link (
    district text NOT NULL,
    link_id bigint NOT NULL,
    person_id text NOT NULL,
    purpose text NOT NULL,
    token_hash bytea NOT NULL,
    email text NOT NULL,
    issued_at timestamp with time zone DEFAULT now() NOT NULL,
    issued_by text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended text,
    ended_at timestamp with time zone,
    CONSTRAINT one_time_link_check CHECK (((ended IS NULL) = (ended_at IS NULL))),
    CONSTRAINT one_time_link_email_check CHECK ((email = lower(email))),
    CONSTRAINT one_time_link_ended_check CHECK ((ended = ANY (ARRAY['used'::text, 'replaced'::text]))),
    CONSTRAINT one_time_link_purpose_check CHECK ((purpose = ANY (ARRAY['password'::text, 'email'::text])))
);

COMMENT ON TABLE access.one_time_link IS 'Links that open once: to set a new password, and to confirm a new e-mail. A newer one voids the former.';

COMMENT ON COLUMN access.one_time_link.token_hash IS 'sha256 of what the link carries, which is kept nowhere.';

COMMENT ON COLUMN access.one_time_link.email IS 'The e-mail that the account has (password), or is to have (email).';

ALTER TABLE access.one_time_link ALTER COLUMN link_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME access.one_time_link_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE access.organisation (
    district text NOT NULL,
    organisation_id text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    town text,
    units text[] DEFAULT '{}'::text[] NOT NULL,
    entity_id bigint,
    valid_from date DEFAULT CURRENT_DATE NOT NULL,
    valid_to date DEFAULT 'infinity'::date NOT NULL,
    successor_id text,
    CONSTRAINT organisation_check CHECK ((valid_from < valid_to)),
    CONSTRAINT organisation_check1 CHECK (((kind = 'town'::text) = (town IS NOT NULL))),
    CONSTRAINT organisation_check2 CHECK (((kind = 'enterprise'::text) = (entity_id IS NOT NULL))),
    CONSTRAINT organisation_kind_check CHECK ((kind = ANY (ARRAY['leading_group'::text, 'office'::text, 'department'::text, 'town'::text, 'bank'::text, 'laboratory'::text, 'provider'::text, 'enterprise'::text])))
);

COMMENT ON TABLE access.organisation IS 'Whom a person can act for: the office, departments, towns, banks, laboratories, providers, enterprises.';

COMMENT ON COLUMN access.organisation.units IS 'The units of the plan pack that it is, or carries on after a reform.';

COMMENT ON COLUMN access.organisation.entity_id IS 'The market entity of the registry that it is.';

COMMENT ON COLUMN access.organisation.successor_id IS 'Who carries on after valid_to, as a reform merged or renamed it.';

CREATE TABLE auth.account (
    id text NOT NULL,
    "accountId" text NOT NULL,
    "providerId" text NOT NULL,
    "userId" text NOT NULL,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" timestamp with time zone,
    "refreshTokenExpiresAt" timestamp with time zone,
    scope text,
    password text,
    "createdAt" timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    "updatedAt" timestamp with time zone NOT NULL
);

CREATE TABLE auth.passkey (
    id text NOT NULL,
    name text,
    "publicKey" text NOT NULL,
    "userId" text NOT NULL,
    "credentialID" text NOT NULL,
    counter integer NOT NULL,
    "deviceType" text NOT NULL,
    "backedUp" boolean NOT NULL,
    transports text,
    "createdAt" timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    aaguid text
);

COMMENT ON TABLE auth.passkey IS 'Public halves of the keys with which people sign in without a password.';

CREATE TABLE auth."rateLimit" (
    id text NOT NULL,
    key text NOT NULL,
    count integer NOT NULL,
    "lastRequest" bigint NOT NULL
);

CREATE TABLE auth.session (
    id text NOT NULL,
    "expiresAt" timestamp with time zone NOT NULL,
    token text NOT NULL,
    "createdAt" timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    "updatedAt" timestamp with time zone NOT NULL,
    "ipAddress" text,
    "userAgent" text,
    "userId" text NOT NULL,
    "membershipId" text
);

COMMENT ON COLUMN auth.session."membershipId" IS 'The membership as which this session acts, once the person has chosen.';

CREATE TABLE auth."twoFactor" (
    id text NOT NULL,
    secret text NOT NULL,
    "backupCodes" text NOT NULL,
    "userId" text NOT NULL,
    verified boolean DEFAULT true NOT NULL,
    "failedVerificationCount" integer DEFAULT 0 NOT NULL,
    "lockedUntil" timestamp with time zone,
    "lastStep" integer
);

COMMENT ON TABLE auth."twoFactor" IS 'Each person''s secret of the codes and their spare codes, both encrypted with the session secret.';

COMMENT ON COLUMN auth."twoFactor"."lastStep" IS 'The half-minute, counted from 1970, of the last code that was taken (RFC 6238, section 5.2): its code and earlier ones are refused.';

CREATE TABLE auth."user" (
    id text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    "emailVerified" boolean NOT NULL,
    image text,
    "createdAt" timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    "updatedAt" timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    district text NOT NULL,
    "twoFactorEnabled" boolean DEFAULT false NOT NULL,
    "lockedAt" timestamp with time zone,
    "lockedBy" text,
    "lockReason" text,
    CONSTRAINT user_locked CHECK (((("lockedAt" IS NULL) = ("lockedBy" IS NULL)) AND (("lockedAt" IS NULL) = ("lockReason" IS NULL))))
);

COMMENT ON COLUMN auth."user"."twoFactorEnabled" IS 'Whether a password alone does not open a session: a code of the person''s device is asked for too.';

COMMENT ON COLUMN auth."user"."lockedAt" IS 'Since when the person may not sign in, because an administrator said so; null where they may.';

CREATE TABLE auth.verification (
    id text NOT NULL,
    identifier text NOT NULL,
    value text NOT NULL,
    "expiresAt" timestamp with time zone NOT NULL,
    "createdAt" timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    "updatedAt" timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE TABLE claims.claim (
    district text NOT NULL,
    claim_id bigint NOT NULL,
    person_id text NOT NULL,
    entity_id bigint NOT NULL,
    credit_code text NOT NULL,
    entity_name text NOT NULL,
    claimed_at timestamp with time zone DEFAULT now() NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    decided_at timestamp with time zone,
    decided_by text,
    reason text,
    CONSTRAINT claim_check CHECK (((state = 'waiting'::text) = (decided_at IS NULL))),
    CONSTRAINT claim_check1 CHECK (((state <> 'refused'::text) OR (reason IS NOT NULL))),
    CONSTRAINT claim_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])))
);

COMMENT ON TABLE claims.claim IS 'Who claims which enterprise, and what the office said to it. Decided once.';

COMMENT ON COLUMN claims.claim.entity_name IS 'The name as it was registered when the claim was made.';

ALTER TABLE claims.claim ALTER COLUMN claim_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME claims.claim_claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE claims.proof (
    district text NOT NULL,
    claim_id bigint NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    size integer NOT NULL,
    sha256 text NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT proof_media_type_check CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'application/pdf'::text])))
);

COMMENT ON TABLE claims.proof IS 'The photograph or scan of the licence behind a claim: personal data, which the office alone reads.';

CREATE TABLE indicators.reported_value (
    district text NOT NULL,
    plan_id text NOT NULL,
    target_id text NOT NULL,
    unit_id text NOT NULL,
    period text NOT NULL,
    value numeric NOT NULL,
    numerator numeric,
    denominator numeric,
    evidence text,
    recorded_from timestamp with time zone DEFAULT now() NOT NULL,
    recorded_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    restated_because text
);

COMMENT ON TABLE indicators.reported_value IS 'What only people know, per unit and period: carried here by approved submissions.';

COMMENT ON COLUMN indicators.reported_value.restated_because IS 'It replaces a value that had been approved: why.';

CREATE TABLE indicators.run (
    district text NOT NULL,
    run_id bigint NOT NULL,
    plan_id text NOT NULL,
    as_of date NOT NULL,
    known_on timestamp with time zone NOT NULL,
    state text NOT NULL,
    error text,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT run_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);

COMMENT ON TABLE indicators.run IS 'One count of a plan''s targets: as of a day, as known on an instant. Its values are what indicators.value keeps.';

ALTER TABLE indicators.run ALTER COLUMN run_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME indicators.run_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE indicators.value (
    district text NOT NULL,
    run_id bigint NOT NULL,
    target_id text NOT NULL,
    definition_version integer NOT NULL,
    town text NOT NULL,
    period text NOT NULL,
    value numeric,
    numerator numeric,
    denominator numeric,
    reason text
);

COMMENT ON TABLE indicators.value IS 'A target''s value for a town (or the district) and a period. Ratios keep numerator and denominator, so they roll up as ratio of sums.';

CREATE TABLE plan.decomposition (
    district text NOT NULL,
    plan_id text NOT NULL,
    target_id text NOT NULL,
    version integer NOT NULL,
    rows jsonb NOT NULL,
    differs_because text,
    reason text NOT NULL,
    document_number text,
    decided_by text NOT NULL,
    decided_at timestamp with time zone DEFAULT now() NOT NULL,
    effective_from date NOT NULL,
    round_id bigint
);

COMMENT ON TABLE plan.decomposition IS 'A district target split over years and units: rows are {unit, year, value}. Parts add up to the whole, or differs_because says why not.';

COMMENT ON COLUMN plan.decomposition.effective_from IS 'The first day on which it is in force; of those in force on a day, the highest version holds.';

COMMENT ON COLUMN plan.decomposition.round_id IS 'The round that was signed off; null of what came with the pack or was taken over.';

CREATE TABLE plan.goal_range (
    district text NOT NULL,
    plan_id text NOT NULL,
    target_id text NOT NULL,
    version integer NOT NULL,
    rows jsonb NOT NULL,
    reason text NOT NULL,
    document_number text,
    decided_by text NOT NULL,
    decided_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE plan.goal_range IS 'The range a target is to keep within, by year: rows are {year, low, high}. The highest version is in force.';

CREATE TABLE plan.plan (
    district text NOT NULL,
    plan_id text NOT NULL,
    title text NOT NULL,
    period_start date NOT NULL,
    period_end date NOT NULL,
    pack jsonb NOT NULL,
    pack_sha256 text NOT NULL,
    loaded_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE plan.plan IS 'A plan pack as it was loaded, whole, with the hash that makes loading again idempotent.';

CREATE SEQUENCE plan.record_id
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE plan.round (
    district text NOT NULL,
    round_id bigint DEFAULT nextval('plan.record_id'::regclass) NOT NULL,
    plan_id text NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    content jsonb NOT NULL,
    saved_by text NOT NULL,
    saved_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    closed_at timestamp with time zone
);

COMMENT ON TABLE plan.round IS 'A round as the office writes it. Where it stands is the fold of its acts.';

COMMENT ON COLUMN plan.round.revision IS 'Counts saves: one that saw an older revision is refused.';

COMMENT ON COLUMN plan.round.content IS 'Its numbers with their locks, why parts differ from their whole, and the weights that the office typed.';

COMMENT ON COLUMN plan.round.closed_at IS 'When it was signed off or withdrawn; until then it is the plan''s only open round.';

CREATE TABLE plan.round_act (
    district text NOT NULL,
    act_id bigint DEFAULT nextval('plan.record_id'::regclass) NOT NULL,
    plan_id text NOT NULL,
    round_id bigint NOT NULL,
    act text NOT NULL,
    target_id text,
    unit_id text,
    issue integer DEFAULT 0 NOT NULL,
    actor_id text NOT NULL,
    actor_name text NOT NULL,
    happened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    remark text,
    document_number text,
    day date,
    silence_agrees boolean DEFAULT false NOT NULL,
    backdated_because text,
    CONSTRAINT round_act_act_check CHECK ((act = ANY (ARRAY['drafted'::text, 'issued'::text, 'asked'::text, 'dropped'::text, 'confirmed'::text, 'objected'::text, 'answered'::text, 'reopened'::text, 'signed'::text, 'withdrawn'::text]))),
    CONSTRAINT round_act_check CHECK (((target_id IS NULL) = (unit_id IS NULL))),
    CONSTRAINT round_act_check1 CHECK (((act = ANY (ARRAY['asked'::text, 'dropped'::text, 'confirmed'::text, 'objected'::text, 'answered'::text])) = (unit_id IS NOT NULL))),
    CONSTRAINT round_act_check2 CHECK (((act <> ALL (ARRAY['objected'::text, 'answered'::text])) OR (remark IS NOT NULL))),
    CONSTRAINT round_act_check3 CHECK (((NOT silence_agrees) OR ((act = 'issued'::text) AND (day IS NOT NULL)))),
    CONSTRAINT round_act_check4 CHECK (((backdated_because IS NULL) OR (act = 'signed'::text)))
);

COMMENT ON TABLE plan.round_act IS 'What was done to a round, or said of one target''s numbers for one unit; states are folds of it. Inserts only.';

COMMENT ON COLUMN plan.round_act.issue IS 'Which issue of the round it was done to: 0 before the first.';

COMMENT ON COLUMN plan.round_act.day IS 'Of issuing: until when units are to answer. Of signing: the first day on which the numbers are in force.';

COMMENT ON COLUMN plan.round_act.silence_agrees IS 'Of issuing: who has said nothing when the day is over is taken to agree (逾期未反馈视为无异议).';

COMMENT ON COLUMN plan.round_act.backdated_because IS 'Of signing: why the numbers hold from a day that is past, in the place of a version that was in force on it.';

CREATE TABLE plan.round_goal (
    district text NOT NULL,
    round_id bigint NOT NULL,
    issue integer NOT NULL,
    target_id text NOT NULL,
    unit_id text NOT NULL,
    year integer NOT NULL,
    value numeric NOT NULL,
    CONSTRAINT round_goal_value_check CHECK ((value >= (0)::numeric))
);

COMMENT ON TABLE plan.round_goal IS 'The numbers of a round as they were issued, each issue whole: a unit sees its own. Inserts only.';

CREATE TABLE plan.target_definition (
    district text NOT NULL,
    plan_id text NOT NULL,
    target_id text NOT NULL,
    version integer NOT NULL,
    definition jsonb NOT NULL,
    reason text NOT NULL,
    document_number text,
    decided_by text NOT NULL,
    decided_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE plan.target_definition IS 'How a target is counted, by version. Version 1 comes from the pack; the office adds later ones. The highest is in force.';

CREATE TABLE platform.audit_forgotten (
    district text NOT NULL,
    before date NOT NULL,
    forgotten_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE platform.audit_forgotten IS 'The day before which a district''s lines were let go because their time of keeping was over. Their links stay.';

CREATE TABLE platform.audit_head (
    district text NOT NULL,
    day date NOT NULL,
    "position" bigint NOT NULL,
    hash bytea NOT NULL
);

COMMENT ON TABLE platform.audit_head IS 'Where each district''s chain ends. Its row is the lock that keeps two writers from continuing the same end.';

ALTER TABLE platform.audit_line ALTER COLUMN audit_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME platform.audit_line_audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE platform.audit_link (
    district text NOT NULL,
    day date NOT NULL,
    "position" bigint NOT NULL,
    audit_id bigint NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL
);

COMMENT ON TABLE platform.audit_link IS 'The chain of the audit: which line stands where in its day, the hash before it, and its own. Written by a trigger alone.';

COMMENT ON COLUMN platform.audit_link.day IS 'The day in China on which the line was committed.';

CREATE TABLE platform.done_once (
    district text NOT NULL,
    person_id text NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    done_at timestamp with time zone DEFAULT now() NOT NULL,
    answer jsonb
);

COMMENT ON TABLE platform.done_once IS 'Writes that came with a key of their own (header idempotency-key): the same key again does nothing and is given the same answer.';

COMMENT ON COLUMN platform.done_once.request_hash IS 'sha256 of method, address and body: a key belongs to one request.';

COMMENT ON COLUMN platform.done_once.answer IS 'Null where the process died between doing and answering.';

CREATE TABLE platform.migration (
    name text NOT NULL,
    text text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE platform.migration IS 'The migrations that this database has seen, with their text: one that is edited afterwards stops the start.';

CREATE TABLE platform.notification (
    district text NOT NULL,
    notification_id bigint NOT NULL,
    kind text NOT NULL,
    title jsonb NOT NULL,
    body jsonb NOT NULL,
    link text,
    record text,
    once text,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE platform.notification IS 'What people are told: {zh, en} title and body, with the page of the app that it is about.';

COMMENT ON COLUMN platform.notification.once IS 'What is told only once: a second notification with the same mark is not made.';

CREATE TABLE platform.notification_choice (
    district text NOT NULL,
    person_id text NOT NULL,
    kind text NOT NULL,
    way text NOT NULL,
    wanted boolean NOT NULL,
    CONSTRAINT notification_choice_way_check CHECK ((way = ANY (ARRAY['inbox'::text, 'email'::text, 'webhook'::text])))
);

COMMENT ON TABLE platform.notification_choice IS 'What a person chose to be told by which way; where nothing is chosen the kind''s own default holds.';

CREATE TABLE platform.notification_delivery (
    district text NOT NULL,
    delivery_id bigint NOT NULL,
    notification_id bigint NOT NULL,
    way text NOT NULL,
    person_id text,
    address text,
    webhook_id bigint,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    handed_over_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT notification_delivery_check CHECK (((way = 'email'::text) = (address IS NOT NULL))),
    CONSTRAINT notification_delivery_check1 CHECK (((way = 'webhook'::text) = (webhook_id IS NOT NULL))),
    CONSTRAINT notification_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'given_up'::text, 'discarded'::text]))),
    CONSTRAINT notification_delivery_way_check CHECK ((way = ANY (ARRAY['email'::text, 'webhook'::text])))
);

COMMENT ON TABLE platform.notification_delivery IS 'The outbox: what has to leave by e-mail or to a connected system, and what became of it. given_up: tried as often as we try. discarded: somebody decided that it need not leave.';

COMMENT ON COLUMN platform.notification_delivery.handed_over_at IS 'When the queue was given it last; the queue is not in a backup, this is.';

ALTER TABLE platform.notification_delivery ALTER COLUMN delivery_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME platform.notification_delivery_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE platform.notification ALTER COLUMN notification_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME platform.notification_notification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE platform.notification_recipient (
    district text NOT NULL,
    person_id text NOT NULL,
    notification_id bigint NOT NULL,
    in_inbox boolean NOT NULL,
    read_at timestamp with time zone
);

COMMENT ON TABLE platform.notification_recipient IS 'Who is told. in_inbox: they did not choose to keep it out of their inbox.';

CREATE TABLE platform.retention (
    district text NOT NULL,
    kind text NOT NULL,
    days integer NOT NULL,
    decided_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_by text NOT NULL,
    reason text NOT NULL,
    CONSTRAINT retention_days_check CHECK ((days > 0))
);

COMMENT ON TABLE platform.retention IS 'How many days a kind of record is kept, where somebody decided otherwise than the default.';

CREATE TABLE platform.setting (
    name text NOT NULL,
    value jsonb NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE platform.setting IS 'Settings of the installation, among them the secret that signs sessions.';

CREATE TABLE platform.webhook (
    district text NOT NULL,
    webhook_id bigint NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    secret text NOT NULL,
    kinds text[],
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    added_by text NOT NULL,
    ended_at timestamp with time zone
);

COMMENT ON TABLE platform.webhook IS 'Connected systems that are told too, by a signed POST. kinds: of what; null is of everything.';

COMMENT ON COLUMN platform.webhook.secret IS 'Signs what is sent (HMAC-SHA256), so it has to be kept as it is.';

ALTER TABLE platform.webhook ALTER COLUMN webhook_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME platform.webhook_webhook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE policies.record_id
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE policies.act (
    district text NOT NULL,
    act_id bigint DEFAULT nextval('policies.record_id'::regclass) NOT NULL,
    policy_id text NOT NULL,
    draft_id bigint,
    act text NOT NULL,
    happened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    actor_id text NOT NULL,
    actor_name text NOT NULL,
    revision integer,
    version integer,
    effective_from date,
    remark text,
    document_number text,
    CONSTRAINT act_act_check CHECK ((act = ANY (ARRAY['drafted'::text, 'saved'::text, 'submitted'::text, 'returned'::text, 'published'::text, 'withdrawn'::text, 'repealed'::text])))
);

COMMENT ON TABLE policies.act IS 'What was done to a policy or its draft; states are folds of it. Inserts only.';

COMMENT ON COLUMN policies.act.effective_from IS 'Of a repeal: the first day on which the policy is no longer in force.';

CREATE TABLE policies.draft (
    district text NOT NULL,
    draft_id bigint DEFAULT nextval('policies.record_id'::regclass) NOT NULL,
    policy_id text NOT NULL,
    based_on integer,
    revision integer DEFAULT 1 NOT NULL,
    source text NOT NULL,
    saved_by_id text NOT NULL,
    saved_by text NOT NULL,
    saved_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    closed_at timestamp with time zone
);

COMMENT ON TABLE policies.draft IS 'A policy''s text while it is written. Where it stands is the fold of its acts.';

COMMENT ON COLUMN policies.draft.based_on IS 'The version it amends; null for a new policy.';

COMMENT ON COLUMN policies.draft.revision IS 'Counts saves: one that saw an older revision is refused.';

COMMENT ON COLUMN policies.draft.closed_at IS 'When it was published or withdrawn; until then it is the policy''s only open draft.';

CREATE TABLE policies.enjoyment (
    district text NOT NULL,
    enjoyment_id bigint DEFAULT nextval('policies.record_id'::regclass) NOT NULL,
    entity_id bigint NOT NULL,
    policy_id text NOT NULL,
    year integer NOT NULL,
    amount numeric(20,2),
    decided_on date NOT NULL,
    department text,
    source_id bigint NOT NULL,
    evidence text,
    recorded_from timestamp with time zone NOT NULL,
    recorded_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT enjoyment_check CHECK ((recorded_from < recorded_to)),
    CONSTRAINT enjoyment_year_check CHECK (((year >= 2000) AND (year <= 2100)))
);

COMMENT ON TABLE policies.enjoyment IS 'Support that an entity received under a policy for a year, in yuan. A correction closes the row and records another with the same number.';

COMMENT ON COLUMN policies.enjoyment.source_id IS 'Of registry.source: the file, the department or the simulator that said so.';

CREATE TABLE policies.evaluation (
    district text NOT NULL,
    policy_id text NOT NULL,
    version integer NOT NULL,
    as_of date NOT NULL,
    known_on timestamp with time zone NOT NULL,
    met bigint NOT NULL,
    nearly bigint NOT NULL,
    manual bigint NOT NULL,
    unknown bigint NOT NULL,
    amount numeric NOT NULL,
    uncounted bigint DEFAULT 0 NOT NULL
);

COMMENT ON TABLE policies.evaluation IS 'Of each policy, which version the standings are by, as of which day, and up to which instant''s knowledge they are right.';

COMMENT ON COLUMN policies.evaluation.uncounted IS 'Of met: whose amount lacks a figure. Of a policy that is not worth money all of them.';

CREATE TABLE policies.notice (
    district text NOT NULL,
    notice_id bigint DEFAULT nextval('policies.record_id'::regclass) NOT NULL,
    entity_id bigint NOT NULL,
    policy_id text NOT NULL,
    version integer NOT NULL,
    amount numeric(20,2),
    written_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    read_at timestamp with time zone,
    read_by text
);

COMMENT ON TABLE policies.notice IS 'Told to an entity that a policy fits which did not before.';

CREATE TABLE policies.run (
    district text NOT NULL,
    run_id bigint DEFAULT nextval('policies.record_id'::regclass) NOT NULL,
    as_of date NOT NULL,
    known_on timestamp with time zone,
    state text NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    total integer DEFAULT 0 NOT NULL,
    entities bigint,
    seconds numeric,
    error jsonb,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    started_by text NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT run_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);

COMMENT ON TABLE policies.run IS 'One matching of all policies in force on a day with all entities, as known on an instant.';

COMMENT ON COLUMN policies.run.done IS 'Policies matched so far, of total.';

CREATE TABLE policies.run_count (
    district text NOT NULL,
    run_id bigint NOT NULL,
    policy_id text NOT NULL,
    version integer NOT NULL,
    town text NOT NULL,
    division text NOT NULL,
    met bigint NOT NULL,
    nearly bigint NOT NULL,
    unknown bigint NOT NULL,
    manual bigint NOT NULL,
    not_met bigint NOT NULL,
    not_applicable bigint NOT NULL,
    amount numeric NOT NULL,
    uncounted bigint DEFAULT 0 NOT NULL
);

COMMENT ON TABLE policies.run_count IS 'How many entities of a town (none: unknown) and an industry division stand how to a policy, and the benefit in yuan of those who fit.';

COMMENT ON COLUMN policies.run_count.uncounted IS 'Of met: whose amount lacks a figure. Of a policy that is not worth money all of them.';

CREATE TABLE policies.standing (
    district text NOT NULL,
    policy_id text NOT NULL,
    entity_id bigint NOT NULL,
    standing text NOT NULL,
    amount numeric(20,2),
    CONSTRAINT standing_standing_check CHECK ((standing = ANY (ARRAY['met'::text, 'nearly'::text, 'manual'::text, 'unknown'::text])))
);

COMMENT ON TABLE policies.standing IS 'How each entity stands to each policy in force on the district''s present day (policies.evaluation says which); whoever does not stand so has no row.';

COMMENT ON COLUMN policies.standing.amount IS 'Estimated benefit in yuan of those who fit; null where a figure is missing or there is no amount.';

CREATE TABLE policies.version (
    district text NOT NULL,
    policy_id text NOT NULL,
    version integer NOT NULL,
    content jsonb NOT NULL,
    source text NOT NULL,
    sha256 text NOT NULL,
    origin text NOT NULL,
    in_force_from date NOT NULL,
    in_force_to date,
    published_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    published_by_id text NOT NULL,
    published_by text NOT NULL,
    reason text NOT NULL,
    document_number text,
    CONSTRAINT version_origin_check CHECK ((origin = ANY (ARRAY['library'::text, 'office'::text])))
);

COMMENT ON TABLE policies.version IS 'A policy as it was published. The highest version counts; earlier ones stay readable.';

COMMENT ON COLUMN policies.version.content IS 'The checked policy in the form of packages/policies, which is what gets judged.';

COMMENT ON COLUMN policies.version.source IS 'The same as its author wrote it, in YAML, for the next amendment.';

COMMENT ON COLUMN policies.version.sha256 IS 'Of source: makes loading the library again idempotent.';

COMMENT ON COLUMN policies.version.origin IS 'library: from a file of policies/; office: amended here, which an edited file does not undo.';

COMMENT ON COLUMN policies.version.in_force_to IS 'The last day, inclusive; null until further notice. A repeal (policies.act) may end it earlier.';

CREATE SEQUENCE registry.record_id
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE registry.designation (
    district text NOT NULL,
    designation_id bigint DEFAULT nextval('registry.record_id'::regclass) NOT NULL,
    entity_id bigint NOT NULL,
    title text NOT NULL,
    level text,
    valid_from date NOT NULL,
    valid_to date DEFAULT 'infinity'::date NOT NULL,
    certificate text,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    source_id bigint NOT NULL,
    evidence text,
    recorded_from timestamp with time zone NOT NULL,
    recorded_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT designation_check CHECK ((valid_from < valid_to))
);

COMMENT ON TABLE registry.designation IS 'A title or status that an entity holds for a time: technology SME, above designated size, gazelle ...';

CREATE SEQUENCE registry.entity_id
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE registry.entity_merge (
    district text NOT NULL,
    merge_id bigint DEFAULT nextval('registry.record_id'::regclass) NOT NULL,
    kept_entity_id bigint NOT NULL,
    absorbed_entity_id bigint NOT NULL,
    reason text NOT NULL,
    merged_at timestamp with time zone DEFAULT now() NOT NULL,
    merged_by text NOT NULL,
    undone_at timestamp with time zone,
    undone_by text
);

COMMENT ON TABLE registry.entity_merge IS 'Two entities found to be one. Undoing it re-records what was closed, so both histories stay readable.';

CREATE TABLE registry.entity_search (
    district text NOT NULL,
    entity_id bigint NOT NULL,
    name text NOT NULL,
    initials text NOT NULL,
    credit_code text,
    registration_number text,
    category text NOT NULL,
    status text NOT NULL,
    town text,
    industry text,
    established_on date,
    terms text GENERATED ALWAYS AS (((((initials || ' '::text) || lower(COALESCE(credit_code, ''::text))) || ' '::text) || lower(COALESCE(registration_number, ''::text)))) STORED NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE registry.entity_search IS 'The present of each entity, slim, for search while typing. Rebuilt from entity_version; never a source of truth.';

CREATE TABLE registry.entity_version (
    district text NOT NULL,
    entity_id bigint NOT NULL,
    version_id bigint DEFAULT nextval('registry.record_id'::regclass) NOT NULL,
    valid_from date NOT NULL,
    valid_to date DEFAULT 'infinity'::date NOT NULL,
    recorded_from timestamp with time zone NOT NULL,
    recorded_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    act text NOT NULL,
    reason text,
    source_id bigint NOT NULL,
    evidence text,
    name text NOT NULL,
    credit_code text,
    registration_number text,
    category text NOT NULL,
    legal_form text,
    status text NOT NULL,
    established_on date,
    ended_on date,
    capital numeric(20,2),
    currency text,
    industry text,
    town text,
    address text,
    business_scope text,
    legal_representative text,
    phone text,
    derived jsonb,
    CONSTRAINT entity_version_act_check CHECK ((act = ANY (ARRAY['registration'::text, 'change'::text, 'correction'::text, 'merge'::text, 'unmerge'::text]))),
    CONSTRAINT entity_version_check CHECK ((valid_from < valid_to)),
    CONSTRAINT entity_version_check1 CHECK ((recorded_from < recorded_to))
);

COMMENT ON TABLE registry.entity_version IS 'What an entity was, for a stretch of days, as we knew it for a stretch of time.';

COMMENT ON COLUMN registry.entity_version.act IS 'change: the world changed. correction: we were wrong. They are different acts and never mixed.';

COMMENT ON COLUMN registry.entity_version.capital IS 'Registered capital in units of currency (yuan where currency is CNY).';

COMMENT ON COLUMN registry.entity_version.derived IS 'Attributes that nobody said but we derived: {"town": {"confidence": 0.9, "because": "village 赛龙村"}}. Absent means that the source said it.';

CREATE TABLE registry.fact (
    district text NOT NULL,
    field text NOT NULL,
    period text NOT NULL,
    entity_id bigint NOT NULL,
    value numeric(20,4) NOT NULL,
    source_id bigint NOT NULL,
    evidence text,
    recorded_from timestamp with time zone NOT NULL,
    recorded_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT fact_period_check CHECK ((period ~ '^\d{4}(Q[1-4])?$'::text))
);

COMMENT ON TABLE registry.fact IS 'A figure of an entity for a year (2018) or a quarter (2018Q3). Money in yuan, electricity in kWh. A missing row is a missing figure, never zero.';

CREATE TABLE registry.import_mapping (
    district text NOT NULL,
    fingerprint text NOT NULL,
    name text NOT NULL,
    columns jsonb NOT NULL,
    saved_at timestamp with time zone DEFAULT now() NOT NULL,
    saved_by text NOT NULL
);

COMMENT ON TABLE registry.import_mapping IS 'A mapping of a file''s headers to fields that a person confirmed, found again by the fingerprint of its headers.';

CREATE TABLE registry.import_run (
    district text NOT NULL,
    import_id bigint DEFAULT nextval('registry.record_id'::regclass) NOT NULL,
    file_name text NOT NULL,
    file_sha256 text NOT NULL,
    file_size bigint NOT NULL,
    dry_run boolean NOT NULL,
    state text NOT NULL,
    progress jsonb DEFAULT '{}'::jsonb NOT NULL,
    report jsonb,
    error text,
    rejects_path text,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    started_by text NOT NULL,
    finished_at timestamp with time zone,
    request jsonb,
    CONSTRAINT import_run_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);

COMMENT ON TABLE registry.import_run IS 'One run of an import, with how far it is and what came of it.';

COMMENT ON COLUMN registry.import_run.request IS 'What was asked for: upload, mapping, actor. Null for a run of the command line.';

CREATE TABLE registry.milestone (
    district text NOT NULL,
    milestone_id bigint DEFAULT nextval('registry.record_id'::regclass) NOT NULL,
    entity_id bigint NOT NULL,
    kind text NOT NULL,
    happened_on date NOT NULL,
    related_entity_id bigint,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    source_id bigint NOT NULL,
    evidence text,
    recorded_from timestamp with time zone NOT NULL,
    recorded_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL
);

COMMENT ON TABLE registry.milestone IS 'A dated event in an entity''s life. related_entity_id: the predecessor of a conversion.';

CREATE TABLE registry.source (
    district text NOT NULL,
    source_id bigint DEFAULT nextval('registry.record_id'::regclass) NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    department text,
    file_name text,
    file_sha256 text,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by text,
    reason text,
    CONSTRAINT source_kind_check CHECK ((kind = ANY (ARRAY['authority'::text, 'person'::text, 'import'::text, 'simulator'::text])))
);

COMMENT ON TABLE registry.source IS 'Where a record came from: an authority''s transfer, a person''s entry, an imported file, the simulator.';

COMMENT ON COLUMN registry.source.reason IS 'Why the act of this source was done, in the words of whoever did it; null for files and transfers.';

CREATE SEQUENCE submissions.record_id
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE submissions.act (
    district text NOT NULL,
    act_id bigint DEFAULT nextval('submissions.record_id'::regclass) NOT NULL,
    submission_id bigint NOT NULL,
    act text NOT NULL,
    version integer,
    step integer,
    remark text,
    remarks jsonb DEFAULT '[]'::jsonb NOT NULL,
    happened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    actor_id text NOT NULL,
    actor_name text NOT NULL,
    CONSTRAINT act_act_check CHECK ((act = ANY (ARRAY['submitted'::text, 'withdrawn'::text, 'passed'::text, 'approved'::text, 'returned'::text, 'locked'::text, 'reopened'::text])))
);

COMMENT ON TABLE submissions.act IS 'What was done to a submission, in the order of act_id; where it stands is their fold. Inserts only.';

COMMENT ON COLUMN submissions.act.step IS 'Of a pass or an approval: which step of the form, from 0.';

COMMENT ON COLUMN submissions.act.remarks IS 'Of a return: remarks at single cells.';

CREATE TABLE submissions.dispute (
    district text NOT NULL,
    dispute_id bigint DEFAULT nextval('submissions.record_id'::regclass) NOT NULL,
    submission_id bigint NOT NULL,
    cell text NOT NULL,
    target_id text NOT NULL,
    counted numeric NOT NULL,
    claimed numeric NOT NULL,
    reason text NOT NULL,
    opened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    opened_by text NOT NULL,
    outcome text,
    note text,
    record text,
    settled_at timestamp with time zone,
    settled_by text,
    CONSTRAINT dispute_check CHECK (((outcome IS NULL) = (settled_at IS NULL))),
    CONSTRAINT dispute_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'rejected'::text, 'withdrawn'::text])))
);

COMMENT ON TABLE submissions.dispute IS 'A unit says that a counted value is not right; the office settles it.';

COMMENT ON COLUMN submissions.dispute.record IS 'The registry record that was corrected, where one was.';

CREATE TABLE submissions.evidence (
    district text NOT NULL,
    file_id uuid NOT NULL,
    submission_id bigint NOT NULL,
    item text NOT NULL,
    dispute_id bigint,
    file_name text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    media_type text NOT NULL,
    added_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    added_by text NOT NULL,
    first_version integer,
    removed_at timestamp with time zone,
    removed_by text
);

COMMENT ON TABLE submissions.evidence IS 'Files that go with figures. Their bytes stand in the data folder under uploads/evidence/, by file_id.';

COMMENT ON COLUMN submissions.evidence.first_version IS 'The version with which it was first submitted: from then on it stays.';

CREATE TABLE submissions.reminder (
    district text NOT NULL,
    reminder_id bigint DEFAULT nextval('submissions.record_id'::regclass) NOT NULL,
    plan_id text NOT NULL,
    form_id text NOT NULL,
    unit_id text NOT NULL,
    period text NOT NULL,
    reminded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    reminded_by text NOT NULL
);

COMMENT ON TABLE submissions.reminder IS 'When which unit was reminded of what. It may have saved nothing yet, so there may be no submission.';

CREATE TABLE submissions.submission (
    district text NOT NULL,
    submission_id bigint DEFAULT nextval('submissions.record_id'::regclass) NOT NULL,
    plan_id text NOT NULL,
    form_id text NOT NULL,
    unit_id text NOT NULL,
    period text NOT NULL,
    reviewers text[] DEFAULT '{}'::text[] NOT NULL,
    revision integer DEFAULT 0 NOT NULL,
    cells jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    step integer,
    approved_version integer,
    warnings integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT submission_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'approved'::text, 'locked'::text, 'reopened'::text])))
);

COMMENT ON TABLE submissions.submission IS 'A unit''s submission of a form for a period, from the first that somebody saved. Before that it has no row.';

COMMENT ON COLUMN submissions.submission.reviewers IS 'Departments that a step of the form names: they see it too.';

COMMENT ON COLUMN submissions.submission.revision IS 'Counts saves.';

COMMENT ON COLUMN submissions.submission.cells IS 'By cell: value, comment, stand, and the revision, person and instant that it was written in last.';

COMMENT ON COLUMN submissions.submission.state IS 'The fold of submissions.act (packages/contract/src/submission-acts.ts), kept for lists; so are version, step and approved_version.';

COMMENT ON COLUMN submissions.submission.warnings IS 'Of the version submitted last: explained findings, open disputes and figures changed since a return.';

CREATE TABLE submissions.version (
    district text NOT NULL,
    submission_id bigint NOT NULL,
    version integer NOT NULL,
    cells jsonb NOT NULL,
    submitted_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    submitted_by_id text NOT NULL,
    submitted_by text NOT NULL,
    restated_because text
);

COMMENT ON TABLE submissions.version IS 'What was submitted at one time. Inserts only.';

COMMENT ON COLUMN submissions.version.restated_because IS 'Of figures that had been approved: why they were re-opened.';

ALTER TABLE ONLY access.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (district, invitation_id);

ALTER TABLE ONLY access.invitation
    ADD CONSTRAINT invitation_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY access.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (district, membership_id);

ALTER TABLE ONLY access.one_time_link
    ADD CONSTRAINT one_time_link_pkey PRIMARY KEY (district, link_id);

ALTER TABLE ONLY access.one_time_link
    ADD CONSTRAINT one_time_link_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY access.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (district, organisation_id);

ALTER TABLE ONLY auth.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY auth.passkey
    ADD CONSTRAINT "passkey_credentialID_key" UNIQUE ("credentialID");

ALTER TABLE ONLY auth.passkey
    ADD CONSTRAINT passkey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY auth."rateLimit"
    ADD CONSTRAINT "rateLimit_key_key" UNIQUE (key);

ALTER TABLE ONLY auth."rateLimit"
    ADD CONSTRAINT "rateLimit_pkey" PRIMARY KEY (id);

ALTER TABLE ONLY auth.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY auth.session
    ADD CONSTRAINT session_token_key UNIQUE (token);

ALTER TABLE ONLY auth."twoFactor"
    ADD CONSTRAINT "twoFactor_pkey" PRIMARY KEY (id);

ALTER TABLE ONLY auth."user"
    ADD CONSTRAINT user_email_key UNIQUE (email);

ALTER TABLE ONLY auth."user"
    ADD CONSTRAINT user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY auth.verification
    ADD CONSTRAINT verification_pkey PRIMARY KEY (id);

ALTER TABLE ONLY claims.claim
    ADD CONSTRAINT claim_pkey PRIMARY KEY (district, claim_id);

ALTER TABLE ONLY claims.proof
    ADD CONSTRAINT proof_pkey PRIMARY KEY (district, claim_id);

ALTER TABLE ONLY indicators.reported_value
    ADD CONSTRAINT reported_value_pkey PRIMARY KEY (district, plan_id, target_id, unit_id, period, recorded_to);

ALTER TABLE ONLY indicators.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (district, run_id);

ALTER TABLE ONLY indicators.value
    ADD CONSTRAINT value_pkey PRIMARY KEY (district, run_id, target_id, town, period);

ALTER TABLE ONLY plan.decomposition
    ADD CONSTRAINT decomposition_pkey PRIMARY KEY (district, plan_id, target_id, version);

ALTER TABLE ONLY plan.goal_range
    ADD CONSTRAINT goal_range_pkey PRIMARY KEY (district, plan_id, target_id, version);

ALTER TABLE ONLY plan.plan
    ADD CONSTRAINT plan_pkey PRIMARY KEY (district, plan_id);

ALTER TABLE ONLY plan.round_act
    ADD CONSTRAINT round_act_pkey PRIMARY KEY (district, act_id);

ALTER TABLE ONLY plan.round_goal
    ADD CONSTRAINT round_goal_pkey PRIMARY KEY (district, round_id, issue, target_id, unit_id, year);

ALTER TABLE ONLY plan.round
    ADD CONSTRAINT round_pkey PRIMARY KEY (district, round_id);

ALTER TABLE ONLY plan.target_definition
    ADD CONSTRAINT target_definition_pkey PRIMARY KEY (district, plan_id, target_id, version);

ALTER TABLE ONLY platform.audit_forgotten
    ADD CONSTRAINT audit_forgotten_pkey PRIMARY KEY (district);

ALTER TABLE ONLY platform.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (district);

ALTER TABLE ONLY platform.audit_line
    ADD CONSTRAINT audit_line_pkey PRIMARY KEY (district, audit_id);

ALTER TABLE ONLY platform.audit_link
    ADD CONSTRAINT audit_link_district_audit_id_key UNIQUE (district, audit_id);

ALTER TABLE ONLY platform.audit_link
    ADD CONSTRAINT audit_link_pkey PRIMARY KEY (district, day, "position");

ALTER TABLE ONLY platform.done_once
    ADD CONSTRAINT done_once_pkey PRIMARY KEY (district, person_id, key);

ALTER TABLE ONLY platform.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);

ALTER TABLE ONLY platform.notification_choice
    ADD CONSTRAINT notification_choice_pkey PRIMARY KEY (district, person_id, kind, way);

ALTER TABLE ONLY platform.notification_delivery
    ADD CONSTRAINT notification_delivery_pkey PRIMARY KEY (district, delivery_id);

ALTER TABLE ONLY platform.notification
    ADD CONSTRAINT notification_pkey PRIMARY KEY (district, notification_id);

ALTER TABLE ONLY platform.notification_recipient
    ADD CONSTRAINT notification_recipient_pkey PRIMARY KEY (district, person_id, notification_id);

ALTER TABLE ONLY platform.retention
    ADD CONSTRAINT retention_pkey PRIMARY KEY (district, kind);

ALTER TABLE ONLY platform.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);

ALTER TABLE ONLY platform.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (district, webhook_id);

ALTER TABLE ONLY policies.act
    ADD CONSTRAINT act_pkey PRIMARY KEY (district, act_id);

ALTER TABLE ONLY policies.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (district, draft_id);

ALTER TABLE ONLY policies.enjoyment
    ADD CONSTRAINT enjoyment_pkey PRIMARY KEY (district, enjoyment_id, recorded_to);

ALTER TABLE ONLY policies.evaluation
    ADD CONSTRAINT evaluation_pkey PRIMARY KEY (district, policy_id);

ALTER TABLE ONLY policies.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (district, notice_id);

ALTER TABLE ONLY policies.run_count
    ADD CONSTRAINT run_count_pkey PRIMARY KEY (district, run_id, policy_id, town, division);

ALTER TABLE ONLY policies.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (district, run_id);

ALTER TABLE ONLY policies.standing
    ADD CONSTRAINT standing_pkey PRIMARY KEY (district, policy_id, entity_id);

ALTER TABLE ONLY policies.version
    ADD CONSTRAINT version_pkey PRIMARY KEY (district, policy_id, version);

ALTER TABLE ONLY registry.designation
    ADD CONSTRAINT designation_pkey PRIMARY KEY (district, designation_id, recorded_to);

ALTER TABLE ONLY registry.entity_merge
    ADD CONSTRAINT entity_merge_pkey PRIMARY KEY (district, merge_id);

ALTER TABLE ONLY registry.entity_search
    ADD CONSTRAINT entity_search_pkey PRIMARY KEY (district, entity_id);

ALTER TABLE ONLY registry.entity_version
    ADD CONSTRAINT entity_version_pkey PRIMARY KEY (district, entity_id, version_id);

ALTER TABLE ONLY registry.fact
    ADD CONSTRAINT fact_pkey PRIMARY KEY (district, field, period, entity_id, recorded_to);

ALTER TABLE ONLY registry.import_mapping
    ADD CONSTRAINT import_mapping_pkey PRIMARY KEY (district, fingerprint);

ALTER TABLE ONLY registry.import_run
    ADD CONSTRAINT import_run_pkey PRIMARY KEY (district, import_id);

ALTER TABLE ONLY registry.milestone
    ADD CONSTRAINT milestone_pkey PRIMARY KEY (district, milestone_id, recorded_to);

ALTER TABLE ONLY registry.source
    ADD CONSTRAINT source_pkey PRIMARY KEY (district, source_id);

ALTER TABLE ONLY submissions.act
    ADD CONSTRAINT act_pkey PRIMARY KEY (district, act_id);

ALTER TABLE ONLY submissions.dispute
    ADD CONSTRAINT dispute_pkey PRIMARY KEY (district, dispute_id);

ALTER TABLE ONLY submissions.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (district, file_id);

ALTER TABLE ONLY submissions.reminder
    ADD CONSTRAINT reminder_pkey PRIMARY KEY (district, reminder_id);

ALTER TABLE ONLY submissions.submission
    ADD CONSTRAINT submission_pkey PRIMARY KEY (district, submission_id);

ALTER TABLE ONLY submissions.version
    ADD CONSTRAINT version_pkey PRIMARY KEY (district, submission_id, version);

CREATE UNIQUE INDEX invitation_open ON access.invitation USING btree (district, email, COALESCE(organisation_id, ''::text), role) WHERE (ended IS NULL);

CREATE INDEX invitation_organisation ON access.invitation USING btree (district, organisation_id);

CREATE UNIQUE INDEX membership_open ON access.membership USING btree (district, person_id, organisation_id, role) WHERE (valid_to = 'infinity'::date);

CREATE INDEX membership_organisation ON access.membership USING btree (district, organisation_id);

CREATE INDEX membership_person ON access.membership USING btree (district, person_id);

CREATE INDEX one_time_link_old ON access.one_time_link USING btree (expires_at);

CREATE UNIQUE INDEX one_time_link_open ON access.one_time_link USING btree (person_id, purpose) WHERE (ended IS NULL);

CREATE UNIQUE INDEX organisation_entity ON access.organisation USING btree (district, entity_id) WHERE (valid_to = 'infinity'::date);

CREATE INDEX "account_userId_idx" ON auth.account USING btree ("userId");

CREATE INDEX "passkey_userId_idx" ON auth.passkey USING btree ("userId");

CREATE INDEX "session_userId_idx" ON auth.session USING btree ("userId");

CREATE UNIQUE INDEX "twoFactor_userId_idx" ON auth."twoFactor" USING btree ("userId");

CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier);

CREATE INDEX claim_by_state ON claims.claim USING btree (district, state, claimed_at);

CREATE UNIQUE INDEX claim_waiting ON claims.claim USING btree (district, person_id, entity_id) WHERE (state = 'waiting'::text);

CREATE INDEX run_latest ON indicators.run USING btree (district, plan_id, as_of, run_id DESC) WHERE (state = 'done'::text);

CREATE INDEX round_act_plan ON plan.round_act USING btree (district, plan_id, act_id);

CREATE INDEX round_act_round ON plan.round_act USING btree (district, round_id, act_id);

CREATE UNIQUE INDEX round_open ON plan.round USING btree (district, plan_id) WHERE (closed_at IS NULL);

CREATE INDEX audit_line_actor ON platform.audit_line USING btree (district, actor_id, audit_id);

CREATE INDEX audit_line_happened ON platform.audit_line USING btree (district, happened_at);

CREATE INDEX audit_line_record ON platform.audit_line USING btree (district, record COLLATE "C", audit_id);

CREATE INDEX done_once_old ON platform.done_once USING btree (done_at);

CREATE INDEX notification_delivery_given_up ON platform.notification_delivery USING btree (district, delivery_id) WHERE (state = 'given_up'::text);

CREATE INDEX notification_delivery_of ON platform.notification_delivery USING btree (district, notification_id);

CREATE INDEX notification_delivery_waiting ON platform.notification_delivery USING btree (handed_over_at) WHERE (state = 'waiting'::text);

CREATE UNIQUE INDEX notification_once ON platform.notification USING btree (district, once) WHERE (once IS NOT NULL);

CREATE INDEX notification_recipient_of ON platform.notification_recipient USING btree (district, notification_id);

CREATE INDEX notification_unread ON platform.notification_recipient USING btree (district, person_id) WHERE ((read_at IS NULL) AND in_inbox);

CREATE INDEX act_draft ON policies.act USING btree (district, draft_id, act_id) WHERE (draft_id IS NOT NULL);

CREATE INDEX act_policy ON policies.act USING btree (district, policy_id, act_id);

CREATE UNIQUE INDEX draft_open ON policies.draft USING btree (district, policy_id) WHERE (closed_at IS NULL);

CREATE INDEX enjoyment_entity ON policies.enjoyment USING btree (district, entity_id);

CREATE UNIQUE INDEX enjoyment_open ON policies.enjoyment USING btree (district, policy_id, year, entity_id, decided_on) WHERE (recorded_to = 'infinity'::timestamp with time zone);

CREATE INDEX notice_entity ON policies.notice USING btree (district, entity_id, notice_id DESC);

CREATE INDEX standing_entity ON policies.standing USING btree (district, entity_id);

CREATE INDEX designation_closed ON registry.designation USING btree (district, recorded_to) WHERE (recorded_to <> 'infinity'::timestamp with time zone);

CREATE INDEX designation_entity ON registry.designation USING btree (district, entity_id);

CREATE INDEX designation_recorded ON registry.designation USING brin (recorded_from) WITH (pages_per_range='32');

CREATE INDEX designation_title ON registry.designation USING btree (district, title, valid_from);

CREATE INDEX entity_search_credit_code ON registry.entity_search USING btree (district, credit_code COLLATE "C");

CREATE INDEX entity_search_initials ON registry.entity_search USING btree (district, initials COLLATE "C", entity_id);

CREATE INDEX entity_search_name ON registry.entity_search USING btree (district, name COLLATE "C");

CREATE INDEX entity_search_registration_number ON registry.entity_search USING btree (district, registration_number COLLATE "C");

CREATE INDEX entity_version_closed ON registry.entity_version USING btree (district, recorded_to) WHERE (recorded_to <> 'infinity'::timestamp with time zone);

CREATE INDEX entity_version_credit_code ON registry.entity_version USING btree (district, credit_code) WHERE (recorded_to = 'infinity'::timestamp with time zone);

CREATE INDEX entity_version_name_uncoded ON registry.entity_version USING btree (district, name) WHERE ((recorded_to = 'infinity'::timestamp with time zone) AND (credit_code IS NULL));

CREATE UNIQUE INDEX entity_version_open ON registry.entity_version USING btree (district, entity_id, valid_from) WHERE (recorded_to = 'infinity'::timestamp with time zone);

CREATE INDEX entity_version_recorded ON registry.entity_version USING brin (recorded_from) WITH (pages_per_range='32');

CREATE INDEX entity_version_registration_number ON registry.entity_version USING btree (district, registration_number) WHERE ((recorded_to = 'infinity'::timestamp with time zone) AND (registration_number IS NOT NULL));

CREATE INDEX fact_closed ON registry.fact USING btree (district, recorded_to) WHERE (recorded_to <> 'infinity'::timestamp with time zone);

CREATE INDEX fact_entity ON registry.fact USING btree (district, entity_id);

CREATE INDEX fact_recorded ON registry.fact USING brin (recorded_from) WITH (pages_per_range='32');

CREATE INDEX import_run_started ON registry.import_run USING btree (district, import_id DESC);

CREATE INDEX milestone_entity ON registry.milestone USING btree (district, entity_id);

CREATE INDEX milestone_kind ON registry.milestone USING btree (district, kind, happened_on);

CREATE INDEX milestone_related ON registry.milestone USING btree (district, related_entity_id) WHERE (related_entity_id IS NOT NULL);

CREATE INDEX source_recorded ON registry.source USING btree (district, recorded_at);

CREATE INDEX act_submission ON submissions.act USING btree (district, submission_id, act_id);

CREATE UNIQUE INDEX dispute_open ON submissions.dispute USING btree (district, submission_id, cell) WHERE (outcome IS NULL);

CREATE INDEX evidence_submission ON submissions.evidence USING btree (district, submission_id) WHERE (removed_at IS NULL);

CREATE INDEX reminder_key ON submissions.reminder USING btree (district, plan_id, form_id, unit_id, period);

CREATE UNIQUE INDEX submission_key ON submissions.submission USING btree (district, plan_id, form_id, unit_id, period);

CREATE INDEX submission_waiting ON submissions.submission USING btree (district, plan_id) WHERE (state = 'submitted'::text);

CREATE TRIGGER guard_membership BEFORE UPDATE ON access.membership FOR EACH ROW EXECUTE FUNCTION access.guard_membership();

CREATE TRIGGER guard_audit BEFORE UPDATE ON platform.audit_line FOR EACH ROW EXECUTE FUNCTION platform.guard_audit();

CREATE CONSTRAINT TRIGGER link_audit_line AFTER INSERT ON platform.audit_line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION platform.link_audit_line();

CREATE TRIGGER guard_history BEFORE UPDATE ON policies.enjoyment FOR EACH ROW EXECUTE FUNCTION registry.guard_history();

CREATE TRIGGER guard_history BEFORE UPDATE ON registry.designation FOR EACH ROW EXECUTE FUNCTION registry.guard_history();

CREATE TRIGGER guard_history BEFORE UPDATE ON registry.entity_version FOR EACH ROW EXECUTE FUNCTION registry.guard_history();

CREATE TRIGGER guard_history BEFORE UPDATE ON registry.fact FOR EACH ROW EXECUTE FUNCTION registry.guard_history();

CREATE TRIGGER guard_history BEFORE UPDATE ON registry.milestone FOR EACH ROW EXECUTE FUNCTION registry.guard_history();

ALTER TABLE ONLY access.invitation
    ADD CONSTRAINT invitation_district_organisation_id_fkey FOREIGN KEY (district, organisation_id) REFERENCES access.organisation(district, organisation_id);

ALTER TABLE ONLY access.invitation
    ADD CONSTRAINT invitation_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth."user"(id);

ALTER TABLE ONLY access.membership
    ADD CONSTRAINT membership_district_organisation_id_fkey FOREIGN KEY (district, organisation_id) REFERENCES access.organisation(district, organisation_id);

ALTER TABLE ONLY access.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth."user"(id);

ALTER TABLE ONLY access.one_time_link
    ADD CONSTRAINT one_time_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth."user"(id) ON DELETE CASCADE;

ALTER TABLE ONLY access.organisation
    ADD CONSTRAINT organisation_district_successor_id_fkey FOREIGN KEY (district, successor_id) REFERENCES access.organisation(district, organisation_id);

ALTER TABLE ONLY auth.account
    ADD CONSTRAINT "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.passkey
    ADD CONSTRAINT "passkey_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.session
    ADD CONSTRAINT "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE;

ALTER TABLE ONLY auth."twoFactor"
    ADD CONSTRAINT "twoFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE;

ALTER TABLE ONLY claims.claim
    ADD CONSTRAINT claim_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth."user"(id);

ALTER TABLE ONLY claims.proof
    ADD CONSTRAINT proof_district_claim_id_fkey FOREIGN KEY (district, claim_id) REFERENCES claims.claim(district, claim_id);

ALTER TABLE ONLY indicators.value
    ADD CONSTRAINT value_district_run_id_fkey FOREIGN KEY (district, run_id) REFERENCES indicators.run(district, run_id) ON DELETE CASCADE;

ALTER TABLE ONLY plan.decomposition
    ADD CONSTRAINT decomposition_district_round_id_fkey FOREIGN KEY (district, round_id) REFERENCES plan.round(district, round_id);

ALTER TABLE ONLY plan.round_act
    ADD CONSTRAINT round_act_district_round_id_fkey FOREIGN KEY (district, round_id) REFERENCES plan.round(district, round_id);

ALTER TABLE ONLY plan.round_goal
    ADD CONSTRAINT round_goal_district_round_id_fkey FOREIGN KEY (district, round_id) REFERENCES plan.round(district, round_id);

ALTER TABLE ONLY platform.notification_delivery
    ADD CONSTRAINT notification_delivery_district_notification_id_fkey FOREIGN KEY (district, notification_id) REFERENCES platform.notification(district, notification_id) ON DELETE CASCADE;

ALTER TABLE ONLY platform.notification_delivery
    ADD CONSTRAINT notification_delivery_district_webhook_id_fkey FOREIGN KEY (district, webhook_id) REFERENCES platform.webhook(district, webhook_id);

ALTER TABLE ONLY platform.notification_recipient
    ADD CONSTRAINT notification_recipient_district_notification_id_fkey FOREIGN KEY (district, notification_id) REFERENCES platform.notification(district, notification_id) ON DELETE CASCADE;

ALTER TABLE ONLY policies.run_count
    ADD CONSTRAINT run_count_district_run_id_fkey FOREIGN KEY (district, run_id) REFERENCES policies.run(district, run_id) ON DELETE CASCADE;

ALTER TABLE ONLY submissions.act
    ADD CONSTRAINT act_district_submission_id_fkey FOREIGN KEY (district, submission_id) REFERENCES submissions.submission(district, submission_id);

ALTER TABLE ONLY submissions.dispute
    ADD CONSTRAINT dispute_district_submission_id_fkey FOREIGN KEY (district, submission_id) REFERENCES submissions.submission(district, submission_id);

ALTER TABLE ONLY submissions.evidence
    ADD CONSTRAINT evidence_district_dispute_id_fkey FOREIGN KEY (district, dispute_id) REFERENCES submissions.dispute(district, dispute_id);

ALTER TABLE ONLY submissions.evidence
    ADD CONSTRAINT evidence_district_submission_id_fkey FOREIGN KEY (district, submission_id) REFERENCES submissions.submission(district, submission_id);

ALTER TABLE ONLY submissions.version
    ADD CONSTRAINT version_district_submission_id_fkey FOREIGN KEY (district, submission_id) REFERENCES submissions.submission(district, submission_id);

ALTER TABLE access.invitation ENABLE ROW LEVEL SECURITY;

ALTER TABLE access.membership ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_district ON access.invitation TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'office'::text)));

CREATE POLICY of_district ON access.membership TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = ANY (ARRAY['office'::text, 'leader'::text])) OR (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif")) OR (organisation_id = ( SELECT NULLIF(current_setting('miaopu.organisation'::text, true), ''::text) AS "nullif")))));

CREATE POLICY of_district ON access.organisation TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

ALTER TABLE access.one_time_link ENABLE ROW LEVEL SECURITY;

ALTER TABLE access.organisation ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON access.invitation FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text) OR ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'owner'::text) AND (organisation_id = ( SELECT NULLIF(current_setting('miaopu.organisation'::text, true), ''::text) AS "nullif")) AND (role = 'staff'::text)))));

CREATE POLICY own ON access.membership FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text) OR (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif")) OR (organisation_id = ( SELECT NULLIF(current_setting('miaopu.organisation'::text, true), ''::text) AS "nullif")))));

CREATE POLICY own ON access.organisation FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text) OR (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'auditor'::text) OR ((kind <> 'enterprise'::text) AND (( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif") IS NOT NULL)) OR (organisation_id = ( SELECT NULLIF(current_setting('miaopu.organisation'::text, true), ''::text) AS "nullif")) OR (EXISTS ( SELECT
   FROM access.membership mine
  WHERE ((mine.organisation_id = organisation.organisation_id) AND (mine.person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))))))));

CREATE POLICY own_delete ON access.invitation FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text) OR ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'owner'::text) AND (organisation_id = ( SELECT NULLIF(current_setting('miaopu.organisation'::text, true), ''::text) AS "nullif")) AND (role = 'staff'::text)))));

CREATE POLICY own_delete ON access.membership FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text) OR ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'owner'::text) AND (organisation_id = ( SELECT NULLIF(current_setting('miaopu.organisation'::text, true), ''::text) AS "nullif")) AND (role = 'staff'::text)))));

CREATE POLICY own_delete ON access.organisation FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text)));

CREATE POLICY own_insert ON access.invitation FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text) OR ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'owner'::text) AND (organisation_id = ( SELECT NULLIF(current_setting('miaopu.organisation'::text, true), ''::text) AS "nullif")) AND (role = 'staff'::text)))));

CREATE POLICY own_insert ON access.membership FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text) OR ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'owner'::text) AND (organisation_id = ( SELECT NULLIF(current_setting('miaopu.organisation'::text, true), ''::text) AS "nullif")) AND (role = 'staff'::text)))));

CREATE POLICY own_insert ON access.organisation FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text)));

CREATE POLICY own_update ON access.invitation FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text) OR ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'owner'::text) AND (organisation_id = ( SELECT NULLIF(current_setting('miaopu.organisation'::text, true), ''::text) AS "nullif")) AND (role = 'staff'::text)))));

CREATE POLICY own_update ON access.membership FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text) OR ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'owner'::text) AND (organisation_id = ( SELECT NULLIF(current_setting('miaopu.organisation'::text, true), ''::text) AS "nullif")) AND (role = 'staff'::text)))));

CREATE POLICY own_update ON access.organisation FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text)));

CREATE POLICY system ON access.invitation TO miaopu_system USING (true);

CREATE POLICY system ON access.membership TO miaopu_system USING (true);

CREATE POLICY system ON access.one_time_link TO miaopu_system USING (true);

CREATE POLICY system ON access.organisation TO miaopu_system USING (true);

ALTER TABLE auth.account ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_district ON auth."user" TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'office'::text) OR (id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif")))));

CREATE POLICY own ON auth."user" FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text) OR (id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif")))));

ALTER TABLE auth.passkey ENABLE ROW LEVEL SECURITY;

ALTER TABLE auth."rateLimit" ENABLE ROW LEVEL SECURITY;

ALTER TABLE auth.session ENABLE ROW LEVEL SECURITY;

CREATE POLICY system ON auth.account TO miaopu_system USING (true);

CREATE POLICY system ON auth.passkey TO miaopu_system USING (true);

CREATE POLICY system ON auth."rateLimit" TO miaopu_system USING (true);

CREATE POLICY system ON auth.session TO miaopu_system USING (true);

CREATE POLICY system ON auth."twoFactor" TO miaopu_system USING (true);

CREATE POLICY system ON auth."user" TO miaopu_system USING (true);

CREATE POLICY system ON auth.verification TO miaopu_system USING (true);

ALTER TABLE auth."twoFactor" ENABLE ROW LEVEL SECURITY;

ALTER TABLE auth."user" ENABLE ROW LEVEL SECURITY;

ALTER TABLE auth.verification ENABLE ROW LEVEL SECURITY;

CREATE POLICY adds ON claims.proof FOR INSERT TO miaopu_district, miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM claims.claim mine
  WHERE ((mine.claim_id = proof.claim_id) AND (mine.person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif")))))));

ALTER TABLE claims.claim ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_district ON claims.claim TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'office'::text)));

CREATE POLICY of_district ON claims.proof FOR SELECT TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'office'::text)));

CREATE POLICY own ON claims.claim FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own_delete ON claims.claim FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own_insert ON claims.claim FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own_update ON claims.claim FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

ALTER TABLE claims.proof ENABLE ROW LEVEL SECURITY;

CREATE POLICY system ON claims.claim TO miaopu_system USING (true);

CREATE POLICY system ON claims.proof TO miaopu_system USING (true);

CREATE POLICY of_district ON indicators.reported_value TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON indicators.run TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON indicators.value TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY own ON indicators.reported_value FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[]))));

CREATE POLICY own ON indicators.run FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL)));

CREATE POLICY own ON indicators.value FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((town = ( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif")) OR ((town = ''::text) AND (( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL)))));

ALTER TABLE indicators.reported_value ENABLE ROW LEVEL SECURITY;

ALTER TABLE indicators.run ENABLE ROW LEVEL SECURITY;

CREATE POLICY system ON indicators.reported_value TO miaopu_system USING (true);

CREATE POLICY system ON indicators.run TO miaopu_system USING (true);

CREATE POLICY system ON indicators.value TO miaopu_system USING (true);

ALTER TABLE indicators.value ENABLE ROW LEVEL SECURITY;

CREATE POLICY adds ON plan.round_act FOR INSERT TO miaopu_district, miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'office'::text) OR ((act = ANY (ARRAY['confirmed'::text, 'objected'::text])) AND (unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[]))))));

CREATE POLICY adds ON plan.round_goal FOR INSERT TO miaopu_district, miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'office'::text)));

ALTER TABLE plan.decomposition ENABLE ROW LEVEL SECURITY;

ALTER TABLE plan.goal_range ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_district ON plan.decomposition TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON plan.goal_range TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON plan.plan TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON plan.round TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = ANY (ARRAY['office'::text, 'leader'::text]))));

CREATE POLICY of_district ON plan.round_act FOR SELECT TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = ANY (ARRAY['office'::text, 'leader'::text])) OR (unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[])) OR ((unit_id IS NULL) AND (issue > 0)))));

CREATE POLICY of_district ON plan.round_goal FOR SELECT TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = ANY (ARRAY['office'::text, 'leader'::text])) OR (unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[])))));

CREATE POLICY of_district ON plan.target_definition TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY own ON plan.decomposition FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL)));

CREATE POLICY own ON plan.goal_range FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL)));

CREATE POLICY own ON plan.plan FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL)));

CREATE POLICY own ON plan.round_act FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL) AND ((unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[])) OR ((unit_id IS NULL) AND (issue > 0))))));

CREATE POLICY own ON plan.round_goal FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[]))));

CREATE POLICY own ON plan.target_definition FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL)));

ALTER TABLE plan.plan ENABLE ROW LEVEL SECURITY;

ALTER TABLE plan.round ENABLE ROW LEVEL SECURITY;

ALTER TABLE plan.round_act ENABLE ROW LEVEL SECURITY;

ALTER TABLE plan.round_goal ENABLE ROW LEVEL SECURITY;

CREATE POLICY system ON plan.decomposition TO miaopu_system USING (true);

CREATE POLICY system ON plan.goal_range TO miaopu_system USING (true);

CREATE POLICY system ON plan.plan TO miaopu_system USING (true);

CREATE POLICY system ON plan.round TO miaopu_system USING (true);

CREATE POLICY system ON plan.round_act TO miaopu_system USING (true);

CREATE POLICY system ON plan.round_goal TO miaopu_system USING (true);

CREATE POLICY system ON plan.target_definition TO miaopu_system USING (true);

ALTER TABLE plan.target_definition ENABLE ROW LEVEL SECURITY;

CREATE POLICY adds ON platform.audit_line FOR INSERT TO miaopu_district, miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (actor_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

ALTER TABLE platform.audit_forgotten ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.audit_head ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.audit_line ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.audit_link ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.done_once ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.migration ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.notification ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.notification_choice ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.notification_delivery ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.notification_recipient ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_district ON platform.audit_forgotten TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = ANY (ARRAY['office'::text, 'leader'::text]))));

CREATE POLICY of_district ON platform.audit_head TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = ANY (ARRAY['office'::text, 'leader'::text]))));

CREATE POLICY of_district ON platform.audit_line FOR SELECT TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = ANY (ARRAY['office'::text, 'leader'::text]))));

CREATE POLICY of_district ON platform.audit_link TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = ANY (ARRAY['office'::text, 'leader'::text]))));

CREATE POLICY of_district ON platform.done_once TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY of_district ON platform.notification TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM platform.notification_recipient told
  WHERE ((told.notification_id = notification.notification_id) AND (told.person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif")))))));

CREATE POLICY of_district ON platform.notification_choice TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY of_district ON platform.notification_recipient TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own ON platform.audit_forgotten FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'auditor'::text)));

CREATE POLICY own ON platform.audit_head FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'auditor'::text)));

CREATE POLICY own ON platform.audit_line FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'auditor'::text)));

CREATE POLICY own ON platform.audit_link FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'auditor'::text)));

CREATE POLICY own ON platform.done_once FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own ON platform.notification FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((EXISTS ( SELECT
   FROM platform.notification_recipient told
  WHERE ((told.notification_id = notification.notification_id) AND (told.person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))))) OR (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text))));

CREATE POLICY own ON platform.notification_choice FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own ON platform.notification_delivery FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text)));

CREATE POLICY own ON platform.notification_recipient FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own ON platform.webhook FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text)));

CREATE POLICY own_delete ON platform.done_once FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own_delete ON platform.notification_choice FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own_delete ON platform.notification_delivery FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text)));

CREATE POLICY own_delete ON platform.notification_recipient FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own_delete ON platform.webhook FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text)));

CREATE POLICY own_insert ON platform.done_once FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own_insert ON platform.notification_choice FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own_insert ON platform.notification_delivery FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text)));

CREATE POLICY own_insert ON platform.notification_recipient FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own_insert ON platform.webhook FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text)));

CREATE POLICY own_update ON platform.done_once FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own_update ON platform.notification_choice FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own_update ON platform.notification_delivery FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text)));

CREATE POLICY own_update ON platform.notification_recipient FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (person_id = ( SELECT NULLIF(current_setting('miaopu.person'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own_update ON platform.webhook FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'administrator'::text)));

ALTER TABLE platform.retention ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.setting ENABLE ROW LEVEL SECURITY;

CREATE POLICY system ON platform.audit_forgotten TO miaopu_system USING (true);

CREATE POLICY system ON platform.audit_head TO miaopu_system USING (true);

CREATE POLICY system ON platform.audit_line TO miaopu_system USING (true);

CREATE POLICY system ON platform.audit_link TO miaopu_system USING (true);

CREATE POLICY system ON platform.done_once TO miaopu_system USING (true);

CREATE POLICY system ON platform.migration TO miaopu_system USING (true);

CREATE POLICY system ON platform.notification TO miaopu_system USING (true);

CREATE POLICY system ON platform.notification_choice TO miaopu_system USING (true);

CREATE POLICY system ON platform.notification_delivery TO miaopu_system USING (true);

CREATE POLICY system ON platform.notification_recipient TO miaopu_system USING (true);

CREATE POLICY system ON platform.retention TO miaopu_system USING (true);

CREATE POLICY system ON platform.setting TO miaopu_system USING (true);

CREATE POLICY system ON platform.webhook TO miaopu_system USING (true);

ALTER TABLE platform.webhook ENABLE ROW LEVEL SECURITY;

ALTER TABLE policies.act ENABLE ROW LEVEL SECURITY;

ALTER TABLE policies.draft ENABLE ROW LEVEL SECURITY;

ALTER TABLE policies.enjoyment ENABLE ROW LEVEL SECURITY;

ALTER TABLE policies.evaluation ENABLE ROW LEVEL SECURITY;

ALTER TABLE policies.notice ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_district ON policies.act TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON policies.draft TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON policies.enjoyment TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON policies.evaluation TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON policies.notice TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON policies.run TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON policies.run_count TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON policies.standing TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON policies.version TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY own ON policies.act FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (act = ANY (ARRAY['published'::text, 'repealed'::text]))));

CREATE POLICY own ON policies.enjoyment FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((entity_id = ( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif")) OR (EXISTS ( SELECT
   FROM registry.entity_version seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.entity_id = enjoyment.entity_id) AND (seen.town = ( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif")) AND (seen.recorded_to = 'infinity'::timestamp with time zone)))))));

CREATE POLICY own ON policies.evaluation FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL) OR (( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif") IS NOT NULL))));

CREATE POLICY own ON policies.notice FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (entity_id = ( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif"))));

CREATE POLICY own ON policies.run FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL)));

CREATE POLICY own ON policies.run_count FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (town = ( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif"))));

CREATE POLICY own ON policies.standing FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((entity_id = ( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif")) OR (EXISTS ( SELECT
   FROM registry.entity_version seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.entity_id = standing.entity_id) AND (seen.town = ( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif")) AND (seen.recorded_to = 'infinity'::timestamp with time zone)))))));

CREATE POLICY own ON policies.version FOR SELECT TO miaopu_own USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY own_delete ON policies.notice FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (entity_id = ( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif"))));

CREATE POLICY own_insert ON policies.notice FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (entity_id = ( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif"))));

CREATE POLICY own_update ON policies.notice FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (entity_id = ( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif"))));

ALTER TABLE policies.run ENABLE ROW LEVEL SECURITY;

ALTER TABLE policies.run_count ENABLE ROW LEVEL SECURITY;

ALTER TABLE policies.standing ENABLE ROW LEVEL SECURITY;

CREATE POLICY system ON policies.act TO miaopu_system USING (true);

CREATE POLICY system ON policies.draft TO miaopu_system USING (true);

CREATE POLICY system ON policies.enjoyment TO miaopu_system USING (true);

CREATE POLICY system ON policies.evaluation TO miaopu_system USING (true);

CREATE POLICY system ON policies.notice TO miaopu_system USING (true);

CREATE POLICY system ON policies.run TO miaopu_system USING (true);

CREATE POLICY system ON policies.run_count TO miaopu_system USING (true);

CREATE POLICY system ON policies.standing TO miaopu_system USING (true);

CREATE POLICY system ON policies.version TO miaopu_system USING (true);

ALTER TABLE policies.version ENABLE ROW LEVEL SECURITY;

ALTER TABLE registry.designation ENABLE ROW LEVEL SECURITY;

ALTER TABLE registry.entity_merge ENABLE ROW LEVEL SECURITY;

ALTER TABLE registry.entity_search ENABLE ROW LEVEL SECURITY;

ALTER TABLE registry.entity_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE registry.fact ENABLE ROW LEVEL SECURITY;

ALTER TABLE registry.import_mapping ENABLE ROW LEVEL SECURITY;

ALTER TABLE registry.import_run ENABLE ROW LEVEL SECURITY;

ALTER TABLE registry.milestone ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_district ON registry.designation TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON registry.entity_merge TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON registry.entity_search TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON registry.entity_version TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON registry.fact TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON registry.import_mapping TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'office'::text)));

CREATE POLICY of_district ON registry.import_run TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = 'office'::text)));

CREATE POLICY of_district ON registry.milestone TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY of_district ON registry.source TO miaopu_district USING ((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")));

CREATE POLICY own ON registry.designation FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((entity_id = ( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif")) OR (EXISTS ( SELECT
   FROM registry.entity_version seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.entity_id = designation.entity_id) AND (seen.town = ( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif")) AND (seen.recorded_to = 'infinity'::timestamp with time zone)))))));

CREATE POLICY own ON registry.entity_merge FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM registry.entity_version seen
  WHERE (seen.entity_id = entity_merge.kept_entity_id)))));

CREATE POLICY own ON registry.entity_search FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((town = ( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif")) OR (entity_id = ( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif")))));

CREATE POLICY own ON registry.entity_version FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((town = ( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif")) OR (entity_id = ( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif")))));

CREATE POLICY own ON registry.fact FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((entity_id = ( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif")) OR (EXISTS ( SELECT
   FROM registry.entity_version seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.entity_id = fact.entity_id) AND (seen.town = ( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif")) AND (seen.recorded_to = 'infinity'::timestamp with time zone)))))));

CREATE POLICY own ON registry.milestone FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((entity_id = ( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif")) OR (EXISTS ( SELECT
   FROM registry.entity_version seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.entity_id = milestone.entity_id) AND (seen.town = ( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif")) AND (seen.recorded_to = 'infinity'::timestamp with time zone)))))));

CREATE POLICY own ON registry.source FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL) OR (( SELECT (NULLIF(current_setting('miaopu.entity'::text, true), ''::text))::bigint AS "nullif") IS NOT NULL))));

ALTER TABLE registry.source ENABLE ROW LEVEL SECURITY;

CREATE POLICY system ON registry.designation TO miaopu_system USING (true);

CREATE POLICY system ON registry.entity_merge TO miaopu_system USING (true);

CREATE POLICY system ON registry.entity_search TO miaopu_system USING (true);

CREATE POLICY system ON registry.entity_version TO miaopu_system USING (true);

CREATE POLICY system ON registry.fact TO miaopu_system USING (true);

CREATE POLICY system ON registry.import_mapping TO miaopu_system USING (true);

CREATE POLICY system ON registry.import_run TO miaopu_system USING (true);

CREATE POLICY system ON registry.milestone TO miaopu_system USING (true);

CREATE POLICY system ON registry.source TO miaopu_system USING (true);

ALTER TABLE submissions.act ENABLE ROW LEVEL SECURITY;

ALTER TABLE submissions.dispute ENABLE ROW LEVEL SECURITY;

ALTER TABLE submissions.evidence ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_district ON submissions.act TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = act.submission_id))))));

CREATE POLICY of_district ON submissions.dispute TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = dispute.submission_id))))));

CREATE POLICY of_district ON submissions.evidence TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = evidence.submission_id))))));

CREATE POLICY of_district ON submissions.reminder TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = ANY (ARRAY['office'::text, 'leader'::text])) OR (unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[])))));

CREATE POLICY of_district ON submissions.submission TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.role'::text, true), ''::text) AS "nullif") = ANY (ARRAY['office'::text, 'leader'::text])) OR (unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[])) OR (reviewers && ( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)))));

CREATE POLICY of_district ON submissions.version TO miaopu_district USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = version.submission_id))))));

CREATE POLICY own ON submissions.act FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = act.submission_id))))));

CREATE POLICY own ON submissions.dispute FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = dispute.submission_id))))));

CREATE POLICY own ON submissions.evidence FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = evidence.submission_id))))));

CREATE POLICY own ON submissions.reminder FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL) AND (unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[])))));

CREATE POLICY own ON submissions.submission FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL) AND (unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[])))));

CREATE POLICY own ON submissions.version FOR SELECT TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = version.submission_id))))));

CREATE POLICY own_delete ON submissions.act FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = act.submission_id))))));

CREATE POLICY own_delete ON submissions.dispute FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = dispute.submission_id))))));

CREATE POLICY own_delete ON submissions.evidence FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = evidence.submission_id))))));

CREATE POLICY own_delete ON submissions.submission FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL) AND (unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[])))));

CREATE POLICY own_delete ON submissions.version FOR DELETE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = version.submission_id))))));

CREATE POLICY own_insert ON submissions.act FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = act.submission_id))))));

CREATE POLICY own_insert ON submissions.dispute FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = dispute.submission_id))))));

CREATE POLICY own_insert ON submissions.evidence FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = evidence.submission_id))))));

CREATE POLICY own_insert ON submissions.submission FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL) AND (unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[])))));

CREATE POLICY own_insert ON submissions.version FOR INSERT TO miaopu_own WITH CHECK (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = version.submission_id))))));

CREATE POLICY own_update ON submissions.act FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = act.submission_id))))));

CREATE POLICY own_update ON submissions.dispute FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = dispute.submission_id))))));

CREATE POLICY own_update ON submissions.evidence FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = evidence.submission_id))))));

CREATE POLICY own_update ON submissions.submission FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('miaopu.town'::text, true), ''::text) AS "nullif") IS NOT NULL) AND (unit_id = ANY (( SELECT string_to_array(current_setting('miaopu.units'::text, true), ','::text) AS string_to_array)::text[])))));

CREATE POLICY own_update ON submissions.version FOR UPDATE TO miaopu_own USING (((district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (EXISTS ( SELECT
   FROM submissions.submission seen
  WHERE ((seen.district = ( SELECT NULLIF(current_setting('miaopu.district'::text, true), ''::text) AS "nullif")) AND (seen.submission_id = version.submission_id))))));

ALTER TABLE submissions.reminder ENABLE ROW LEVEL SECURITY;

ALTER TABLE submissions.submission ENABLE ROW LEVEL SECURITY;

CREATE POLICY system ON submissions.act TO miaopu_system USING (true);

CREATE POLICY system ON submissions.dispute TO miaopu_system USING (true);

CREATE POLICY system ON submissions.evidence TO miaopu_system USING (true);

CREATE POLICY system ON submissions.reminder TO miaopu_system USING (true);

CREATE POLICY system ON submissions.submission TO miaopu_system USING (true);

CREATE POLICY system ON submissions.version TO miaopu_system USING (true);

ALTER TABLE submissions.version ENABLE ROW LEVEL SECURITY;
