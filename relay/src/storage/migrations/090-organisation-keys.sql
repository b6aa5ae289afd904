-- Every table that grows with what a shop writes bears its organisation, as the first column of its key: so a cluster
-- can distribute them by it (docs/many-relays.md). The organisation's id is there before its shop is set up, because
-- documents are written first.
alter table relay add column organisation text not null default replace(gen_random_uuid()::text, '-', '');
update relay set organisation = coalesce(
  (select id from organisations),
  (select plan -> 'organisation' ->> 'id' from setup_attempts),
  organisation);

-- A constant default fills the column of rows that are there without writing them anew.
do $$
declare
  growing text;
  shop text := (select organisation from relay);
begin
  foreach growing in array array[
    'documents', 'updates', 'snapshots', 'client_bindings', 'clock_marks', 'commits', 'quarantined_updates', 'findings',
    'document_checks', 'document_census', 'former_documents', 'projected_documents'
  ] loop
    execute format('alter table %I add column organisation text not null default %L', growing, shop);
    execute format('alter table %I alter column organisation drop default', growing);
  end loop;
end
$$;

alter table snapshots drop constraint snapshots_document_fkey, drop constraint snapshots_pkey;
alter table findings drop constraint findings_document_fkey, drop constraint findings_pkey;
alter table document_checks drop constraint document_checks_document_fkey, drop constraint document_checks_pkey;
alter table document_census drop constraint document_census_document_fkey, drop constraint document_census_pkey;
alter table updates drop constraint updates_pkey;
alter table client_bindings drop constraint client_bindings_pkey;
alter table clock_marks drop constraint clock_marks_pkey;
alter table commits drop constraint commits_pkey;
alter table quarantined_updates drop constraint quarantined_updates_pkey;
alter table former_documents drop constraint former_documents_pkey;
alter table projected_documents drop constraint projected_documents_pkey;
alter table documents drop constraint documents_pkey, drop constraint documents_name_key;
drop index quarantined_updates_open, quarantined_updates_resolved, former_documents_name, projected_documents_blocked,
  findings_found, commits_xid, commits_committed_at;

alter table documents add primary key (organisation, id), add unique (organisation, name);
alter table updates add primary key (organisation, document, seq);
alter table snapshots
  add primary key (organisation, document),
  add foreign key (organisation, document) references documents (organisation, id);
alter table client_bindings add primary key (organisation, document, client);
alter table clock_marks add primary key (organisation, document, client, from_clock);
alter table commits add primary key (organisation, id);
create index commits_xid on commits (organisation, xid);
create index commits_committed_at on commits (organisation, committed_at);
alter table quarantined_updates add primary key (organisation, id);
create unique index quarantined_updates_open on quarantined_updates (organisation, writer, document, hash)
  where resolution is null;
create index quarantined_updates_resolved on quarantined_updates (organisation, resolved_at)
  where resolution is not null;
alter table findings
  add primary key (organisation, document, key),
  add foreign key (organisation, document) references documents (organisation, id);
create index findings_found on findings (organisation, found_at);
alter table document_checks
  add primary key (organisation, document),
  add foreign key (organisation, document) references documents (organisation, id);
alter table document_census
  add primary key (organisation, document),
  add foreign key (organisation, document) references documents (organisation, id);
alter table former_documents add primary key (organisation, document);
create index former_documents_name on former_documents (organisation, name);
alter table projected_documents add primary key (organisation, document);
create index projected_documents_blocked on projected_documents (organisation, document) where blocked;
