-- SHA-256, in hexadecimal, of the token by which the receipt of an entry is shown to whoever has it: the token itself is
-- in no table. Null in rows from before this; `rebuild` makes them again.
alter table sales add column link_hash text;
create index sales_link on sales (organisation, link_hash) where link_hash is not null;
