-- Which projects a settle has changed lately, also where no line of a story tells of it: pages that
-- show them read anew. By transaction, so that one that commits late is not skipped.

alter table subject add column changed_tx xid8;
create index subject_changed on subject (changed_tx) where changed_tx is not null;
