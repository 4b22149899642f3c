-- An approval is also found by each of several authorities that share an address, such as 住建/行业.

update approval_snapshot set item_keys = item_keys || added.keys
from (
  select subject, array_agg(distinct parts[1] || one) as keys
  from approval_snapshot as known, unnest(item_keys) as key,
    regexp_match(key, '^((?:state:[^ ]+ )?authority:)(.*[+/].*)$') as parts,
    unnest(string_to_array(translate(parts[2], '+', '/'), '/')) as one
  where parts[1] || one <> all(item_keys)
  group by subject
) as added
where added.subject = approval_snapshot.subject;
