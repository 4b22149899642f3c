-- What a person may see beyond an office, and who did what: a chain that can only grow.

alter table person
  -- Authorities and utilities for which the person answers, as work items name them.
  add column departments text[] not null default '{}',
  -- Codes of the own projects of an enterprise's contact.
  add column projects text[] not null default '{}';

create table audit (
  -- Without gaps, from 1.
  seq bigint primary key,
  -- Real time.
  at timestamptz not null,
  -- Null: the system itself.
  person text,
  role text,
  -- In whose stead.
  on_behalf_of text,
  via text not null,
  act text not null,
  object text not null,
  project_code text,
  -- Id of the command, event or request from which it came.
  source text,
  before json,
  after json,
  prev_hash text not null,
  -- SHA-256 over `prev_hash` and the row as canonical JSON.
  hash text not null unique
);
create index audit_by_person on audit (person, seq);
create index audit_by_object on audit (object, seq);
create index audit_by_project on audit (project_code, seq);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit can only grow: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_only_grows before update or delete on audit
  for each row execute function refuse_audit_change();
create trigger audit_is_never_emptied before truncate on audit
  for each statement execute function refuse_audit_change();
