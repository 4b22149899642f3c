-- Approvals of projects: subjects of their own, with facts, snapshot and timeline like a project.

alter table subject
  drop constraint subject_kind_check,
  add constraint subject_kind_check check (kind in ('project', 'approval')),
  -- Identifies what it last told of itself: a project its approvals, an approval its project.
  add column told_hash text;
create index subject_by_project on subject (project_code, kind);

alter table level
  drop constraint level_kind_check,
  -- Of an approval the severity is `open`.
  add constraint level_kind_check check (kind in ('alert', 'approval'));

create table approval_snapshot (
  subject text primary key,
  revision int not null,
  core_version int not null,
  assessed_at timestamptz not null,
  assessment jsonb not null,
  project_code text not null,
  round int not null,
  name text not null,
  status text not null,
  colour text,
  complete boolean not null,
  closed boolean not null,
  manager text,
  -- Domain time.
  next_change_at timestamptz,
  traceparent text
);
create unique index approval_snapshot_by_round on approval_snapshot (project_code, round);

-- Something that somebody has to do, or had to. Never emptied by a rebuild: it says who was asked.
create table work_item (
  subject text not null,
  -- `<item>/<round>/<kind>[/<detail>]`.
  duty_id text not null,
  project_code text not null,
  kind text not null,
  item text not null,
  -- Which try of the item, from 1.
  round int not null,
  -- Department, document or correction round.
  detail text,
  holder text not null,
  authority text not null,
  since text not null,
  due text,
  words jsonb not null,
  -- Domain time; opened again when what had closed it was taken back.
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_because text check (closed_because in ('done', 'ended', 'waived', 'notReady', 'over')),
  -- How often its addressee was asked over Kafka, and whether the last word was that it is off.
  asked int not null default 0,
  called_off boolean not null default false,
  primary key (subject, duty_id),
  check ((closed_at is null) = (closed_because is null))
);
create index work_item_open on work_item (authority, holder) where closed_at is null;
create index work_item_by_project on work_item (project_code);
