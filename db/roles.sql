-- What the application may do. Run after every migration; running it again changes nothing.
-- The application works as miaopu_app: it reads and adds, and it cannot rewrite what was recorded. Which rows it sees depends on which of
-- the three roles below it a connection takes on, for whoever acts (row-security.sql).

do $$
declare
  -- since 16 whoever creates a role administers it, but may not act as it until that is granted too
  acting constant text := case when current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end;
  name text;
begin
  foreach name in array array['miaopu_app', 'miaopu_system', 'miaopu_district', 'miaopu_own'] loop
    begin
      if not exists (select from pg_roles where rolname = name) then
        execute format('create role %I nologin', name);
      end if;
      if not pg_has_role(current_user, name, acting) then
        execute format('grant %I to %I', name, current_user);
      end if;
      if not pg_has_role(name, 'miaopu_app', 'usage') then
        execute format('grant miaopu_app to %I', name);
      end if;
    exception
      when duplicate_object or unique_violation then
        null; -- another database of this cluster created it at the same moment
    end;
  end loop;
exception
  when insufficient_privilege then
    raise exception '数据库用户 % 需要能创建角色,或能以这四个角色的身份工作:请由管理员执行 create role miaopu_app; create role miaopu_system in role miaopu_app; create role miaopu_district in role miaopu_app; create role miaopu_own in role miaopu_app; grant miaopu_app, miaopu_system, miaopu_district, miaopu_own to %; The database user needs the right to create roles, or to act as these four: have an administrator run those statements.',
      current_user, quote_ident(current_user) using errcode = 'insufficient_privilege';
end $$;

grant usage on schema platform, registry, plan, indicators, policies, submissions, auth, access, claims to miaopu_app;
grant select, insert, update, delete on all tables in schema platform, registry, plan, indicators, policies, submissions, auth, access, claims to miaopu_app;
grant usage, select on all sequences in schema platform, registry, plan, indicators, policies, submissions, auth, access, claims to miaopu_app;
grant execute on function registry.refresh_statistics(), policies.refresh_statistics() to miaopu_app;

-- Append-only: history may only be closed, never changed or removed.
revoke update, delete on registry.entity_version, registry.fact, registry.milestone, registry.designation from miaopu_app;
grant update (recorded_to) on registry.entity_version, registry.fact, registry.milestone, registry.designation to miaopu_app;
revoke update, delete on registry.source from miaopu_app;
revoke update, delete on plan.target_definition, plan.decomposition, plan.goal_range, plan.round_act, plan.round_goal from miaopu_app;
revoke update, delete on indicators.reported_value from miaopu_app;
grant update (recorded_to) on indicators.reported_value to miaopu_app;
revoke update, delete on submissions.version, submissions.act, submissions.reminder from miaopu_app;
revoke delete on submissions.submission, submissions.dispute, submissions.evidence from miaopu_app;
revoke update, delete on policies.version, policies.act, policies.enjoyment from miaopu_app;
grant update (recorded_to) on policies.enjoyment to miaopu_app;
revoke update, delete on platform.audit_line from miaopu_app;
-- the chain is written by its trigger, which works as the owner
revoke insert, update, delete on platform.audit_link, platform.audit_head, platform.audit_forgotten from miaopu_app;
revoke insert, update, delete on platform.migration from miaopu_app;

-- Who belonged where stays known: a membership is ended, an organisation renamed or ended.
revoke update, delete on access.organisation, access.membership from miaopu_app;
grant update (name, name_en, valid_to, successor_id) on access.organisation to miaopu_app;
grant update (valid_to, ended_by, ended_at, end_reason) on access.membership to miaopu_app;
revoke update, delete on access.invitation from miaopu_app;
grant update (token_hash, sent_at, expires_at, ended, ended_at, ended_by, person_id) on access.invitation to miaopu_app;

-- A claim is decided, and its proof stays what was handed in.
revoke update, delete on claims.claim, claims.proof from miaopu_app;
grant update (state, decided_at, decided_by, reason) on claims.claim to miaopu_app;
