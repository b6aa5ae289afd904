-- What was taken down of a card terminal's slip: {"scheme", "lastFour", "aid", "approval"}, each only where there is
-- something; never the number of a card. Null for every other tender. No row from before this could have one, so there
-- is nothing to make again.
alter table sale_tenders add column slip jsonb;
