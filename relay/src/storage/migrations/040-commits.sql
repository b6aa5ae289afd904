-- What each commit of updates brought: relays that share this database find here what the others committed. A row is
-- of use for minutes, then it is deleted.
create table commits (
  id bigint generated always as identity primary key,
  -- With the reader's snapshot it tells what was committed since: sequence numbers become visible out of order.
  xid xid8 not null default pg_current_xact_id(),
  -- The process that committed.
  relay uuid not null,
  first_seq bigint not null,
  last_seq bigint not null,
  documents bigint[] not null,
  committed_at timestamptz not null default now()
);
create index commits_xid on commits (xid);
create index commits_committed_at on commits (committed_at);

-- The relay processes that share this database, each with its last sign of life.
create table relays (
  id uuid primary key,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  version text not null,
  -- Connections and the like, as the process last told them.
  figures jsonb not null
);

-- Counts the compactions of a document: one that started from an older snapshot finds that it came too late.
alter table snapshots add column version int not null default 1;
