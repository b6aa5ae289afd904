-- The relay itself: one row. Its id tells clients which database they talk to.
create table relay (
  only_row boolean primary key default true check (only_row),
  id uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now()
);
insert into relay default values;

create table organisations (
  id text primary key,
  name text not null,
  -- What was set up: an own shop, or the demo shop with known sign-ins.
  kind text not null check (kind in ('own', 'demo')),
  -- One organisation per relay for now: a second set-up fails here.
  only_row boolean not null unique default true check (only_row),
  created_at timestamptz not null default now()
);

-- The set-up that is under way: its ids are decided before any document is written, so that a set-up that died
-- half-way is done again with the same ids.
create table setup_attempts (
  only_row boolean primary key default true check (only_row),
  plan jsonb not null,
  started_at timestamptz not null default now()
);

create table users (
  id text primary key,
  organisation text not null references organisations (id),
  email text not null unique,
  name text not null,
  role text not null check (role in ('owner', 'manager')),
  password_hash text not null,
  created_at timestamptz not null default now()
);
create index users_organisation on users (organisation);

-- Sessions of users. The id itself is only in the cookie; here is its SHA-256.
create table sessions (
  id_hash bytea primary key,
  organisation text not null references organisations (id),
  user_id text not null references users (id) on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index sessions_user on sessions (user_id);
create index sessions_expires on sessions (expires_at);

-- Tills that can be enrolled: written by set-up; `epoch` counts their enrolments.
create table till_epochs (
  till text primary key,
  organisation text not null references organisations (id),
  epoch int not null default 0
);

create table devices (
  id text primary key,
  organisation text not null references organisations (id),
  till text not null,
  store text not null,
  catalog text not null,
  epoch int not null,
  name text not null,
  -- Raw P-256 point, 65 bytes: what the journal's signatures are checked with.
  public_key bytea not null,
  -- SHA-256 of the credential in the device's cookie.
  credential_hash bytea not null unique,
  enrolled_at timestamptz not null default now(),
  enrolled_by text references users (id),
  revoked_at timestamptz,
  last_seen_at timestamptz,
  last_report jsonb,
  -- Till clock minus relay clock at the last report, milliseconds.
  clock_offset double precision,
  unique (till, epoch)
);
-- A till has one device at a time.
create unique index devices_current on devices (till) where revoked_at is null;
create index devices_organisation on devices (organisation);

create table enrollment_codes (
  code_hash bytea primary key,
  organisation text not null references organisations (id),
  till text not null,
  created_by text not null references users (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by text references devices (id)
);
create index enrollment_codes_expires on enrollment_codes (expires_at);

-- Failed tries by what is limited (an account, an address): keys are SHA-256, so that no address stands here in clear.
create table attempts (
  key_hash bytea primary key,
  failures int not null,
  blocked_until timestamptz not null,
  last_failure_at timestamptz not null
);
create index attempts_last_failure on attempts (last_failure_at);
