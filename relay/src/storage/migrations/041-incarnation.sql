-- A database that was restored or copied has the id it always had, and is another one all the same: it may lack what
-- clients were told to be safe. `fingerprint` is where these rows lay when the incarnation was given.
alter table relay
  add column incarnation uuid not null default gen_random_uuid(),
  add column fingerprint text;
