-- What lists of approvals show and ask for, beside the whole assessment: nobody parses ten thousand
-- of them to show fifty.

alter table approval_snapshot
  -- {phase, template, sample, of, done, items}: items that somebody has in hand.
  add column listed json,
  -- Of its items `authority:<name>`, `state:<state>`, and each such pair, `state:<state> authority:<name>`.
  add column item_keys text[] not null default '{}';

update approval_snapshot set
  listed = (select json_build_object(
      'phase', assessment->>'phase', 'template', assessment->'template',
      'sample', coalesce((assessment->>'sample')::bool, false),
      'of', count(*) filter (where item->>'applies' = 'yes'),
      'done', count(*) filter (where item->>'applies' = 'yes' and (item->>'done')::bool),
      'items', coalesce(json_agg(item order by place) filter (where not (item->>'done')::bool
        and item->>'holder' is not null and item->>'state' <> 'notStarted'), '[]'))
    from json_array_elements(assessment->'items') with ordinality as every (item, place)),
  item_keys = array(select distinct key
    from json_to_recordset(assessment->'items') as item (authority text, state text),
      unnest(array['authority:' || authority, 'state:' || state,
        'state:' || state || ' authority:' || authority]) as key);

alter table approval_snapshot alter column listed set not null;

-- To whom an alert was handed over decides who sees its project.
alter table alert
  add column delegated_to text generated always as (standing -> 'delegated' ->> 'to') stored;
create index alert_delegated on alert (delegated_to, project_code)
  where delegated_to is not null and state <> 'closed';
