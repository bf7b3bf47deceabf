-- The audit is read by record and all below it (`registry/entity/12`, `registry/entity/12/fact/…`): in the order of bytes, where what is
-- below a record stands between `record/` and `record0`.
drop index platform.audit_line_record;
create index audit_line_record on platform.audit_line (district, record collate "C", audit_id);
