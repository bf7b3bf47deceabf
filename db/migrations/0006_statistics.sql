-- After a large load the planner has to learn what is there before the next count; the application may not analyze tables it does not own.
create function registry.refresh_statistics() returns void language plpgsql security definer set search_path = registry, pg_temp as $$
begin
  analyze registry.entity_version;
  analyze registry.fact;
  analyze registry.milestone;
  analyze registry.designation;
  analyze registry.entity_search;
end $$;
comment on function registry.refresh_statistics() is 'Brings the planner''s statistics of the registry up to date; called after large loads.';
revoke all on function registry.refresh_statistics() from public;
