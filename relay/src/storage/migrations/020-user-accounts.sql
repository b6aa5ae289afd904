-- Which stores a manager is for: null is all of them, as for every owner. Stores live in the settings document, so the
-- ids stand here without a reference.
alter table users
  add column stores jsonb check (stores is null or (jsonb_typeof(stores) = 'array' and role = 'manager')),
  -- An account that was shut out keeps its row: what it did refers to it.
  add column revoked_at timestamptz,
  -- Null until the person has set a password by the first one-time link.
  alter column password_hash drop not null,
  -- The second step: the secret that the person's app shares with us, and since when it is asked for.
  add column totp_secret bytea,
  add column totp_since timestamptz,
  -- Half minutes since 1970 of the newest code that was used: no code is good twice.
  add column totp_last_step bigint,
  -- A secret that was shown and not confirmed yet.
  add column totp_pending bytea,
  add column totp_pending_until timestamptz;

-- What stands in for the app when it is lost. SHA-256 of the codes: they are random, and shown once.
create table recovery_codes (
  user_id text not null references users (id) on delete cascade,
  code_hash bytea not null,
  organisation text not null references organisations (id),
  used_at timestamptz,
  primary key (user_id, code_hash)
);

-- What a person can tell sessions apart by. The words, not what the browser said of itself.
alter table sessions
  add column browser text,
  add column system text,
  add column last_used_at timestamptz not null default now();

-- One-time links with which a person sets a password. SHA-256 of the code; only the newest of an account is good.
create table password_resets (
  code_hash bytea primary key,
  organisation text not null references organisations (id),
  user_id text not null unique references users (id) on delete cascade,
  -- The owner who made it; null when it was made on the server itself.
  created_by text references users (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- Takes the second step away as well: for somebody who lost the app and the recovery codes.
  removes_second_step boolean not null default false
);
