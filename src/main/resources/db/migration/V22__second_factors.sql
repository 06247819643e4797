-- (a) What an account can prove beside its password. The secret of one-time codes is sealed, and
-- of a passkey the public part is kept. The counter is the last step whose code was used, or how often
-- the passkey says that it has signed.
create table factor (
  account    bigint not null,
  id         bigint not null,
  kind       text   not null,
  name       text   not null,
  secret     text   not null,
  credential text,
  traits     text   not null,
  counter    bigint not null,
  created_at bigint not null,
  used_at    bigint,
  primary key (account, id)
);

-- (a) The codes that stand in for a lost factor, each once, by their hashes.
create table recovery_code (
  account    bigint not null,
  hash       text   not null,
  created_at bigint not null,
  spent_at   bigint,
  primary key (account, hash)
);
