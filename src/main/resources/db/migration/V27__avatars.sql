-- (a) The pictures of people, as this server has made them: in base64, as a few kilobytes of text
-- are the same in every database.
create table avatar (
  account    bigint not null primary key,
  picture    text   not null,
  digest     text   not null,
  changed_at bigint not null
);
