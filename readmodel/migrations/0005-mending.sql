-- What became of dead letters and parked facts, and who did it.

alter table dead_letter
  add column fate text not null default 'open' check (fate in ('open', 'replayed', 'discarded')),
  -- How often this message was sent again before it came here.
  add column replay_count int not null default 0,
  -- As its source wrote it: a day or an instant; null where it could not be read.
  add column occurred_at text;
create index dead_letter_open on dead_letter (id) where fate = 'open';

-- One row an act of a person; repeated under its id, it has its first outcome.
create table mending (
  command_id text primary key,
  payload_hash text not null,
  kind text not null
    check (kind in ('deadLettersReplayed', 'deadLettersDiscarded', 'parkedMatched', 'parkedDiscarded',
      'outboxRetried', 'outboxDiscarded')),
  actor jsonb not null,
  reason text not null,
  outcome jsonb not null,
  at timestamptz not null
);

create table mending_object (
  command_id text not null references mending,
  -- `dead-letter/12`, `outbox/12`, or `parked/<project code>/<source>/<event id>`.
  object text not null,
  -- What was taken away, so that nothing is lost.
  content jsonb,
  primary key (command_id, object)
);
create index mending_object_by_object on mending_object (object);
