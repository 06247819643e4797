"""Many accounts written straight into the SQLite database of a server that does not run: copies of one that was registered."""

import contextlib
import hashlib
import sqlite3

SLOTS = 64
# In microseconds: the year 2100.
HELD_UNTIL = 4_102_444_800_000_000
# What a text may hold, and what a copy of it by hand would get wrong.
AWKWARD = 'Ж\u00e9\u4e16\U0001f600 tab\t line\n back\\slash \\N "quote" \'quote\' {brace} $1 %s,'


def open_database(file, mode="rw"):
    """A connection, which is closed at the end of its block; what was written in it is kept."""
    connection = sqlite3.connect(f"file:{file}?mode={mode}", uri=True)
    connection.row_factory = sqlite3.Row
    return contextlib.closing(connection)


def tables(connection):
    """The names of all tables but those of SQLite and of the migrations."""
    rows = connection.execute("select name from sqlite_master where type = 'table' order by name")
    return [row[0] for row in rows if not row[0].startswith(("sqlite_", "flyway"))]


class Seed:
    """Adds accounts seed000001, seed000002, … with the password of the one that they are copies of."""

    def __init__(self, connection, template):
        self._connection = connection
        self._template = template
        self._ids = {name: next for name, next in connection.execute("select name, next from id_block")}

    def add(self, count):
        """So many accounts, each with an address, a password, an open session and an entry in the audit."""
        rows = {table: [] for table in ("account", "email", "password", "identifier", "session", "secret", "audit")}
        samples = {table: self._sample(table) for table in rows}
        for number in range(1, count + 1):
            self._account(samples, rows, number)
        for table, found in rows.items():
            columns = list(found[0])
            places = ", ".join(f":{column}" for column in columns)
            self._connection.executemany(f"insert into {table} ({', '.join(columns)}) values ({places})", found)
        self._connection.executemany("update id_block set next = ? where name = ?", [(next, name) for name, next in self._ids.items()])
        self._connection.commit()

    def _sample(self, table):
        column = "id" if table == "account" else "account"
        row = self._connection.execute(f"select * from {table} where {column} = ?", (self._template,)).fetchone()
        return dict(row)

    def _next(self, sequence):
        self._ids[sequence] += 1
        return self._ids[sequence] - 1

    def _account(self, samples, rows, number):
        name = f"seed{number:06d}"
        address = f"{name}@example.org"
        account, email, session = self._next("account"), self._next("email"), self._next("session")
        token = hashlib.sha256(name.encode()).hexdigest()
        verified = number % 2
        self._put(rows, samples, "account", id=account, username=name, full_name=f"{AWKWARD} {number}", primary_email=email,
                  description=AWKWARD if number % 3 else None, contacts="", phone=None)
        self._put(rows, samples, "email", account=account, id=email, address=address, key=address, verified=verified)
        self._put(rows, samples, "password", account=account)
        self._put(rows, samples, "identifier", key=name, account=account, kind="NAME", proven=1, held_until=None)
        self._put(rows, samples, "identifier", key=address, account=account, kind="ADDRESS", proven=verified,
                  held_until=None if verified else HELD_UNTIL)
        self._put(rows, samples, "session", account=account, id=session)
        self._put(rows, samples, "secret", hash=token, account=account, id=session, kind="SESSION")
        self._put(rows, samples, "audit", slot=account % SLOTS, account=account, id=self._next("audit"))

    @staticmethod
    def _put(rows, samples, table, **changes):
        rows[table].append({**samples[table], **changes})
