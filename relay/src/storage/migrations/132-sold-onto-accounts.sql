-- What a sale sold onto gift cards and store credit, in minor units; of what takes it back below 0. It is owed, and no
-- takings. 0 also in rows from before this; `rebuild` makes them again.
alter table sales add column sold_onto_accounts bigint not null default 0;
