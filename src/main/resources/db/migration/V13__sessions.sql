-- (a) Which refresh tokens of a session were used and when, by the half of their ids that tells
-- them apart. The one without a time is the newest. A session without rows has not rotated yet.
create table refresh_token (
  account    bigint not null,
  session    bigint not null,
  mark       bigint not null,
  used_at    bigint,
  expires_at bigint not null,
  primary key (account, session, mark)
);

-- Housekeeping.
create index refresh_token_by_expiry on refresh_token (expires_at);

-- (a) From which browsers and networks an account has signed in, by a digest of both.
create table known_device (
  account  bigint   not null,
  device   text     not null,
  seen_at  bigint   not null,
  told     smallint not null,
  primary key (account, device)
);

-- Housekeeping.
create index known_device_by_time on known_device (seen_at);

-- (a) What was changed about the addresses of an account, for as long as it can be taken back. Of a
-- proven address that was removed all is kept that brings it back.
create table address_change (
  account    bigint   not null,
  id         bigint   not null,
  kind       text     not null,
  at         bigint   not null,
  email      bigint   not null,
  former     bigint,
  address    text,
  door       text,
  family     text,
  claimed_at bigint,
  primary key (account, id)
);

-- Housekeeping.
create index address_change_by_time on address_change (at);

-- (b) Addresses that were removed and that nobody else can have until then. A table of its own, as
-- a row of identifier names an account at log-in.
create table held_address (
  key        text   not null primary key,
  account    bigint not null,
  held_until bigint not null
);

-- Housekeeping.
create index held_address_by_end on held_address (held_until);
