-- The coupons that a sale used up, by their keys; of a void those that it gives back. Empty in rows from before this;
-- `rebuild` makes them again.
alter table sales add column coupons jsonb not null default '[]';
create index sales_coupons on sales using gin (coupons jsonb_path_ops) where coupons <> '[]';

-- What promotions there are, and how often their coupons may be used, is asked each time findings are.
create index record_history_promotions on record_history (organisation, document, position) where log = 'promotions';
