-- When each workflow wakes by itself, real time: null when it sleeps without a timer, or none has slept yet.

alter table subject add column wakes_at timestamptz;
-- Until now a workflow was rung as soon as its next change became earlier.
update subject set wakes_at = next_change_at where obeyed_revision = decided_revision;
create index subject_oversleeping on subject (next_change_at)
  where next_change_at < coalesce(wakes_at, 'infinity'::timestamptz);
