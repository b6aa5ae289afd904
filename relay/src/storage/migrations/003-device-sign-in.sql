-- What starts a till's receipt numbers: short, unique in the organisation, kept over all its enrolments.
alter table till_epochs add column code text;
create unique index till_epochs_code on till_epochs (organisation, code);

-- A device that lost its cookie signs a challenge with its journal key: one at a time, good once and for a minute.
alter table devices add column challenge text, add column challenge_expires_at timestamptz;
