-- What entries of tills' journals did with gift cards and store credit: rows like those of 030-projection, made again by
-- `rebuild`. `put` came onto the account, `take` was spent, `back` was given from the till's share to the relay.
create table account_moves (
  organisation text not null,
  till text collate "C" not null,
  epoch int not null,
  number bigint not null,
  position int not null,
  store text not null,
  day date not null,
  at bigint not null,
  operator text,
  account text collate "C" not null,
  currency text not null,
  kind text not null check (kind in ('put', 'take', 'back')),
  amount bigint not null,
  primary key (organisation, till, epoch, number, position)
);
create index account_moves_account on account_moves (organisation, account, currency);

-- What the relay itself did with accounts. This stands in no document: it cannot be made again from them.
create table account_acts (
  organisation text not null,
  -- Brought by who asks: the same act asked for twice is there once.
  id text collate "C" not null,
  seq bigint generated always as identity,
  account text collate "C" not null,
  currency text not null,
  kind text not null check (kind in ('issue', 'take', 'block', 'unblock', 'release')),
  -- Minor units; 0 where nothing is moved.
  amount bigint not null,
  -- Of `release`: whose share.
  till text collate "C",
  epoch int,
  -- The user, by id and by the name they had then.
  by_user text not null,
  by_name text not null,
  reason text not null,
  at bigint not null,
  primary key (organisation, id)
);
create index account_acts_account on account_acts (organisation, account, currency);

-- What the relay gave of an account to a till in one of its epochs, in all: it only grows, and is committed before the
-- till is told.
create table account_shares (
  organisation text not null,
  account text collate "C" not null,
  currency text not null,
  till text collate "C" not null,
  epoch int not null,
  given bigint not null,
  primary key (organisation, account, currency, till, epoch)
);

-- A till wanted more of an account than was free: others that hold a share are asked to give it back. Forgotten in minutes.
create table account_wants (
  organisation text not null,
  account text collate "C" not null,
  currency text not null,
  till text collate "C" not null,
  at bigint not null,
  primary key (organisation, account, currency, till)
);
