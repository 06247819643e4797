"""The database of a node, of either kind, as a measurement sees it: rows, statements, and what the two kinds word differently."""

import contextlib
import dataclasses
import hashlib
import sqlite3
import typing

from psycopg.rows import dict_row

from harness.postgres import USER


@dataclasses.dataclass(frozen=True)
class Base:
    """One database.

    tables: a query for the names of those that hold what it is about. digest: of an expression, its SHA-256 in hex. sizes: a query for the bytes of each table with its indexes, or of all together.
    quick: for a connection that fills it with nothing else at work. packed: rebuilds the indexes of a table.
    settled: what is done when it is filled, with the answer that must come, if any.
    """

    connect: typing.Callable
    tables: str
    digest: str
    sizes: str
    quick: tuple
    packed: str
    settled: dict

    def open(self):
        """A connection in autocommit, which is closed at the end of its block."""
        return contextlib.closing(self.connect())

    def rows(self, query):
        """As dicts."""
        with self.open() as connection:
            return [dict(row) for row in connection.execute(query)]

    def run(self, *statements):
        """Together, or not at all."""
        with self.open() as connection:
            for statement in ("begin", *statements, "commit"):
                connection.execute(statement)


def sqlite(file):
    """The file of a node; nobody else writes it while something here does."""
    def connect():
        connection = sqlite3.connect(file, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.create_function("digest", 1, lambda text: hashlib.sha256(text.encode()).hexdigest(), deterministic=True)
        return connection

    return Base(
        connect, "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like 'flyway%'", "digest({})",
        "select 'all' as name, (page_count - freelist_count) * page_size as size from pragma_page_count, pragma_freelist_count, pragma_page_size",
        # What is interrupted here begins anew, with a new database.
        ("pragma locking_mode = exclusive", "pragma journal_mode = off", "pragma synchronous = off", "pragma cache_size = -500000",
         "pragma threads = 2"),
        "reindex {}", {"pragma quick_check": "ok", "pragma journal_mode = wal": "wal"},
    )


def postgres(database, name=USER):
    """The nodes' database on a harness.postgres.Postgres, as the owner of the server sees it."""
    return Base(
        lambda: database.connect(name, seconds=None, row_factory=dict_row),
        "select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'flyway%'", "encode(sha256(convert_to({}, 'UTF8')), 'hex')",
        "select relname as name, pg_total_relation_size(oid) as size from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
        ("set synchronous_commit = off", "set work_mem = '1GB'", "set maintenance_work_mem = '1GB'"),
        "reindex table {}", {"vacuum (analyze)": None, "checkpoint": None},
    )
