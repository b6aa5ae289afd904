-- How far the entries of a document were looked at. For journals `heads` is where each epoch's verified part ends with
-- this day: { "<epoch>": { "number": …, "hash": hex } }. For others `state` is the Yjs state vector.
create table document_checks (
  document bigint primary key references documents (id),
  through_seq bigint not null,
  state bytea,
  heads jsonb not null default '{}',
  checked_at timestamptz not null
);

-- What was found in them: entries that are stored and count for nothing. `key` tells findings of a document apart.
create table findings (
  document bigint not null references documents (id),
  key text not null,
  kind text not null,
  detail jsonb not null,
  entries int not null,
  found_at timestamptz not null,
  primary key (document, key)
);
create index findings_found on findings (found_at);
