-- Why a record was made, corrected or taken back: until now only an entity's versions said so on the page.
alter table registry.source add column reason text;
comment on column registry.source.reason is 'Why the act of this source was done, in the words of whoever did it; null for files and transfers.';
