-- Definitions as they were loaded, and which of them are in force.

-- Never changed: a changed content is a version of its own.
create table definition (
  kind text not null check (kind in ('lifecycle', 'policy', 'calendar')),
  id text not null,
  version text not null,
  hash text not null,
  -- json, not jsonb: the order of its keys is part of what a program sees.
  body json not null,
  -- Order of loading: the last loaded is the newest.
  seq bigint not null generated always as identity,
  loaded_at timestamptz not null default clock_timestamp(),
  primary key (kind, id, version)
);

-- What came into force when: of each id (of calendars: of all) the highest generation counts.
create table definition_in_force (
  generation int not null,
  kind text not null,
  id text not null,
  version text not null,
  -- Domain time.
  at timestamptz not null,
  primary key (generation, kind, id),
  foreign key (kind, id, version) references definition (kind, id, version)
);

-- The template version that a project follows, until a recheck moves it.
alter table subject add column template_version text;

-- Every open subject settled once more, after rules came into force.
create table recheck (
  id bigint primary key generated always as identity,
  state text not null check (state in ('running', 'done')),
  generation int not null,
  -- What this recheck put in force: kind, id, from, to.
  definitions jsonb not null,
  -- A process with an older core leaves it to others.
  core_version int not null,
  keep_templates boolean not null,
  rate_per_second int not null,
  actor text not null,
  -- Domain time.
  started_at timestamptz not null,
  finished_at timestamptz,
  -- Who works on it, and until when nobody else does; real time.
  runner text,
  leased_until timestamptz
);
create unique index recheck_running on recheck (state) where state = 'running';

create table recheck_item (
  recheck_id bigint not null references recheck,
  -- Upstream projects first, so that those who wait for them are settled with what they then say.
  place int not null,
  subject text not null,
  from_colour text,
  to_colour text,
  fault text,
  -- Real time; written in the transaction of the settle.
  done_at timestamptz,
  primary key (recheck_id, place)
);
create unique index recheck_item_by_subject on recheck_item (recheck_id, subject);
create index recheck_item_to_do on recheck_item (recheck_id, place) where done_at is null;
