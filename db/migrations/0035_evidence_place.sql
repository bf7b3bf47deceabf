-- Evidence stands among the uploads, so that a backup holds it.
comment on table submissions.evidence is 'Files that go with figures. Their bytes stand in the data folder under uploads/evidence/, by file_id.';
