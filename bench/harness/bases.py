"""The database of a node, of either kind, as a measurement sees it: rows, statements, very many rows at once."""

import json

from harness.seed import open_database

DATABASE = "vestibule"


class Sqlite:
    """The file of a node; nobody else writes it while something here does."""

    def __init__(self, file):
        self._file = file

    def rows(self, query):
        """As dicts."""
        with open_database(self._file, "ro") as connection:
            return [dict(row) for row in connection.execute(query)]

    def run(self, *statements):
        """Together, or not at all."""
        with open_database(self._file) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    def insert(self, tables):
        """Rows by table, each a list of dicts with the same columns."""
        with open_database(self._file) as connection:
            for table, rows in tables.items():
                columns = list(rows[0])
                connection.executemany(f"insert into {table} ({', '.join(columns)}) values ({', '.join(map(':{}'.format, columns))})", rows)
            connection.commit()


class Postgres:
    """A database of a harness.postgres.Postgres."""

    def __init__(self, database):
        self._database = database

    def rows(self, query):
        return json.loads(self._database.sql(f"select coalesce(json_agg(whole), '[]') from ({query}) whole", DATABASE))

    def run(self, *statements):
        self._database.sql(f"begin; {'; '.join(statements)}; commit", DATABASE)

    def insert(self, tables):
        file = self._database.folder / "insert.copy"
        for table, rows in tables.items():
            columns = list(rows[0])
            file.write_text("".join("\t".join(_copied(row[column]) for column in columns) + "\n" for row in rows))
            file.chmod(0o644)
            self._database.sql(f"copy {table} ({', '.join(columns)}) from '{file}'", DATABASE, seconds=120)
        file.unlink()


def _copied(value):
    """As COPY reads it."""
    if value is None:
        return "\\N"
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
