-- Lists of approvals put first what is due first: the days of all open work items are read without their rows.

create index work_item_due on work_item (subject, due) where closed_at is null;
