-- Findings that a person looked into and settled. The id is a hash of what was found and of how many entries it was true:
-- should it come to be true of more, it is another finding, and open.
create table settled_findings (
  organisation text not null,
  id text not null,
  finding jsonb not null,
  reason text not null,
  settled_by text not null,
  -- As they were called then.
  settled_name text not null,
  settled_at timestamptz not null,
  primary key (organisation, id)
);
create index settled_findings_at on settled_findings (organisation, settled_at);
