-- Of those whom a policy fits, how many have no amount because a figure for it is missing: without them the sum is too low, and where
-- they are all of them there is no sum. What was counted before did not tell them apart; where it came to nought, all of them are taken
-- to lack figures until it is counted anew.
alter table policies.run_count add column uncounted bigint not null default 0;
update policies.run_count set uncounted = met where amount = 0;
comment on column policies.run_count.uncounted is 'Of met: whose amount lacks a figure. Of a policy that is not worth money all of them.';

alter table policies.evaluation add column uncounted bigint not null default 0;
update policies.evaluation set uncounted = met where amount = 0;
comment on column policies.evaluation.uncounted is 'Of met: whose amount lacks a figure. Of a policy that is not worth money all of them.';
