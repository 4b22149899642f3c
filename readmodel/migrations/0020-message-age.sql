-- What was told lately, for figures and for what is outdated.
create index message_made on message (made_at);
create index delivery_began on delivery (began_at);
