-- What the registry learned since an instant, for those who compute anew only what changed. Records are added at a table's end, so
-- that a few bytes a block say which blocks are young; what was closed is a small part, found by its own index.
create index fact_recorded on registry.fact using brin (recorded_from) with (pages_per_range = 32);
create index fact_closed on registry.fact (district, recorded_to) where recorded_to <> 'infinity';
create index designation_recorded on registry.designation using brin (recorded_from) with (pages_per_range = 32);
create index designation_closed on registry.designation (district, recorded_to) where recorded_to <> 'infinity';
create index entity_version_recorded on registry.entity_version using brin (recorded_from) with (pages_per_range = 32);
create index entity_version_closed on registry.entity_version (district, recorded_to) where recorded_to <> 'infinity';
