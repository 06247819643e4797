-- The first schema. One text for SQLite and for PostgreSQL 14 and what speaks its protocol.
--
-- Times are BIGINT, microseconds since 1970 in UTC; truths are SMALLINT, 0 or 1; enum constants
-- are kept by their names. Every id comes from id_block; nothing here counts by itself.
--
-- Each table belongs to one of three families, so that the schema can be spread over machines; its
-- family's key stands in its primary key and in nearly every statement (a test lists the others).
-- No statement joins two families, and no foreign key exists: what is removed with what is the
-- core's to decide.
--
--   (a) by account id:  account, email, password, code, session, account_right
--   (b) by a value:     identifier (key), secret (hash), signing_key (name), id_block (name)
--   (c) by slot 0-63:   outbox, change, audit; the slot is the account id modulo 64
--   reference, small and the same everywhere: named_right, role_permission

-- (a)
create table account (
  id               bigint   not null primary key,
  username         text,
  full_name        text,
  first_name       text,
  last_name        text,
  patronymic       text,
  phone            text,
  contacts         text,
  description      text,
  background_color text,
  birthday         text,
  avatar           text,
  status           text     not null,
  created_at       bigint   not null,
  primary_email    bigint,
  version          bigint   not null
);

-- (a)
create table email (
  account    bigint   not null,
  id         bigint   not null,
  address    text     not null,
  key        text     not null,
  verified   smallint not null,
  door       text     not null,
  family     text     not null,
  claimed_at bigint   not null,
  mailed_at  bigint,
  decoy      smallint not null,
  primary key (account, id)
);

-- All claimants of one address. Not unique: several accounts may claim what nobody has proved.
create index email_by_key on email (key);

-- (a) Apart from account, so that reading an account never drags a hash along.
create table password (
  account    bigint not null primary key,
  hash       text   not null,
  version    bigint not null,
  changed_at bigint not null
);

-- (a)
create table code (
  account    bigint not null,
  id         bigint not null,
  purpose    text   not null,
  family     text   not null,
  email      bigint not null,
  hash       text   not null,
  created_at bigint not null,
  expires_at bigint not null,
  spent_at   bigint,
  primary key (account, id)
);

-- Housekeeping.
create index code_by_end on code (expires_at);

-- (a)
create table session (
  account         bigint   not null,
  id              bigint   not null,
  door            text     not null,
  token_life      integer,
  remembered      smallint not null,
  idle            bigint   not null,
  created_at      bigint   not null,
  last_used_at    bigint   not null,
  expires_at      bigint   not null,
  ended_at        bigint,
  secret          text,
  browser         text     not null,
  network_address text     not null,
  language        text     not null,
  primary key (account, id)
);

-- The newest live ones of an account, without those that ended since the last housekeeping.
create index session_open on session (account, created_at, id) where ended_at is null;

-- Housekeeping.
create index session_by_end on session (ended_at) where ended_at is not null;
create index session_by_expiry on session (expires_at);

-- (a)
create table account_right (
  account bigint not null,
  kind    text   not null,
  id      bigint not null,
  primary key (account, kind, id)
);

-- (b) User names and addresses in one space of keys, so that one log-in string never means two
-- accounts.
create table identifier (
  key        text     not null primary key,
  account    bigint   not null,
  kind       text     not null,
  proven     smallint not null,
  held_until bigint
);

-- (b)
create table secret (
  hash    text   not null primary key,
  kind    text   not null,
  account bigint not null,
  id      bigint not null
);

-- (b) The sealed key in hex, as the databases have no binary type in common.
create table signing_key (
  name    text   not null primary key,
  sealed  text   not null,
  made_at bigint not null
);

-- (b) The first number of each sequence that no node has taken yet.
create table id_block (
  name text   not null primary key,
  next bigint not null
);

-- (c)
create table outbox (
  slot        smallint not null,
  id          bigint   not null,
  account     bigint   not null,
  purpose     text     not null,
  email       bigint   not null,
  address     text     not null,
  language    text     not null,
  door        text     not null,
  created_at  bigint   not null,
  failed      integer  not null,
  due_at      bigint   not null,
  lease       text,
  lease_until bigint,
  dead_at     bigint,
  dead_reason text,
  primary key (slot, id)
);

-- What to send next.
create index outbox_by_due on outbox (due_at, id) where dead_at is null;

-- What a newer mail overtakes.
create index outbox_by_account on outbox (slot, account);

-- (c)
create table change (
  slot    smallint not null,
  at      bigint   not null,
  id      bigint   not null,
  account bigint   not null,
  what    text     not null,
  primary key (slot, at, id)
);

-- (c) In the order in which it is read: the newest of one account.
create table audit (
  slot            smallint not null,
  account         bigint   not null,
  at              bigint   not null,
  id              bigint   not null,
  kind            text     not null,
  door            text     not null,
  network_address text     not null,
  detail          text     not null,
  primary key (slot, account, at, id)
);

-- Reference: groups, roles and permissions.
create table named_right (
  kind text   not null,
  id   bigint not null,
  name text   not null,
  primary key (kind, id),
  unique (kind, name)
);

-- Reference.
create table role_permission (
  role       bigint not null,
  permission bigint not null,
  primary key (role, permission)
);
