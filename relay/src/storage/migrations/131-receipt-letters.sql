-- Receipts that are to be sent by e-mail, one letter for a receipt and an address. Stands in no document.
create table receipt_letters (
  organisation text not null,
  -- SHA-256, in hexadecimal, of the hash of the receipt's token and the address.
  id text collate "C" not null,
  link_hash text not null,
  -- SHA-256 of the address, which counts how many letters it gets; the till whose device asked.
  address_hash text not null,
  till text not null,
  -- Where it goes and what it links to: null once it is sent or given up.
  address text,
  token text,
  origin text not null,
  language text not null check (language in ('en', 'es')),
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown')),
  -- How often a person asked for it; how often it was tried since they did so last.
  asked int not null,
  attempts int not null default 0,
  -- Milliseconds since 1970: asked for last, in this state since, not to be tried before.
  asked_at bigint not null,
  since bigint not null,
  next_at bigint not null,
  primary key (organisation, id)
);
create index receipt_letters_due on receipt_letters (organisation, state, next_at) where state in ('waiting', 'sending');
create index receipt_letters_asked on receipt_letters (organisation, asked_at);
