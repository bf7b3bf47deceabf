-- Who sees which rows: the second lock (docs/access.md). A statement that forgets its filter still gives only these.
-- Applied anew whenever this text or the tables change (platform/db/migrate.ts). A table that is missing here fails the tests.
--
-- A connection works as one of three roles, and carries who acts:
--   miaopu_system    the platform itself (start, jobs, command line, sign-in): every row
--   miaopu_district  office, leaders, departments: rows of their district that `of_district` lets through
--   miaopu_own       everybody else: rows of their district that `own` lets through to read, `own_write` to write
-- As miaopu_app, which a connection is before it is told who acts, it sees nothing.
--
-- {district} {role} {person} {organisation} {town} {entity} {units} stand for what the connection carries: read once a statement, and
-- null where it carries none. Where a rule is null, there are no rows. `adds`: what either of the two may insert without reading it.

-- The text of a rule with what the connection carries in its places.
create function pg_temp.spell_out(rule text, name text) returns text language plpgsql as $$
declare
  setting text;
begin
  rule := replace(rule, '{table}', name);
  rule := replace(rule, '{entity}', '(select nullif(current_setting(''miaopu.entity'', true), '''')::bigint)');
  rule := replace(rule, '{units}', '(select string_to_array(current_setting(''miaopu.units'', true), '',''))::text[]');
  foreach setting in array array['district', 'role', 'person', 'organisation', 'town'] loop
    rule := replace(rule, format('{%s}', setting), format('(select nullif(current_setting(''miaopu.%s'', true), ''''))', setting));
  end loop;
  return rule;
end $$;

create function pg_temp.lock_rows(place regclass, of_district text, own text, own_write text, adds text) returns void language plpgsql as $$
declare
  name constant text := (select quote_ident(relname) from pg_class where oid = place);
  in_district constant text :=
    case when exists (select from pg_attribute where attrelid = place and attname = 'district') then 'district = {district}' else 'true' end;
  policy record;
begin
  execute format('alter table %s enable row level security', place);
  execute format('create policy system on %s to miaopu_system using (true)', place);
  for policy in
    select * from (values
      ('of_district', case when adds is null then 'all' else 'select' end, 'miaopu_district', 'using', of_district),
      ('own', 'select', 'miaopu_own', 'using', own),
      ('own_insert', 'insert', 'miaopu_own', 'with check', own_write),
      ('own_update', 'update', 'miaopu_own', 'using', own_write),
      ('own_delete', 'delete', 'miaopu_own', 'using', own_write),
      ('adds', 'insert', 'miaopu_district, miaopu_own', 'with check', adds)
    ) as policies (name, verb, role, clause, rule)
    where rule is not null
  loop
    execute format('create policy %I on %s for %s to %s %s (%s)', policy.name, place, policy.verb, policy.role, policy.clause,
      pg_temp.spell_out(case when policy.rule = 'true' then in_district else format('%s and (%s)', in_district, policy.rule) end, name));
  end loop;
end $$;

do $$
declare
  -- an entity's records go with the town that it is in; EXISTS lets the planner look it up for a few rows and hash it for many
  sees_entity constant text := 'entity_id = {entity} or exists (select from registry.entity_version seen where seen.district = {district}
    and seen.entity_id = {table}.entity_id and seen.town = {town} and seen.recorded_to = ''infinity'')';
  in_government constant text := '{town} is not null';
  was_told constant text := 'exists (select from platform.notification_recipient told where told.notification_id = notification.notification_id
    and told.person_id = {person})';
  -- of the acts on a round: those on one's own numbers, and those on the whole once it was issued
  of_own_unit constant text := 'unit_id = any({units}) or (unit_id is null and issue > 0)';
  is_administrator constant text := '{role} = ''administrator''';
  -- a submission is its unit's, and of the departments that sign it; the office and the leaders see all
  own_reports constant text := '{town} is not null and unit_id = any({units})';
  of_submission constant text := 'exists (select from submissions.submission seen where seen.district = {district} and seen.submission_id = {table}.submission_id)';
  own_staff constant text := ' or ({role} = ''owner'' and organisation_id = {organisation} and role = ''staff'')';
  reads_audit constant text := '{role} in (''office'', ''leader'')';
  old record;
  rule record;
