-- Updates that were refused whole, until an owner has decided. Bounded for each sender, by number and by bytes.
create table quarantined_updates (
  id bigint generated always as identity primary key,
  document text not null,
  -- Who sent it, as in client_bindings.
  writer text not null,
  writer_name text not null,
  code text not null,
  reason text not null,
  size int not null,
  hash bytea not null,
  -- The update as it came; null when its sender has too much here already, and once it is decided.
  data bytea,
  -- How often the same bytes came, and how many others of its sender were only counted because of the bound.
  times int not null default 1,
  others int not null default 0,
  first_at timestamptz not null,
  last_at timestamptz not null,
  resolution text check (resolution in ('released', 'discarded')),
  resolved_at timestamptz,
  resolved_by text references users (id) on delete set null
);
create unique index quarantined_updates_open on quarantined_updates (writer, document, hash) where resolution is null;
create index quarantined_updates_resolved on quarantined_updates (resolved_at) where resolution is not null;
