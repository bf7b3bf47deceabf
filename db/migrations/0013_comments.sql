comment on table indicators.run is 'One count of a plan''s targets: as of a day, as known on an instant. Its values are what indicators.value keeps.';
comment on table platform.migration is 'The migrations that this database has seen, with their text: one that is edited afterwards stops the start.';
