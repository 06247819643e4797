-- Which factors a session has proved and when: `name:time`, with blanks between. Null stands for the
-- password alone, proved when the session began, so that the version before, which may run beside
-- this one, writes and reads sessions as it did.
alter table session add column proofs text;

-- (b) by the hash of a ticket: sign-ins whose password was right and that wait for another factor.
-- A table of its own, as the version before stumbles over a kind of secret that it does not know.
create table sign_in_ticket (
  hash             text     not null primary key,
  account          bigint   not null,
  password_version bigint   not null,
  door             text     not null,
  token_life       integer,
  remembered       smallint not null,
  idle             bigint   not null,
  proved_at        bigint   not null,
  expires_at       bigint   not null,
  tries            integer  not null
);

-- Housekeeping.
create index sign_in_ticket_by_expiry on sign_in_ticket (expires_at);
