-- Foreign cash lies in the drawer as what it is: its currency and how much of it was handed over. Null for every other
-- tender, and in rows from before this; `rebuild` makes them again.
alter table sale_tenders add column handed_currency text, add column handed bigint;
