-- What should exist beside a project, and what was made of it.

create table level (
  subject text not null,
  level_id text not null,
  kind text not null check (kind in ('alert')),
  -- Null: not wanted any more.
  severity text,
  wanted_revision int not null,
  -- Domain time of the settle that wanted it so.
  wanted_at timestamptz not null,
  told_revision int not null default 0,
  primary key (subject, level_id)
);

create table alert (
  alert_id text primary key,
  project_code text not null,
  severity text not null,
  state text not null check (state in ('open', 'cleared')),
  opened_at timestamptz not null,
  cleared_at timestamptz,
  revision int not null,
  reopen_count int not null default 0
);
create index alert_by_project on alert (project_code);

create table alert_record (
  alert_id text not null references alert,
  seq int not null,
  kind text not null check (kind in ('opened', 'worsened', 'eased', 'cleared', 'reopened')),
  severity text not null,
  at timestamptz not null,
  revision int not null,
  primary key (alert_id, seq)
);
