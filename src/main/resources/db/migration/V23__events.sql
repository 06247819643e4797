-- (c) by slot. What other systems are told of accounts, written in the unit of work of what it
-- tells of. Its position is given after the COMMIT, so that a reader skips none.
create table event (
  slot     smallint not null,
  id       bigint   not null,
  type     text     not null,
  account  bigint   not null,
  version  bigint   not null,
  at       bigint   not null,
  door     text     not null,
  position bigint,
  primary key (slot, id, account, type)
);

-- What has no position yet, those of one account in the order of its changes.
create index event_unplaced on event (version, at, id, type) where position is null;

-- The feed, and housekeeping, which removes from its beginning.
create index event_by_position on event (position) where position is not null;
