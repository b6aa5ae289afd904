-- Which till was the first to ask for a parked sale of its store: that one has it, whatever relay it asked. Kept as long
-- as tills follow the day it was parked on, and some more.
create table parked_claims (
  organisation text not null,
  store text not null,
  parking text not null,
  till text not null,
  claimed_at timestamptz not null,
  primary key (organisation, store, parking)
);
create index parked_claims_age on parked_claims (claimed_at);
