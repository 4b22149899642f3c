-- Since when a subject is stuck, and what is thrown away by schedule.

-- Real time, as long as it holds: its settle fails; its workflow lags behind what was decided.
alter table subject add column fault_since timestamptz;
alter table subject add column lagging_since timestamptz;
-- What the workflow passed when a settle noted more than that as carried out at once: it passes the
-- same again when its worker died before it could say so, which is no loss.
alter table subject add column carried_revision int;

update subject set fault_since = clock_timestamp() where fault_count > 0;
update subject set lagging_since = clock_timestamp() where obeyed_revision < decided_revision;
create index subject_lagging on subject (lagging_since) where lagging_since is not null;
create index subject_faulty on subject (fault_since) where fault_since is not null;

-- Null once it is outdated: source, id and hash stay, so that a repeat is still known as one.
alter table event alter column raw drop not null;
create index event_outdated on event (arrived_at) where raw is not null;
create index timeline_outdated on timeline (at);
create index outbox_discarded on outbox (discarded_at) where discarded_at is not null;
