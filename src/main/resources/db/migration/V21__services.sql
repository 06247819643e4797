-- A secret is kept as its SHA-256 in hex; the one before it works until former_until.
--
-- Reference: the programs that ask by credentials of their own, with the names of what they may
-- ask.
create table service (
  id           bigint not null primary key,
  name         text   not null,
  scopes       text   not null,
  made_at      bigint not null,
  secret       text   not null,
  secret_since bigint not null,
  former       text,
  former_until bigint,
  unique (name)
);
