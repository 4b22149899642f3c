-- What a recheck can't settle is tried again while the rest goes on.

alter table recheck_item
  add column tries int not null default 0,
  -- Real time; null before its first failure.
  add column next_try_at timestamptz;
create index recheck_item_failed on recheck_item (recheck_id) where fault is not null;

-- Of its last settle that did not fail, in real time: what a recheck could not settle before is settled since.
alter table subject add column settled_at timestamptz;
