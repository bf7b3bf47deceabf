-- Silence is consent only by a day that was declared when units were asked; and rewriting what was in force wants its own reason.
alter table plan.round_act
  add column silence_agrees boolean not null default false check (not silence_agrees or (act = 'issued' and day is not null)),
  add column backdated_because text check (backdated_because is null or act = 'signed');
comment on column plan.round_act.silence_agrees is 'Of issuing: who has said nothing when the day is over is taken to agree (逾期未反馈视为无异议).';
comment on column plan.round_act.backdated_because is 'Of signing: why the numbers hold from a day that is past, in the place of a version that was in force on it.';
-- Cells that are no numbers yet are kept as they were typed.
update plan.round set content = content || '{"unread": []}'::jsonb;
