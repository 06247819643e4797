-- PostgreSQL alone: log-in strings in the order of their characters, so that all with one beginning
-- are one range, whatever language the database compares texts by. SQLite always compares so. In
-- parentheses, as CockroachDB wants it.
create index identifier_by_characters on identifier ((key collate "C"));
