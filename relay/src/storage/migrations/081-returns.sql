-- What takes a sale back says which one: so that no more comes back than was bought, at whatever till. Null without a
-- receipt, and in rows from before this; `rebuild` makes them again.
alter table sales add column of_till text collate "C", add column of_epoch int, add column of_number bigint;
create index sales_of on sales (organisation, of_till, of_epoch, of_number) where of_till is not null;
-- The line of that sale, from 0.
alter table sale_lines add column of_line int;
