-- What is decided of a subject, and how far the acting side has come. Never emptied by a rebuild,
-- except snapshot and timeline.

create table subject (
  id text primary key,
  kind text not null check (kind in ('project')),
  project_code text not null,
  revision int not null default 0,
  -- The last revision that gave the workflow something to do, and the one it has carried out.
  decided_revision int not null default 0,
  obeyed_revision int not null default 0,
  -- Real time, as the three other instants of this table that are not marked otherwise.
  next_change_at timestamptz,
  next_ring_at timestamptz not null default clock_timestamp(),
  -- Tries since the workflow last had something new to do.
  rings int not null default 0,
  closed boolean not null default false,
  lost_count int not null default 0,
  fault_count int not null default 0,
  fault_message text,
  fault_next_try_at timestamptz,
  -- Domain time.
  registered_at timestamptz not null
);
create index subject_to_ring on subject (next_ring_at) where obeyed_revision < decided_revision;
create index subject_by_next_change on subject (next_change_at) where next_change_at is not null;

create table snapshot (
  subject text primary key,
  revision int not null,
  core_version int not null,
  assessed_at timestamptz not null,
  assessment jsonb not null,
  project_code text not null,
  name text not null,
  kind text not null,
  status text not null,
  phase text not null,
  stage text not null,
  colour text,
  manager text,
  -- Domain time.
  next_change_at timestamptz
);
create unique index snapshot_by_code on snapshot (project_code);

create table timeline (
  id bigint primary key generated always as identity,
  -- Lets a reader stop before the oldest transaction that still runs, so that no late commit is skipped.
  tx xid8 not null default pg_current_xact_id(),
  subject text not null,
  project_code text not null,
  revision int not null,
  kind text not null,
  object text not null,
  from_value text,
  to_value text,
  detail jsonb,
  at timestamptz not null,
  cause text not null check (cause in ('FACT', 'TIME', 'COMMAND', 'RULES_CHANGED', 'REBUILD')),
  fact_source text,
  fact_id text
);
create index timeline_by_subject on timeline (subject, id);
create index timeline_by_transaction on timeline (tx, id);

-- A project that waits for a milestone of another; `told` is what it last heard.
create table dependency (
  upstream text not null,
  milestone text not null,
  dependant text not null,
  gates text not null,
  type text not null,
  lag_days int not null,
  told jsonb,
  primary key (dependant, upstream, milestone, gates)
);
create index dependency_by_upstream on dependency (upstream);

create table command_outcome (
  command_id text primary key,
  subject text not null,
  payload_hash text not null,
  outcome jsonb not null,
  revision int not null,
  at timestamptz not null
);
