-- What the pages list, count and sort by, as columns: written with each snapshot, so that nobody
-- reads ten thousand assessments to show fifty of them.

alter table snapshot
  add column investor text not null default '',
  add column deputy text,
  add column patron text,
  add column priority text not null default '',
  add column sample bool not null default false,
  -- The signal that gives the project its colour.
  add column leading_signal jsonb,
  -- Red 0, yellow 1, blue 2, green 3, without colour 4: lists sort by it.
  add column rank smallint not null default 4,
  -- Domain time.
  add column colour_since timestamptz,
  -- The earliest milestone to come: {code, label, due, expected, redLine}.
  add column next_milestone jsonb,
  add column next_due text,
  -- Due days of all milestones to come.
  add column open_days text[] not null default '{}',
  -- What people are asked for, and what makes it late; null where nothing.
  add column asks jsonb,
  add column risks jsonb;

create index timeline_of_colours on timeline (subject, id) include (at, from_value, to_value)
  where kind = 'colourChanged';

-- The rest comes with the next settle of each project, or with `kaigong recheck`.
update snapshot set
  investor = coalesce(assessment->>'investor', ''),
  deputy = assessment->'people'->>'deputy',
  patron = assessment->'people'->>'patron',
  priority = coalesce(assessment->>'priority', ''),
  sample = coalesce((assessment->>'sample')::bool, false),
  leading_signal = jsonb_path_query_first(assessment, '$.signals[*] ? (@.id == $.leading)'),
  rank = case colour when 'red' then 0 when 'yellow' then 1 when 'blue' then 2
    when 'green' then 3 else 4 end,
  colour_since = coalesce((select at from timeline
    where timeline.subject = snapshot.subject and kind = 'colourChanged'
    order by id desc limit 1), assessed_at),
  open_days = case when status in ('completed', 'terminated') then '{}' else array(
    select due #>> '{}' from jsonb_path_query(assessment,
      '$.milestones[*] ? (@.state == "open" || @.state == "reported").due') as due order by 1) end,
  next_due = case when status in ('completed', 'terminated') then null else (
    select min(due #>> '{}') from jsonb_path_query(assessment,
      '$.milestones[*] ? (@.state == "open" || @.state == "reported").due') as due) end,
  next_milestone = case when status in ('completed', 'terminated') then null else (
    select jsonb_build_object('code', one->'code', 'label', one->'label', 'due', one->'due',
      'expected', one->'expected', 'redLine', one->'redLine')
    from jsonb_path_query(assessment,
      '$.milestones[*] ? (exists (@.due) && (@.state == "open" || @.state == "reported"))') as one
    order by one->>'due' limit 1) end;

alter table snapshot alter column colour_since set not null;

-- No more of them: each is written with nearly every settle that finds its page full.
create index snapshot_by_pain on snapshot (rank, colour_since, project_code);
create index snapshot_by_next on snapshot (next_due, project_code);
-- Whose answer an alert waits for, and since when (domain time): posts, offices, `person:<id>`.
alter table alert
  add column asked text[] not null default '{}',
  add column asked_from timestamptz;
update alert set
  asked = case
    when standing is null or standing->>'hiddenBy' is not null then '{}'
    when state = 'toApprove' then '{patron}'
    when state = 'toVerify' and standing->'returned' is not null then '{manager}'
    when state = 'toVerify' then '{team}'
    when standing->'acknowledged' is not null or standing->'snoozed' is not null
      or standing->'ladder'->'rungs'->severity->'acknowledge' is null then '{}'
    else array(select post from json_array_elements_text(
        standing->'ladder'->'rungs'->severity->'notify') as post
      where post not in ('patron', 'mainLeader', 'supervision')) end,
  asked_from = (standing->>'toldAt')::timestamptz
where state <> 'closed';

create index alert_open_by_project on alert (project_code, severity) where state <> 'closed';

-- A filter that a person keeps under a name.
create table saved_view (
  id bigint primary key generated always as identity,
  person text not null,
  page text not null,
  name text not null,
  -- The search part of an address.
  query text not null,
  -- Real time.
  saved_at timestamptz not null default clock_timestamp(),
  unique (person, page, name)
);
