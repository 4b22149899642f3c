-- An alert as a case that people work on, written by the settle of its project.

alter table alert
  -- Null: raised before cases were kept; the next settle of its project makes it one.
  add column standing json,
  add column episode int not null default 1,
  -- Lines of its story.
  add column records int not null default 0,
  -- Shown to few, and told to no other system.
  add column restricted bool not null default false,
  drop constraint alert_state_check;
update alert set state = 'closed',
  records = (select count(*) from alert_record where alert_record.alert_id = alert.alert_id);
alter table alert
  add constraint alert_state_check check (state in ('open', 'toVerify', 'toApprove', 'closed'));
create index alert_open on alert (state, project_code) where state <> 'closed';

alter table alert_record
  drop constraint alert_record_kind_check,
  add column person text,
  add column detail json;

-- What is to be done about an alert, each at its time; its workflow walks them.
create table alert_step (
  alert_id text not null,
  step_id text not null,
  kind text not null
    check (kind in ('notify', 'note', 'remind', 'escalate', 'list', 'slip', 'wake')),
  -- Domain time, as is done_at and dropped_at.
  at timestamptz not null,
  recipients json not null,
  severity text not null,
  how text not null check (how in ('push', 'digest', 'safety')),
  done_at timestamptz,
  -- No longer wanted when it was not done yet.
  dropped_at timestamptz,
  primary key (alert_id, step_id)
);
create index alert_step_to_do on alert_step (alert_id, at)
  where done_at is null and dropped_at is null;
