-- What an import was asked to do, so that one that still waits can be taken up again after a restart.
alter table registry.import_run add column request jsonb;
comment on column registry.import_run.request is 'What was asked for: upload, mapping, actor. Null for a run of the command line.';
create index import_run_started on registry.import_run (district, import_id desc);

-- A row with a code can still be about an entity that we know without one: it is found by name and address.
create index entity_version_name_uncoded on registry.entity_version (district, name)
  where recorded_to = 'infinity' and credit_code is null;
