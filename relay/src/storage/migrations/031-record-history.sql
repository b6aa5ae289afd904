-- What was written into logs of records (settings, catalogs), entry by entry, also after the documents have forgotten
-- it. Kept for a configured time; what is needed to tell how things were at the beginning of that time stays.
create table record_history (
  organisation text not null,
  document text collate "C" not null,
  log text collate "C" not null,
  -- `replica.counter`: the entry's identity.
  dot text collate "C" not null,
  -- The order in which the relay took entries down.
  position bigint generated always as identity,
  record text collate "C" not null,
  -- JSON as text: jsonb knows no text with a zero character, and this must hold what the document holds.
  fields text not null,
  replaces text not null,
  -- The dots in `replaces`, as a JSON array.
  replaced jsonb not null,
  who text not null,
  -- Milliseconds since 1970 by the writer's clock.
  at bigint not null,
  -- Milliseconds since 1970 by the relay's clock.
  received_at bigint not null,
  primary key (organisation, document, log, dot)
);
create index record_history_document on record_history (organisation, document, position);
create index record_history_record on record_history (organisation, document, log, record, position);
create index record_history_received on record_history (organisation, document, received_at);

-- From when on a document's history is whole: what was redundant before is deleted.
create table record_history_bounds (
  organisation text not null,
  document text collate "C" not null,
  whole_since bigint not null,
  primary key (organisation, document)
);
