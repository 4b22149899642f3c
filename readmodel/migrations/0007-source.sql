-- The systems that send events: the last that each said, and since when it is silent.

create table source (
  name text primary key,
  events bigint not null,
  -- Of the last to arrive.
  last_arrived_at timestamptz not null,
  last_occurred_at text not null,
  last_type text not null,
  last_event_id text not null,
  last_project_code text not null,
  -- What it speaks of: families of events and single utilities, such as `permit` and `utility/power`.
  matters text[] not null,
  -- The day of its last word (Asia/Shanghai), once projects were told that it is silent.
  silent_since text
);

insert into source
select last.source,
  (select count(*) from event where event.source = last.source),
  last.arrived_at, last.occurred_at, last.type, last.event_id, last.project_code,
  array(
    select distinct case split_part(type, '.', 3)
      when 'utility' then concat_ws('/', 'utility', raw->'data'->>'utility')
      else split_part(type, '.', 3) end
    from event
    where event.source = last.source and type !~ '\.(corrected|voided)\.v1$'
  ),
  null
from (select distinct on (source) * from event order by source, arrived_at desc, event_id desc) as last;

-- The table above answers what this index was for.
drop index event_by_source;

-- Which projects were told of a silence.
create index fact_of_silence on fact (fact_id) where source = '/silence';

-- 待核: the signals that got worse while a source was silent that could have prevented it.
alter table snapshot add column unverified jsonb not null generated always as (
  jsonb_path_query_array(assessment, '$.signals[*] ? (exists (@.unverified))')
) stored;
create index snapshot_unverified on snapshot (project_code) where unverified <> '[]';

-- 存量: true before the project went live.
alter table level add column stock boolean not null default false;
alter table alert add column stock boolean not null default false;
