-- SQLite alone: a table and its primary key become one tree, where tables grow with the accounts.
--
-- SQLite keeps rows under numbers of its own, and a primary key as an index beside, so that a row
-- is found by two descents, into two leaves. With ten million accounts these leaves are in no
-- cache, and half of them are spared here: a table whose key is one number has its rows under that
-- number (which SQLite does only where the type is spelt `integer`), and one whose rows are short
-- or read one by one has them in the order of its key (`without rowid`). The audit log stays as it
-- is, because it is written far more often than read, and in the order of time; all other tables
-- are small or nearly empty.

create table new_account (
  id               integer  not null primary key,
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
insert into new_account select * from account order by id;
drop table account;
alter table new_account rename to account;

create table new_email (
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
) without rowid;
insert into new_email select * from email order by account, id;
drop table email;
alter table new_email rename to email;
create index email_by_key on email (key);

create table new_password (
  account    integer not null primary key,
  hash       text    not null,
  version    bigint  not null,
  changed_at bigint  not null
);
insert into new_password select * from password order by account;
drop table password;
alter table new_password rename to password;

create table new_code (
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
) without rowid;
insert into new_code select * from code order by account, id;
drop table code;
alter table new_code rename to code;
create index code_by_end on code (expires_at);

create table new_session (
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
) without rowid;
insert into new_session select * from session order by account, id;
drop table session;
alter table new_session rename to session;
create index session_open on session (account, created_at, id) where ended_at is null;
create index session_by_end on session (ended_at) where ended_at is not null;
create index session_by_expiry on session (expires_at);

create table new_account_right (
  account bigint not null,
  kind    text   not null,
  id      bigint not null,
  primary key (account, kind, id)
) without rowid;
insert into new_account_right select * from account_right order by account, kind, id;
drop table account_right;
alter table new_account_right rename to account_right;

create table new_identifier (
  key        text     not null primary key,
  account    bigint   not null,
  kind       text     not null,
  proven     smallint not null,
  held_until bigint
) without rowid;
insert into new_identifier select * from identifier order by key;
drop table identifier;
alter table new_identifier rename to identifier;

create table new_secret (
  hash    text   not null primary key,
  kind    text   not null,
  account bigint not null,
  id      bigint not null
) without rowid;
insert into new_secret select * from secret order by hash;
drop table secret;
alter table new_secret rename to secret;
