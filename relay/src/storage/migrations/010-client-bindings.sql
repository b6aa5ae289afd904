-- Whose the Yjs client ids of a document are: who brought an id's first struct owns it for ever. `writer` is
-- `user:<id>`, `device:<id>` or `relay`; `name` is what the writer was called then.
create table client_bindings (
  document bigint not null,
  client bigint not null,
  writer text not null,
  name text not null,
  bound_at timestamptz not null default now(),
  primary key (document, client)
);
