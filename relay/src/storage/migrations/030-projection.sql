-- What the documents say, as rows for reports. Everything here can be made again from the documents: nothing else may
-- write these tables. Each key starts with the organisation, so that a PostgreSQL cluster can distribute by it; rows
-- refer to each other by key alone. Money is minor units, quantity thousandths, rates millionths, times milliseconds
-- since 1970. `at` is the till's clock, `day` the business day of the journal.

-- Every entry of a till's journal that is its own, in its place and unchanged. The newest of a till and epoch is where
-- the next one is verified from.
create table journal_entries (
  organisation text not null,
  till text collate "C" not null,
  epoch int not null,
  number bigint not null,
  store text not null,
  day date not null,
  kind text not null,
  at bigint not null,
  offset_minutes int not null,
  operator text,
  -- SHA-256 over this entry and all before it, as hex.
  hash text not null,
  primary key (organisation, till, epoch, number)
);

-- Sales, and what takes them back: refunds and voids have their quantities and amounts below 0, so that sums are right.
-- An exchange is a refund (part 0) and a sale (part 1) of one entry.
create table sales (
  organisation text not null,
  till text collate "C" not null,
  epoch int not null,
  number bigint not null,
  part int not null,
  kind text not null check (kind in ('sale', 'refund', 'void')),
  store text not null,
  day date not null,
  at bigint not null,
  offset_minutes int not null,
  operator text,
  receipt text collate "C" not null,
  currency text not null,
  subtotal bigint not null,
  tax_added bigint not null,
  tax_included bigint not null,
  total bigint not null,
  tendered bigint not null,
  change bigint not null,
  line_count int not null,
  age_checked int not null,
  -- What was taken off, tipped, and rounded in cash.
  discount bigint not null,
  tip bigint not null,
  rounding bigint not null,
  customer text,
  -- Of a refund or void.
  reason text,
  hash text not null,
  primary key (organisation, till, epoch, number, part)
);
create index sales_at on sales (organisation, at, till, epoch, number, part);
create index sales_store_at on sales (organisation, store, at, till, epoch, number, part);
create index sales_operator_at on sales (organisation, operator, at, till, epoch, number, part);
create index sales_day on sales (organisation, day, store, currency);
create index sales_receipt on sales (organisation, receipt);

create table sale_lines (
  organisation text not null,
  till text collate "C" not null,
  epoch int not null,
  number bigint not null,
  part int not null,
  line int not null,
  store text not null,
  day date not null,
  product text,
  -- Of an item that is not on file; otherwise null.
  name text,
  quantity bigint not null,
  unit_price bigint not null,
  list_price bigint not null,
  amount bigint not null,
  -- Positions in `sale_taxes` of the taxes that the line bears.
  taxes jsonb not null,
  primary key (organisation, till, epoch, number, part, line)
);
create index sale_lines_product on sale_lines (organisation, product, day);

create table sale_taxes (
  organisation text not null,
  till text collate "C" not null,
  epoch int not null,
  number bigint not null,
  part int not null,
  position int not null,
  store text not null,
  day date not null,
  currency text not null,
  name text not null,
  rate_millionths bigint not null,
  included boolean not null,
  net bigint not null,
  tax bigint not null,
  primary key (organisation, till, epoch, number, part, position)
);
create index sale_taxes_day on sale_taxes (organisation, day, store, currency);

create table sale_tenders (
  organisation text not null,
  till text collate "C" not null,
  epoch int not null,
  number bigint not null,
  part int not null,
  position int not null,
  store text not null,
  day date not null,
  currency text not null,
  kind text not null,
  amount bigint not null,
  primary key (organisation, till, epoch, number, part, position)
);
create index sale_tenders_day on sale_tenders (organisation, day, store, currency);

-- Money that went into or out of a drawer for another reason than a sale: in above 0, out and drops into the safe below.
create table cash_moves (
  organisation text not null,
  till text collate "C" not null,
  epoch int not null,
  number bigint not null,
  store text not null,
  day date not null,
  at bigint not null,
  operator text,
  kind text not null,
  currency text not null,
  amount bigint not null,
  reason text not null,
  primary key (organisation, till, epoch, number)
);
create index cash_moves_day on cash_moves (organisation, day, store);

-- A drawer was put in or taken out, and how much was counted in it, a row for each currency (none: an empty one).
create table shift_counts (
  organisation text not null,
  till text collate "C" not null,
  epoch int not null,
  number bigint not null,
  position int not null,
  store text not null,
  day date not null,
  at bigint not null,
  operator text,
  kind text not null check (kind in ('open', 'close')),
  shift bigint not null,
  currency text,
  amount bigint not null,
  reason text not null,
  primary key (organisation, till, epoch, number, position)
);

-- What moved stock. A till's movements come from its journal, where they stay; other writers' from their stock
-- documents, where many become one `total` in time. Summed up by product they are the stock on hand.
create table stock_movements (
  organisation text not null,
  store text collate "C" not null,
  writer text collate "C" not null,
  epoch int not null,
  number bigint not null,
  product text collate "C" not null,
  quantity bigint not null,
  reason text not null,
  -- 0 where the document says no time.
  at bigint not null,
  day date,
  primary key (organisation, store, writer, epoch, number, product)
);
create index stock_movements_at on stock_movements (organisation, at, store, writer, epoch, number, product);
create index stock_movements_product on stock_movements (organisation, product, at);

-- How far each document was read: `seq` of the newest update that is in the rows, and for logs of records the Yjs state
-- vector. Written in the transaction of the rows. A document whose entries cannot be verified (yet) is blocked: its
-- `seq` stays, and `findings` says why.
create table projected_documents (
  document bigint primary key,
  seq bigint not null,
  state bytea,
  blocked boolean not null default false,
  findings jsonb not null default '[]'
);
create index projected_documents_blocked on projected_documents (document) where blocked;
