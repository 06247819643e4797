-- (c) by slot, the key modulo 64: what each node counted of limits that are more than half used, so
-- that all nodes together keep to them. The key is part of a hash: no name and no address is here.
create table limit_use (
  slot      smallint not null,
  limit_key bigint   not null,
  node      text     not null,
  kind      text     not null,
  level     bigint   not null,
  used_at   bigint   not null,
  told_at   bigint   not null,
  primary key (slot, limit_key, node)
);

-- What was told since the last look, and what nobody needs any more.
create index limit_use_told on limit_use (slot, told_at);
