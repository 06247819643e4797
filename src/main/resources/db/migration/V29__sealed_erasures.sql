-- 1 when an operator has disabled an account that its person wants deleted: nobody but an operator
-- brings it back. Counts while erased_at is set alone, as a node of the version before leaves it.
alter table account add column erasure_sealed smallint;
