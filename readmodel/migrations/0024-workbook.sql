-- Workbooks of people: what was read of an uploaded one until its rows are confirmed, and what reports say beside it.

create table workbook_import (
  id bigint primary key generated always as identity,
  file text not null,
  -- SHA-256 of its bytes, in hex: tells that a file comes again.
  file_hash text not null,
  sheet text not null,
  sheets text[] not null,
  -- Text above the headings.
  title text,
  -- Of column A on.
  headings text[] not null,
  -- What each heading holds; null is not read.
  fields text[] not null,
  map_name text,
  -- Of dates without one.
  year int not null,
  actor text not null,
  -- Domain time.
  at timestamptz not null,
  confirmed_at timestamptz
);

create table workbook_row (
  import_id bigint not null references workbook_import on delete cascade,
  -- As the table program counts.
  number int not null,
  cells json not null,
  -- What a person said of it, by field.
  answers json not null default '{}',
  -- ready, guess, error, unchanged, skipped; done and refused once confirmed.
  state text not null,
  project_code text,
  name text,
  -- What was found in it: faults, guesses, notes and acts.
  found json not null,
  -- What became of its acts.
  outcome json,
  primary key (import_id, number)
);
create index workbook_row_by_state on workbook_row (import_id, state, number);

-- Which column holds what, by the name under which a person saved it.
create table sheet_map (
  name text primary key,
  body json not null,
  saved_by text not null,
  saved_at timestamptz not null
);

-- What lists and reports carry of a project that nothing is decided by.
create table report_field (
  project_code text not null,
  field text not null,
  value text not null,
  said_by text not null,
  said_at timestamptz not null,
  primary key (project_code, field)
);

-- Number and day of a supervision slip (督办单), as a person has recorded them; never changed.
create table supervision_slip (
  id bigint primary key generated always as identity,
  alert_id text not null,
  project_code text not null,
  number text not null unique,
  issued_on date not null,
  recorded_by text not null,
  recorded_at timestamptz not null
);
create index supervision_slip_by_alert on supervision_slip (alert_id);
