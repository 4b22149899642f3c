-- How many contradictions and gaps in the data of an approval wait for somebody, as of projects.

alter table approval_snapshot add column data_findings int not null default 0;

update approval_snapshot set data_findings = (
  select count(*) from json_array_elements(assessment->'notes') as note
  where note->>'code' not in ('voided', 'gap')
    or (note->>'code' = 'gap' and exists (
      select from json_array_elements(assessment->'duties') as duty
      where duty->>'kind' = 'confirm' and duty->>'detail' = 'gap' and duty->>'item' = note->>'item')))
where not closed;

create index approval_snapshot_data_findings on approval_snapshot (project_code)
  where data_findings > 0;
