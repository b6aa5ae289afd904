-- A recovery: while it is open, tills that this database does not know may present themselves.
create table recovery (
  only_row boolean primary key default true check (only_row),
  -- SHA-256 of the code that the relay printed when it met this database without a shop.
  code_hash bytea,
  opened_by text references users (id),
  open_until timestamptz
);
insert into recovery default values;

-- Tills that presented themselves: what they say of themselves, and what the owner decided.
create table recovery_claims (
  device text primary key,
  till text not null,
  till_name text not null,
  till_code text not null,
  store text not null,
  store_name text not null,
  catalog text not null,
  epoch int not null,
  public_key bytea not null,
  challenge text,
  challenge_expires_at timestamptz,
  -- It has the private key: until then nobody is shown it.
  proven boolean not null default false,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'refused')),
  seen_at timestamptz not null
);
