-- People, what they are to be told, the messages made of it, and how each was handed over.

create table person (
  id text primary key,
  name text not null,
  -- Offices that the person holds in the park, as a role of a person's command names them.
  roles text[] not null,
  language text not null default 'zh' check (language in ('zh', 'en')),
  -- By channel, such as {"email": "li@park.example", "wecom": "liming"}.
  addresses json not null default '{}',
  -- In the order to be tried; those without an address are passed over.
  channels text[] not null default '{}',
  -- Own quiet hours, `HH:MM`, within which nothing but danger is pushed.
  quiet_from text,
  quiet_to text,
  -- Who stands in, and for which days, both inclusive.
  substitute text,
  substitute_from text,
  substitute_to text,
  active bool not null default true,
  sample bool not null default false
);

-- One thing that one person is to be told; never told twice for one step.
create table notice (
  id bigint generated always as identity primary key,
  person text not null,
  -- In whose stead, when the person is a substitute.
  instead_of text,
  kind text not null,
  project_code text,
  alert_id text,
  -- Of the alert's step, or what else makes it one of its kind.
  step_id text not null,
  severity text,
  how text not null check (how in ('push', 'digest', 'safety')),
  -- Domain time: not before.
  due_at timestamptz not null,
  -- Small facts for its text.
  content json not null default '{}',
  traceparent text,
  -- The message that carries it; null while it waits.
  message_id bigint,
  -- Domain time, as are all that follow.
  added_at timestamptz not null,
  -- Not pushed before, because the day's budget was used up or it came at night; it is in the inbox all the same.
  held_until timestamptz,
  -- No message will carry it: what it tells of was over before.
  dropped_at timestamptz,
  read_at timestamptz
);
create unique index notice_once on notice (person, coalesce(alert_id, ''), step_id);
create index notice_waiting on notice (person) where message_id is null and dropped_at is null;
create index notice_of_message on notice (message_id);
create index notice_by_alert on notice (alert_id);

create table message (
  id bigint generated always as identity primary key,
  -- A person's id, or `group/<robot>`.
  addressee text not null,
  kind text not null check (kind in ('alerts', 'digest', 'safety')),
  -- Domain time of the slot for which it was made.
  slot_at timestamptz not null,
  -- Text as it was sent, without links.
  content json not null,
  language text not null,
  -- Where its buttons lead, by alert and step; gone once nothing is left to send, since tokens are kept nowhere.
  links json,
  traceparent text,
  made_at timestamptz not null,
  state text not null default 'queued'
    check (state in ('queued', 'sent', 'unknown', 'failed', 'inAppOnly')),
  -- Real time of the next try; null when nothing is left to do.
  next_try_at timestamptz
);
create index message_by_addressee on message (addressee, slot_at);
create index message_in_doubt on message (id) where state in ('unknown', 'failed');
create index message_to_send on message (next_try_at) where next_try_at is not null;

-- Each try to hand a message over; `sending` is written before the call.
create table delivery (
  id bigint generated always as identity unique,
  message_id bigint not null references message,
  try int not null,
  channel text not null,
  state text not null check (state in ('sending', 'sent', 'refused', 'failed', 'unknown')),
  -- Real time.
  began_at timestamptz not null,
  ended_at timestamptz,
  answer text,
  primary key (message_id, try)
);
create index delivery_by_channel on delivery (channel, began_at);

-- What a channel may still send: one row each, locked while it is counted.
create table channel_pace (
  channel text primary key,
  -- Real time before which nothing more goes out.
  free_at timestamptz not null
);

-- One-time tokens of links; only their hash is kept.
create table message_token (
  hash text primary key,
  person text not null,
  alert_id text not null,
  step_id text not null,
  -- Real time.
  expires_at timestamptz not null,
  used_at timestamptz
);
create index message_token_outdated on message_token (expires_at);
