-- What was taken off a line, in the order in which it was: [{"source": "promotion" | "line" | "sale", "promotion": id or
-- null, "amount": minor units}]. Empty also in rows from before this; `rebuild` makes them again.
alter table sale_lines add column discounts jsonb not null default '[]';
