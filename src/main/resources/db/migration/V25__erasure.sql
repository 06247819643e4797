-- When an account that its person wants deleted is to be erased; null for every other account. It
-- is disabled until then.
alter table account add column erased_at bigint;

-- Housekeeping.
create index account_to_erase on account (erased_at) where erased_at is not null;
