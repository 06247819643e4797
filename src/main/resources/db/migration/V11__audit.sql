-- Who did it, and by what browser; '' stands for what the version before, which may run beside this
-- one, has not told.
alter table audit add column actor text not null default '';
alter table audit add column browser text not null default '';

-- Since an event was sealed: by which seal (0: not yet), the digest of its network address and its
-- browser under the salt beside, and that salt. Erasing a person takes the salt and the two away.
alter table audit add column seal bigint not null default 0;
alter table audit add column salt text not null default '';
alter table audit add column traces text not null default '';

-- What is listed, exported, verified and removed in the order of time.
create index audit_by_time on audit (at, id);

-- What to seal next.
create index audit_unsealed on audit (at, id) where seal = 0;

-- (b) by number: the signed seals over the audit trail, each over the one before.
create table audit_seal (
  number     bigint  not null primary key,
  previous   text    not null,
  made_at    bigint  not null,
  entries    integer not null,
  oldest     bigint  not null,
  newest     bigint  not null,
  root       text    not null,
  kept_from  bigint  not null,
  public_key text    not null,
  signature  text    not null
);
