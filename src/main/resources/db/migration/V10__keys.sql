-- The ring of signing keys, in the table of all sealed secrets; a key's name holds its family and
-- algorithm. The version before, which may run beside this one, finds its keys by their old names.
--
-- From when on a key signs; null for one that waits.
alter table signing_key add column signs_from bigint;

-- When nothing is verified with it any more; null while nobody has decided that.
alter table signing_key add column ends_at bigint;

-- The longest life of a token that it signed, in microseconds.
alter table signing_key add column longest_life bigint;

-- Where a key that only verifies comes from.
alter table signing_key add column origin text;
