-- One trace from the event to what was made of it: trace contexts of W3C, of what brought a fact,
-- and of the settle that made a snapshot. Null where nobody traces.

alter table fact add column traceparent text;
alter table snapshot add column traceparent text;
