-- A confirmation is carried out some rows a request: those that wait are in state `queued`.

alter table workbook_import
  -- Why its queued rows are written, as whoever confirmed them said.
  add column reason text;

alter table workbook_row
  -- A list of thousands of rows is counted after each few: without reading all that was found in them.
  add column is_new boolean generated always as (found ->> 'isNew' = 'true') stored;
