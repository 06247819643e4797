-- (b) by the value of the other system's id: which account somebody came in as. It makes a second
-- import find what the first one brought, and old tokens find whom they mean.
create table former_id (
  old_id   text   not null,
  source   text   not null,
  account  bigint not null,
  password text,
  version  bigint not null,
  primary key (old_id, source)
);

-- All of one source in their order, and all of one account.
create index former_id_by_source on former_id (source, old_id);
create index former_id_by_account on former_id (account);

-- (b) by name of a source: how far its import has come.
create table import_run (
  source text   not null primary key,
  done   bigint not null
);

-- Reference: the account ids that imports alone may give, from low on and below high.
create table kept_ids (
  low  bigint not null primary key,
  high bigint not null
);
