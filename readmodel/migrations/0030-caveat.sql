-- Why the colour of a project is shown hatched: `unverified` (a silent source could have prevented
-- it) or `exempt` (a document excuses it); null where some signal gives it for certain.

alter table snapshot add column caveat text;

-- As domain/caveat.ts says it.
update snapshot set caveat = (
  with colours as (select '{green,blue,yellow,red}'::text[] as rising),
  giving as (
    select case
      when array_position(rising, signal #>> '{unverified,heldColour}') < array_position(rising, colour)
        then 'unverified'
      when signal ? 'exempt' then 'exempt' end as caveat
    from colours, jsonb_array_elements(assessment->'signals') as signal
    where signal->>'projectColour' = colour)
  select case when bool_or(giving.caveat is null) then null
    when bool_or(giving.caveat = 'exempt') then 'exempt'
    when count(*) > 0 then 'unverified' end
  from giving)
where colour in ('blue', 'yellow', 'red') and not assessment ? 'override'
  and jsonb_path_exists(assessment, '$.signals[*] ? (exists (@.unverified) || exists (@.exempt))');
