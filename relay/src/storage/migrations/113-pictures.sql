-- Pictures of products by the SHA-256 of their bytes, in hexadecimal. They never change.
create table pictures (
  organisation text not null,
  hash text not null,
  -- `image/webp` or `image/jpeg`, as the bytes say.
  type text not null,
  bytes bytea not null,
  added_at timestamptz not null default now(),
  primary key (organisation, hash)
);
-- What is compressed already is not tried to be compressed.
alter table pictures alter column bytes set storage external;
