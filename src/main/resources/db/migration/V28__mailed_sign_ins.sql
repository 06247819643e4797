-- (c) by slot, the id modulo 64: sign-ins that wait for the code of a mail, which has the same id.
-- Nobody knows at first whose they are, so that the answer to a request tells nothing.
create table mailed_sign_in (
  slot             smallint not null,
  id               bigint   not null,
  secret           text     not null,
  door             text     not null,
  expires_at       bigint   not null,
  tries            integer  not null,
  account          bigint   not null,
  email            bigint   not null,
  password_version bigint   not null,
  code             text,
  primary key (slot, id)
);

-- Housekeeping.
create index mailed_sign_in_by_end on mailed_sign_in (expires_at);

-- By what a sign-in was let in that waits for another factor; null for the password.
alter table sign_in_ticket add column proved_by text;
