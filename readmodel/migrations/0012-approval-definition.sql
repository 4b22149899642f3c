-- Approval templates are definitions like the others: rows that are never changed.

alter table definition
  drop constraint definition_kind_check,
  add constraint definition_kind_check
    check (kind in ('lifecycle', 'policy', 'calendar', 'approval'));
