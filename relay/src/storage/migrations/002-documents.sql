-- The replicated documents, each as a snapshot and the tail of updates that came after it (Yjs wire format V1).
create table documents (
  id bigint generated always as identity primary key,
  -- As on the wire: `journal/<till>/<day>`. Collation C, so that the index answers prefix queries.
  name text collate "C" not null unique,
  -- Counts how often the document was started afresh to be rid of its past.
  epoch int not null default 1,
  created_at timestamptz not null default now(),
  -- For journals: how many different entries were counted when the document's newest update was this one.
  entry_count int,
  entry_count_seq bigint
);

-- `seq` orders updates as they were taken. An update becomes durable with the commit of its row. `document` refers to
-- `documents`, from which no row is ever deleted; checking it for every row would take a third of the time.
create table updates (
  seq bigint generated always as identity,
  document bigint not null,
  data bytea not null,
  received_at timestamptz not null default now(),
  primary key (document, seq)
);

-- The state that all updates compacted so far add up to; `through_seq` is the newest of them.
create table snapshots (
  document bigint primary key references documents (id),
  through_seq bigint not null,
  data bytea not null,
  compacted_at timestamptz not null default now()
);
-- Encoded documents hardly compress, and compressing a large one takes longer than writing it.
alter table snapshots alter column data set storage external;
alter table updates alter column data set storage external;
