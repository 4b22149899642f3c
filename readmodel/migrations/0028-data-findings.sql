-- How many contradictions and gaps in the data of a project wait for somebody, so that the list of
-- them parses no other project.

alter table snapshot add column data_findings int not null default 0;

update snapshot set data_findings = (
  select count(*) from jsonb_array_elements(assessment->'findings') as finding
  where finding->>'code' not in ('estimated', 'sourceSilent', 'softGateOpen'))
where not coalesce((assessment->>'closed')::bool, false);

create index snapshot_data_findings on snapshot (project_code) where data_findings > 0;
