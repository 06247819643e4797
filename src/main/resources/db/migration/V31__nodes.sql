-- (b) by name: what each node told of itself last, for operators.
create table node_state (
  name           text   not null primary key,
  place          text   not null,
  version        text   not null,
  started_at     bigint not null,
  told_at        bigint not null,
  unready        text   not null,
  mail_paused    text   not null,
  hashes_waiting bigint not null,
  connections    bigint not null,
  memory_used    bigint not null,
  memory_most    bigint not null
);

-- Housekeeping.
create index node_state_told on node_state (told_at);

-- (c) by slot, the hour's number modulo 64: what each node counted in an hour that begins then.
create table hourly_figure (
  slot    smallint not null,
  hour_at bigint   not null,
  figure  text     not null,
  node    text     not null,
  total   bigint   not null,
  primary key (slot, hour_at, figure, node)
);

-- (c) by slot, a hash of whom modulo 64: which limits were struck within a day, and by whom, which is
-- the number of an account or a network, and nothing that was typed.
create table struck_limit (
  slot      smallint not null,
  whom      text     not null,
  struck    text     not null,
  node      text     not null,
  times     bigint   not null,
  struck_at bigint   not null,
  primary key (slot, whom, struck, node)
);

-- Who was last, and what nobody needs any more.
create index struck_limit_at on struck_limit (slot, struck_at);
