-- How tills and relays were, every five minutes, for as long as charts look back.
create table health_samples (
  organisation text not null,
  -- `till` or `relay`, and which.
  kind text not null,
  subject text not null,
  at timestamptz not null,
  figures jsonb not null,
  primary key (organisation, kind, subject, at)
);
create index health_samples_by_age on health_samples (at);

-- What a document consisted of when it was last counted, and the update up to which that holds.
create table document_census (
  document bigint primary key references documents (id),
  through_seq bigint not null,
  counted_at timestamptz not null,
  entries int not null,
  tombstones int not null,
  clients int not null
);
