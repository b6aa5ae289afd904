-- The secrets of second steps are encrypted with a key that is not in the database: these columns say with which. Null
-- is a secret as it is, of a relay that did not encrypt yet; the next start encrypts it.
alter table users
  add column totp_key text,
  add column totp_pending_key text;

-- The key that secrets are encrypted with at present, as the relay says that was started last.
create table secret_key (
  only_row boolean primary key default true check (only_row),
  id text
);
insert into secret_key default values;
