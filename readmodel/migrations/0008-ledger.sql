-- Rows of imported ledgers as they stood last, and the keys of those who push events.

-- A table that one system exports again and again; several of one source are kept apart by name.
create table ledger (
  id bigint primary key generated always as identity,
  source text not null,
  name text not null,
  -- The import that may write; an older one that still runs is refused.
  current_import bigint,
  unique (source, name)
);

create table ledger_import (
  id bigint primary key generated always as identity,
  ledger_id bigint not null references ledger,
  file text not null,
  actor text not null,
  -- A trial compares and sends nothing.
  trial boolean not null,
  backfill boolean not null,
  -- Domain time.
  began_at timestamptz not null,
  finished_at timestamptz,
  rows int not null default 0,
  stated int not null default 0,
  corrected int not null default 0,
  unchanged int not null default 0,
  refused int not null default 0,
  vanished int not null default 0
);
create index ledger_import_by_ledger on ledger_import (ledger_id, id);

-- What a row says of one subject: one event of the source, with its corrections.
create table ledger_statement (
  ledger_id bigint not null references ledger,
  row_key text not null,
  -- Which event of the row, as its map names them.
  slot text not null,
  -- Project code and application number; in another project it is another statement.
  subject text not null,
  type text not null,
  -- Counts the events of this row and slot: with row key and slot it makes their ids.
  revision int not null,
  -- The event that stands; corrections and a void name it.
  event_id text not null,
  said jsonb not null,
  -- stands, asked (it has vanished from the ledger), kept (a person let it stand), voided.
  state text not null,
  row_number int not null,
  seen_import bigint not null,
  primary key (ledger_id, row_key, slot, subject)
);

-- What vanished from a ledger, for a person to answer: only a person may void.
create table ledger_question (
  id bigint primary key generated always as identity,
  ledger_id bigint not null,
  row_key text not null,
  slot text not null,
  subject text not null,
  event_id text not null,
  -- Null when the whole statement has vanished.
  field text,
  import_id bigint not null references ledger_import,
  asked_at timestamptz not null,
  -- kept, wrong, or returned: the ledger has it again.
  answer text,
  answered_at timestamptz,
  answered_by text,
  reason text,
  foreign key (ledger_id, row_key, slot, subject) references ledger_statement
);
-- Asked once; again only after it had returned.
create unique index ledger_question_once on ledger_question
  (ledger_id, row_key, slot, subject, event_id, (coalesce(field, ''))) where answer is distinct from 'returned';
create index ledger_question_open on ledger_question (id) where answer is null;

-- The signature can only be checked with the secret itself.
create table push_key (
  id text primary key,
  source text not null,
  secret text not null,
  note text,
  made_by text not null,
  made_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz
);
