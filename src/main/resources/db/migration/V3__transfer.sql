-- (b) by name of a table: how far a move into this database has come. While there is a row, the data
-- is not whole, and no server works on it.
create table transfer (
  name   text   not null primary key,
  source text   not null,
  done   bigint not null
);
