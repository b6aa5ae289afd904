-- By how much a till's clock was off on the connection that brought its entries. A mark holds for the structs of a Yjs
-- client in a journal from `from_clock` on, up to the client's next mark: so it is found for an entry whatever becomes
-- of the updates. Committed in one statement with the first update that it is about.
create table clock_marks (
  document bigint not null,
  client bigint not null,
  from_clock bigint not null,
  -- Till clock minus relay clock when the connection was opened, milliseconds.
  clock_offset bigint not null,
  measured_at timestamptz not null default now(),
  primary key (document, client, from_clock)
);

-- The same for each entry; null where it was not measured.
alter table journal_entries add column clock_offset bigint;
alter table sales add column clock_offset bigint;
alter table shift_counts add column clock_offset bigint;
