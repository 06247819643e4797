-- (b) by a value: its id. Where another system is told of events. Its secrets are sealed, in
-- signing_key.
create table webhook (
  id           bigint  not null primary key,
  url          text    not null,
  types        text    not null,
  made_at      bigint  not null,
  overlap_ends bigint,
  failures     integer not null,
  not_before   bigint  not null,
  disabled_at  bigint,
  said         text    not null
);

-- (c) by slot. An event that is owed to a webhook, with what is to be told of it, as the event's own
-- row may be gone by then.
create table event_delivery (
  slot        smallint not null,
  webhook     bigint   not null,
  account     bigint   not null,
  position    bigint   not null,
  id          bigint   not null,
  type        text     not null,
  version     bigint   not null,
  at          bigint   not null,
  door        text     not null,
  since       bigint   not null,
  failed      integer  not null,
  due_at      bigint   not null,
  lease       text,
  lease_until bigint,
  dead_at     bigint,
  why         text,
  primary key (slot, webhook, account, position)
);

-- What can be sent.
create index event_delivery_by_due on event_delivery (webhook, due_at, position)
  where dead_at is null;

-- What is given up as its time is over.
create index event_delivery_by_since on event_delivery (since) where dead_at is null;

-- Dead ones as they are shown, and as they are removed.
create index event_delivery_dead on event_delivery (webhook, dead_at) where dead_at is not null;
create index event_delivery_by_death on event_delivery (dead_at) where dead_at is not null;