begin
  for old in
    select c.oid::regclass as name, p.polname from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('platform', 'registry', 'plan', 'indicators', 'policies', 'submissions', 'auth', 'access', 'claims')
  loop
    execute format('drop policy %I on %s', old.polname, old.name);
  end loop;

  for rule in
    select * from (values
      -- the registry: a town has what is in it, an enterprise has itself
      ('registry.entity_search', 'true', 'town = {town} or entity_id = {entity}', null, null),
      ('registry.entity_version', 'true', 'town = {town} or entity_id = {entity}', null, null),
      ('registry.fact', 'true', sees_entity, null, null),
      ('registry.milestone', 'true', sees_entity, null, null),
      ('registry.designation', 'true', sees_entity, null, null),
      ('registry.entity_merge', 'true', 'exists (select from registry.entity_version seen where seen.entity_id = kept_entity_id)', null, null),
      ('registry.source', 'true', '{town} is not null or {entity} is not null', null, null),
      ('registry.import_run', '{role} = ''office''', null, null, null),
      ('registry.import_mapping', '{role} = ''office''', null, null, null),

      -- the plan and its numbers: a town has its own and the district's totals
      ('plan.plan', 'true', in_government, null, null),
      ('plan.target_definition', 'true', in_government, null, null),
      ('plan.decomposition', 'true', in_government, null, null),
      ('plan.goal_range', 'true', in_government, null, null),
      -- a round is the office's while it is written; units see what was issued to them, and answer for themselves
      ('plan.round', '{role} in (''office'', ''leader'')', null, null, null),
      ('plan.round_act', '{role} in (''office'', ''leader'') or ' || of_own_unit, in_government || ' and (' || of_own_unit || ')', null,
        '{role} = ''office'' or (act in (''confirmed'', ''objected'') and unit_id = any({units}))'),
      ('plan.round_goal', '{role} in (''office'', ''leader'') or unit_id = any({units})', 'unit_id = any({units})', null, '{role} = ''office'''),
      ('indicators.run', 'true', in_government, null, null),
      ('indicators.value', 'true', 'town = {town} or (town = '''' and {town} is not null)', null, null),
      ('indicators.reported_value', 'true', 'unit_id = any({units})', null, null),

      -- policies: what is published is everybody's; how an entity stands is for those who see the entity
      ('policies.version', 'true', 'true', null, null),
      ('policies.act', 'true', 'act in (''published'', ''repealed'')', null, null),
      ('policies.draft', 'true', null, null, null),
      ('policies.standing', 'true', sees_entity, null, null),
      ('policies.enjoyment', 'true', sees_entity, null, null),
      ('policies.notice', 'true', 'entity_id = {entity}', 'entity_id = {entity}', null),
      ('policies.evaluation', 'true', '{town} is not null or {entity} is not null', null, null),
      ('policies.run', 'true', in_government, null, null),
      ('policies.run_count', 'true', 'town = {town}', null, null),

      -- submissions: each unit has its own; what belongs to one is seen by whoever sees it
      ('submissions.submission', '{role} in (''office'', ''leader'') or unit_id = any({units}) or reviewers && {units}', own_reports, own_reports, null),
      ('submissions.version', of_submission, of_submission, of_submission, null),
      ('submissions.act', of_submission, of_submission, of_submission, null),
      ('submissions.dispute', of_submission, of_submission, of_submission, null),
      ('submissions.evidence', of_submission, of_submission, of_submission, null),
      ('submissions.reminder', '{role} in (''office'', ''leader'') or unit_id = any({units})', own_reports, null, null),

      -- who belongs where: the administrator keeps it, the office sees it, others see their own
      ('access.organisation', 'true', is_administrator || ' or {role} = ''auditor'' or (kind <> ''enterprise'' and {person} is not null) or organisation_id = {organisation}
        or exists (select from access.membership mine where mine.organisation_id = organisation.organisation_id and mine.person_id = {person})',
        is_administrator, null),
      ('access.membership', '{role} in (''office'', ''leader'') or person_id = {person} or organisation_id = {organisation}',
        is_administrator || ' or person_id = {person} or organisation_id = {organisation}',
        is_administrator || own_staff, null),
      ('access.invitation', '{role} = ''office''', is_administrator || own_staff, is_administrator || own_staff, null),
      ('access.one_time_link', null, null, null, null),
      ('auth."user"', '{role} = ''office'' or id = {person}', is_administrator || ' or id = {person}', null, null),
      ('auth.session', null, null, null, null),
      ('auth.account', null, null, null, null),
      ('auth.verification', null, null, null, null),
      ('auth."twoFactor"', null, null, null, null),
      ('auth.passkey', null, null, null, null),
      ('auth."rateLimit"', null, null, null, null),

      -- claims: the claimant's own, and the office's to decide; the proof is the office's alone
      ('claims.claim', '{role} = ''office''', 'person_id = {person}', 'person_id = {person}', null),
      ('claims.proof', '{role} = ''office''', null, null,
        'exists (select from claims.claim mine where mine.claim_id = proof.claim_id and mine.person_id = {person})'),

      -- the audit: the auditor reads it, the office and the leaders a record's history; everybody leaves lines in their own name
      ('platform.audit_line', reads_audit, '{role} = ''auditor''', null, 'actor_id = {person}'),
      ('platform.audit_link', reads_audit, '{role} = ''auditor''', null, null),
      ('platform.audit_head', reads_audit, '{role} = ''auditor''', null, null),
      ('platform.audit_forgotten', reads_audit, '{role} = ''auditor''', null, null),

      -- notifications: everybody has their own; what could not be delivered, and to whom, is the administrator's
      ('platform.notification', was_told, was_told || ' or ' || is_administrator, null, null),
      ('platform.notification_recipient', 'person_id = {person}', 'person_id = {person}', 'person_id = {person}', null),
      ('platform.notification_choice', 'person_id = {person}', 'person_id = {person}', 'person_id = {person}', null),
      ('platform.notification_delivery', null, is_administrator, is_administrator, null),
      ('platform.webhook', null, is_administrator, is_administrator, null),
      ('platform.done_once', 'person_id = {person}', 'person_id = {person}', 'person_id = {person}', null),
      ('platform.retention', null, null, null, null),

      ('platform.setting', null, null, null, null),
      ('platform.migration', null, null, null, null)
    ) as rules (place, of_district, own, own_write, adds)
  loop
    perform pg_temp.lock_rows(rule.place::regclass, rule.of_district, rule.own, rule.own_write, rule.adds);
  end loop;
end $$;

drop function pg_temp.lock_rows, pg_temp.spell_out;
