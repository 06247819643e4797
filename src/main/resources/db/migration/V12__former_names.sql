-- A user name that its account gave up is a row as before, but not proven and held until a time: it
-- names nobody, and nobody else can have it. The version before signs its account in by it.

-- Housekeeping.
create index identifier_former on identifier (held_until) where proven = 0 and kind = 'NAME';

-- What goes with its account.
create index identifier_former_by_account on identifier (account) where proven = 0 and kind = 'NAME';
