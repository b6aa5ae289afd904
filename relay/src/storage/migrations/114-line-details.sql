-- What is said of a line beside its price: {"serial", "note", "tare" in thousandths, "deposit": true, "exemption":
-- {"reason", "certificate"}, "exempted" in minor units}, each only where there is something. Empty also in rows from
-- before this; `rebuild` makes them again.
alter table sale_lines add column details jsonb not null default '{}';
