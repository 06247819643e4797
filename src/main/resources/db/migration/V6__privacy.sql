-- (c) by slot, the id modulo 64: mails that were asked for, and nobody knows yet who gets them. A
-- table of its own, as the version before, which may run beside this one, reads every row of the
-- outbox.
create table mail_request (
  slot            smallint not null,
  id              bigint   not null,
  kind            text     not null,
  login           text     not null,
  door            text     not null,
  network_address text     not null,
  language        text,
  primary key (slot, id)
);

-- What to find out next.
create index mail_request_by_id on mail_request (id);

-- Until when an account that was registered under strict privacy has to turn out to be somebody's;
-- null for every other account.
alter table account add column trial_ends_at bigint;

-- Housekeeping.
create index account_on_trial on account (trial_ends_at) where trial_ends_at is not null;
