-- Submissions: what units report by form and period. The working copy is a draft; what was submitted and what was done stays for good.

create schema submissions;

create sequence submissions.record_id;

create table submissions.submission (
  district text not null,
  submission_id bigint not null default nextval('submissions.record_id'),
  plan_id text not null,
  form_id text not null,
  unit_id text not null,
  period text not null,
  reviewers text[] not null default '{}',
  revision integer not null default 0,
  cells jsonb not null default '{}',
  state text not null default 'draft' check (state in ('draft', 'submitted', 'returned', 'approved', 'locked', 'reopened')),
  version integer not null default 0,
  step integer,
  approved_version integer,
  warnings integer not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  primary key (district, submission_id)
);
comment on table submissions.submission is 'A unit''s submission of a form for a period, from the first that somebody saved. Before that it has no row.';
comment on column submissions.submission.reviewers is 'Departments that a step of the form names: they see it too.';
comment on column submissions.submission.revision is 'Counts saves.';
comment on column submissions.submission.cells is 'By cell: value, comment, stand, and the revision, person and instant that it was written in last.';
comment on column submissions.submission.state is 'The fold of submissions.act (packages/contract/src/submission-acts.ts), kept for lists; so are version, step and approved_version.';
comment on column submissions.submission.warnings is 'Of the version submitted last: explained findings, open disputes and figures changed since a return.';
-- one of each, however many open it at once
create unique index submission_key on submissions.submission (district, plan_id, form_id, unit_id, period);
-- what waits for a signature
create index submission_waiting on submissions.submission (district, plan_id) where state = 'submitted';

create table submissions.version (
  district text not null,
  submission_id bigint not null,
  version integer not null,
  cells jsonb not null,
  submitted_at timestamptz not null default clock_timestamp(),
  submitted_by_id text not null,
  submitted_by text not null,
  restated_because text,
  primary key (district, submission_id, version),
  foreign key (district, submission_id) references submissions.submission
);
comment on table submissions.version is 'What was submitted at one time. Inserts only.';
comment on column submissions.version.restated_because is 'Of figures that had been approved: why they were re-opened.';

create table submissions.act (
  district text not null,
  act_id bigint not null default nextval('submissions.record_id'),
  submission_id bigint not null,
  act text not null check (act in ('submitted', 'withdrawn', 'passed', 'approved', 'returned', 'locked', 'reopened')),
  version integer,
  step integer,
  remark text,
  remarks jsonb not null default '[]',
  happened_at timestamptz not null default clock_timestamp(),
  actor_id text not null,
  actor_name text not null,
  primary key (district, act_id),
  foreign key (district, submission_id) references submissions.submission
);
comment on table submissions.act is 'What was done to a submission, in the order of act_id; where it stands is their fold. Inserts only.';
comment on column submissions.act.step is 'Of a pass or an approval: which step of the form, from 0.';
comment on column submissions.act.remarks is 'Of a return: remarks at single cells.';
create index act_submission on submissions.act (district, submission_id, act_id);

create table submissions.dispute (
  district text not null,
  dispute_id bigint not null default nextval('submissions.record_id'),
  submission_id bigint not null,
  cell text not null,
  target_id text not null,
  counted numeric not null,
  claimed numeric not null,
  reason text not null,
  opened_at timestamptz not null default clock_timestamp(),
  opened_by text not null,
  outcome text check (outcome in ('accepted', 'rejected', 'withdrawn')),
  note text,
  record text,
  settled_at timestamptz,
  settled_by text,
  primary key (district, dispute_id),
  foreign key (district, submission_id) references submissions.submission,
  check ((outcome is null) = (settled_at is null))
);
comment on table submissions.dispute is 'A unit says that a counted value is not right; the office settles it.';
comment on column submissions.dispute.record is 'The registry record that was corrected, where one was.';
-- a cell is disputed once at a time
create unique index dispute_open on submissions.dispute (district, submission_id, cell) where outcome is null;

create table submissions.evidence (
  district text not null,
  file_id uuid not null,
  submission_id bigint not null,
  item text not null,
  dispute_id bigint,
  file_name text not null,
  size bigint not null,
  sha256 text not null,
  media_type text not null,
  added_at timestamptz not null default clock_timestamp(),
  added_by text not null,
  first_version integer,
  removed_at timestamptz,
  removed_by text,
  primary key (district, file_id),
  foreign key (district, submission_id) references submissions.submission,
  foreign key (district, dispute_id) references submissions.dispute
);
comment on table submissions.evidence is 'Files that go with figures. Their bytes stand in the data folder under evidence/, by file_id.';
comment on column submissions.evidence.first_version is 'The version with which it was first submitted: from then on it stays.';
create index evidence_submission on submissions.evidence (district, submission_id) where removed_at is null;

create table submissions.reminder (
  district text not null,
  reminder_id bigint not null default nextval('submissions.record_id'),
  plan_id text not null,
  form_id text not null,
  unit_id text not null,
  period text not null,
  reminded_at timestamptz not null default clock_timestamp(),
  reminded_by text not null,
  primary key (district, reminder_id)
);
comment on table submissions.reminder is 'When which unit was reminded of what. It may have saved nothing yet, so there may be no submission.';
create index reminder_key on submissions.reminder (district, plan_id, form_id, unit_id, period);

alter table indicators.reported_value add column restated_because text;
comment on table indicators.reported_value is 'What only people know, per unit and period: carried here by approved submissions.';
comment on column indicators.reported_value.restated_because is 'It replaces a value that had been approved: why.';
