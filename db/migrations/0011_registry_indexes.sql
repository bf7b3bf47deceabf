-- Who acted at an instant, and when the registry last learned something.
create index source_recorded on registry.source (district, recorded_at);
