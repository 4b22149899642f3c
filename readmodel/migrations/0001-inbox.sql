-- What came in: raw events, the facts made of them, and what could not be taken.

create table event (
  source text not null,
  event_id text not null,
  payload_hash text not null,
  type text not null,
  project_code text not null,
  -- As its source wrote it: a day or an instant.
  occurred_at text not null,
  raw jsonb not null,
  topic text,
  partition int,
  kafka_offset bigint,
  arrived_at timestamptz not null,
  primary key (source, event_id)
);
create index event_by_source on event (source, arrived_at);

-- All that is known of a subject; commands of people and upstream dates are facts too.
create table fact (
  subject text not null,
  source text not null,
  fact_id text not null,
  -- Order of arrival.
  seq bigint not null generated always as identity,
  type text not null,
  body jsonb not null,
  arrived_at timestamptz not null,
  -- Null while it waits.
  applied_at timestamptz,
  primary key (subject, source, fact_id)
);
create index fact_waiting on fact (subject, seq) where applied_at is null;

create table dead_letter (
  id bigint primary key generated always as identity,
  reason text not null,
  path text,
  detail text not null,
  source text,
  event_id text,
  type text,
  project_code text,
  raw bytea,
  key text,
  headers jsonb not null default '{}',
  topic text not null,
  partition int not null,
  kafka_offset bigint not null,
  at timestamptz not null,
  unique (topic, partition, kafka_offset)
);
create index dead_letter_by_reason on dead_letter (reason);
