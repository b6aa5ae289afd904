-- A document that is begun again without its past gets a new row, and so a new number: nothing that is on its way to the
-- old one can reach the new. Its epoch is 1 at first, later the time at which it began, in milliseconds since 1970.
alter table documents alter column epoch type bigint;

-- The numbers that documents had in their former epochs. Nothing is stored under them any more; whose the Yjs clients
-- were that wrote then stays in client_bindings, so that old copies are known when they come back.
create table former_documents (
  document bigint primary key,
  name text collate "C" not null,
  epoch bigint not null,
  ended_at timestamptz not null default now()
);
create index former_documents_name on former_documents (name);
