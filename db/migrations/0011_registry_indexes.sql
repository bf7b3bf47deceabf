-- Who acted at an instant, and when the registry last learned something.
create index source_recorded on registry.source (district, recorded_at);

-- What letters and digits are looked for in: initials and codes, in one column so that one pass over the table tells.
alter table registry.entity_search add column terms text collate "C" not null
  generated always as (initials || ' ' || lower(coalesce(credit_code, '')) || ' ' || lower(coalesce(registration_number, ''))) stored;

-- Search while typing: what begins so is found by index, a part of a name by a pass over the slim table (docs/decisions has the figures).
-- The collation is said, so that LIKE can use an index on any server.
create index entity_search_name on registry.entity_search (district, name collate "C");
create index entity_search_initials on registry.entity_search (district, initials collate "C", entity_id);
create index entity_search_credit_code on registry.entity_search (district, credit_code collate "C");
create index entity_search_registration_number on registry.entity_search (district, registration_number collate "C");

-- A milestone's other end: merging has to find the events that name an entity as predecessor.
create index milestone_related on registry.milestone (district, related_entity_id) where related_entity_id is not null;
