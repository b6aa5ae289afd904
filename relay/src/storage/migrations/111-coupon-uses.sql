-- The coupons that a sale used up, by their keys; of a void those that it gives back. Empty in rows from before this;
-- `rebuild` makes them again.
alter table sales add column coupons jsonb not null default '[]';
create index sales_coupons on sales using gin (coupons jsonb_path_ops) where coupons <> '[]';
