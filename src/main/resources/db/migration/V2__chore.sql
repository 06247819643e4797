-- (b) by name: what one node at a time does for all of them, and until when it has promised to.
create table chore (
  name       text   not null primary key,
  holder     text   not null,
  held_until bigint not null
);
