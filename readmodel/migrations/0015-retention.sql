-- What becomes outdated of dead letters and rechecks.

create index dead_letter_settled on dead_letter (at) where fate <> 'open';

-- Projects that a recheck had when it ended: its items go one day.
alter table recheck add column total int;
update recheck set total = (
  select count(*) from recheck_item where recheck_id = recheck.id and subject like 'project/%'
) where state = 'done';
