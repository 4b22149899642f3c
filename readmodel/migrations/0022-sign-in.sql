-- Who has signed in, and what the local issuer keeps. All instants are real time.

create table web_session (
  -- SHA-256 of the cookie: whoever reads this table can't take a session over.
  id_hash bytea primary key,
  person text not null,
  -- What a page must send with every act.
  csrf text not null,
  -- For signing out at the issuer as well.
  id_token text not null,
  begun_at timestamptz not null default clock_timestamp(),
  -- Moved at most once a minute.
  seen_at timestamptz not null default clock_timestamp(),
  ends_at timestamptz not null
);
create index web_session_by_end on web_session (ends_at);
create index web_session_by_person on web_session (person);

-- Of people who sign in at the local issuer.
create table account (
  person text primary key,
  -- `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`, both in base64url.
  password_hash text not null,
  -- The password was given out by somebody else and must be changed.
  must_change boolean not null,
  -- Wrong attempts since the last right one, those of a lock that is over not counted.
  failures int not null default 0,
  locked_until timestamptz,
  -- Base32; null: no second factor.
  totp_secret text,
  -- The last step of 30 s whose code was taken: no code counts twice.
  totp_step bigint,
  -- Demonstration account with the published password.
  sample boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  password_at timestamptz not null default clock_timestamp()
);

-- Sessions, codes, grants and tokens of the local issuer.
create table issuer_row (
  kind text not null,
  id text not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  expires_at timestamptz,
  primary key (kind, id)
);
create index issuer_row_by_grant on issuer_row (grant_id) where grant_id is not null;
create index issuer_row_by_uid on issuer_row (kind, uid) where uid is not null;
create index issuer_row_by_end on issuer_row (expires_at) where expires_at is not null;

-- Keys that sign tokens and cookies, and the secrets of its clients; made once.
create table issuer_secret (
  name text primary key,
  value jsonb not null,
  made_at timestamptz not null default clock_timestamp()
);
