-- What leaves for Kafka: written by the transaction that found it, sent by the relay.

create table outbox (
  -- Rows of one key are written under one lock, so their ids rise with their commits.
  id bigint primary key generated always as identity,
  topic text not null,
  key text,
  source text not null,
  event_id text not null,
  type text not null,
  headers jsonb not null default '{}',
  value bytea,
  -- Domain time; the instants below are real time.
  at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz,
  attempts int not null default 0,
  fault text,
  -- It can't be sent as it is: what follows under its key waits for a person.
  blocked_at timestamptz,
  -- A person gave it up; who and why is kept with the act.
  discarded_at timestamptz,
  unique (topic, source, event_id)
);
create index outbox_sendable on outbox (id)
  where blocked_at is null and sent_at is null and discarded_at is null;
create index outbox_blocked on outbox (topic, key, id)
  where blocked_at is not null and sent_at is null and discarded_at is null;
create index outbox_sent on outbox (sent_at) where sent_at is not null;

-- What other systems have been told of a project: a rebuild leaves it as it is, so that what a rebuild
-- found leaves with the next settle and nothing is told twice.
create table told_project (
  subject text primary key,
  -- Null: what they know may be wrong, so the next settle tells them the whole.
  state jsonb,
  -- Those by which it was so.
  rules text not null,
  -- Of the last event.
  sequence bigint not null
);

-- One row: no event gets this number or a lower one. Raised after a restore, since what was told after
-- the backup had numbers that this database doesn't know.
create table told_base (
  sequence bigint not null
);
create unique index told_base_single on told_base ((true));
insert into told_base values (0);
