"""Very many accounts in the database of a server that does not run: copies, made by the database itself, of what one real account left.

The account that they are copies of registered through document A, confirmed its address, and signed in through document E. Its codes are not
copied, as housekeeping removes them within days. Names, addresses and keys follow from an account's number, so that whoever sends the
requests need not remember them; names lie scattered over the whole range of names, as real ones do.

Tables are filled, and indexes built, in the order of their keys, which is quick and leaves their pages full. A database that has grown by
single registrations takes up more, as pages that are filled in the order of names and hashes are not; it can be had so too (`grown`).
"""

import contextlib
import hashlib
import json
import os
import sqlite3
import time

from harness.clients import DOORS, Client
from harness.journal import Account

# Ids of accounts, addresses, sessions and events begin here, so that all have eight digits and all answers one length.
FIRST = 10_000_001
PASSWORD = "Growth-2025"
# Argon2id of PASSWORD with the least that it can cost: 55 µs. All that a log-in costs beside its hash can be seen so.
HASH = "$argon2id$v=19$m=8,t=1,p=1$H3vjTmYUf0T+Ul9nVP4hgw$+3DkL4ru9+VnW+dl2ncaJ1fBSwcNTdutflQoUIB9gF8"

SLOTS = 64
# Larger than any count, and prime, so that number * SCATTER modulo the count meets every place once.
SCATTER = 2_654_435_761
NAMES = 1 << 48
TABLES = ("account", "email", "password", "identifier", "session", "secret", "audit")
SEQUENCES = ("account", "email", "session", "audit")


def name(number, count):
    """The user name of an account, numbered from 0, of so many: 13 characters."""
    return f"u{number * SCATTER % count * (NAMES // count):012x}"


def address(number, count):
    return f"{name(number, count)}@example.org"


def key(number):
    """The key of its session, as document E hands them out: 64 hex digits."""
    return f"{number:064x}"


def digest(number):
    """The hash by which the key is kept."""
    return hashlib.sha256(key(number).encode()).hexdigest()


class Template:
    """One real account, and all that it left in the database."""

    def __init__(self, server, sink):
        """On a server that runs and sends its mails into a harness.smtp.Sink."""
        who = Account("template", "template@example.net", "A", PASSWORD)
        client = Client(server.port)
        body = {"username": who.name, "full_name": "Anna Berg", "email": who.address, "phone": None, "contacts": None, "pwd": PASSWORD}
        answer = client.ask("POST", "/user_account/registration", body)
        if answer.status != 200:
            raise RuntimeError(f"registration: {answer}")
        if not sink.wait_for(lambda: sink.to(who.address), 30):
            raise TimeoutError("no mail came")
        DOORS["A"].confirm(client, who, sink.to(who.address)[0].links()[0], PASSWORD)
        self.key = DOORS["E"].sign_in(client, who, PASSWORD)
        self.name, self.address = who.name, who.address
        # What E answers about it, in which alone id, name, address and key are another account's.
        self.answer = DOORS["E"].who(client, self.key).text
        client.close()

    def read(self, rows):
        """Takes what it left; rows(query) gives rows as dicts."""
        self.id = rows(f"select account from identifier where key = '{self.name}'")[0]["account"]
        of = {"account": f"id = {self.id}", "secret": f"account = {self.id} and kind = 'SESSION'"}
        self.rows = {table: rows(f"select * from {table} where {of.get(table, f'account = {self.id}')} order by {_ORDER.get(table, '1')}")
                     for table in TABLES}
        counts = {table: len(found) for table, found in self.rows.items()}
        if counts != _LEFT:
            raise RuntimeError(f"a registration, a confirmation and a sign-in left {counts}, not {_LEFT}")

    def answer_of(self, number, count):
        """What E answers about an account, numbered from 0, of so many."""
        changes = ((f'"id":{self.id},', f'"id":{FIRST + number},'), (self.address, address(number, count)),
                   (f'"{self.name}"', f'"{name(number, count)}"'), (self.key, key(number)))
        text = self.answer
        for old, new in changes:
            if text.count(old) != 1:
                raise RuntimeError(f"{old} is not once in {text}")
            text = text.replace(old, new)
        return text


_ORDER = {"identifier": "kind desc", "audit": "id"}
_LEFT = {"account": 1, "email": 1, "password": 1, "identifier": 2, "session": 1, "secret": 1, "audit": 3}


def _names():
    """The tables as SQL lists them."""
    return ", ".join(map(_literal, TABLES))


def _literal(value):
    if value is None:
        return "null"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


class _Words:
    """What the databases word differently."""

    def __init__(self, hex12, digest, numbers):
        # Of an expression: 12 hex digits; the hash of the key of an account.
        self.hex12, self.digest = hex12, digest
        # Of a count: a query for 0, 1, … as n.
        self.numbers = numbers


SQLITE = _Words(
    lambda number: f"printf('%012x', {number})",
    lambda number: f"digest({number})",
    lambda count: f"with recursive c(n) as (values(0) union all select n + 1 from c where n < {count - 1}) select n from c",
)
POSTGRES = _Words(
    lambda number: f"lpad(to_hex({number}), 12, '0')",
    lambda number: f"encode(sha256(convert_to(lpad(to_hex({number}), 64, '0'), 'UTF8')), 'hex')",
    lambda count: f"select n from generate_series(0::bigint, {count - 1}) n",
)


class Statements:
    """The statements that write so many copies of an account, one for each table."""

    def __init__(self, template, count, words, grown):
        self._template = template
        self._count = count
        self._words = words
        self._grown = grown
        self._step = NAMES // count

    def all(self):
        """Table, statement; the secrets come from the sessions, which must be there before."""
        id, place = f"{FIRST} + n", f"(n * {SCATTER}) % {self._count}"
        name = self._name(place)
        numbers = self._words.numbers(self._count)
        digest = self._words.digest("n")
        address = f"{name} || '@example.org'"
        yield "account", self._insert("account", numbers, id=id, username=name, primary_email=id)
        yield "email", self._insert("email", numbers, account=id, id=id, address=address, key=address)
        yield "password", self._insert("password", numbers, account=id, hash=_literal(HASH))
        yield "identifier", self._identifiers()
        yield "session", self._insert("session", numbers, account=id, id=id, secret=digest)
        yield "secret", self._secrets()
        yield "audit", self._audit()

    def _name(self, place):
        return "'u' || " + self._words.hex12(f"({place}) * {self._step}")

    def _insert(self, table, numbers, row=0, **changes):
        columns = {column: _literal(value) for column, value in self._template.rows[table][row].items()}
        columns.update(changes)
        return f"insert into {table} ({', '.join(columns)}) select {', '.join(columns.values())} from ({numbers}) numbers"

    def _identifiers(self):
        """In the order of their keys: of a place, first the name, then the address, which begins with it. Grown: account by account."""
        place, number = "n / 2", f"(n / 2) * {pow(SCATTER, -1, self._count)} % {self._count}"
        if self._grown:
            place, number = f"((n / 2) * {SCATTER}) % {self._count}", "n / 2"
        rows = [dict(row) for row in self._template.rows["identifier"]]
        if [row["kind"] for row in rows] != ["NAME", "ADDRESS"]:
            raise RuntimeError(f"not a name and an address: {rows}")
        name, second = self._name(place), "n % 2 = 1"
        columns = {column: f"case when {second} then {_literal(rows[1][column])} else {_literal(value)} end"
                   if value != rows[1][column] else _literal(value) for column, value in rows[0].items()}
        columns["key"] = f"{name} || case when {second} then '@example.org' else '' end"
        columns["account"] = f"{FIRST} + {number}"
        numbers = self._words.numbers(2 * self._count)
        return f"insert into identifier ({', '.join(columns)}) select {', '.join(columns.values())} from ({numbers}) numbers"

    def _secrets(self):
        row = self._template.rows["secret"][0]
        columns = {**{column: _literal(value) for column, value in row.items()}, "hash": "secret", "account": "account", "id": "id"}
        return (f"insert into secret ({', '.join(columns)}) select {', '.join(columns.values())} from session "
                f"where id >= {FIRST} order by {'id' if self._grown else 'secret'}")

    def _audit(self):
        """In the order of the primary key, by slot, account, time: each account's events one after the other. Grown: account by account."""
        rows = self._template.rows["audit"]
        kinds = len(rows)
        # The first number whose account falls into the slot s, and how many do.
        start = f"(s.n + {SLOTS - FIRST % SLOTS}) % {SLOTS}"
        id = f"({FIRST} + {start} + m.n * {SLOTS})"
        columns = {column: f"case k.n {' '.join(f'when {at} then {_literal(row[column])}' for at, row in enumerate(rows))} end"
                   if len({row[column] for row in rows}) > 1 else _literal(value) for column, value in rows[0].items()}
        columns.update(slot="s.n", account=id, id=f"{FIRST} + ({id} - {FIRST}) * {kinds} + k.n")
        numbers = self._words.numbers
        return (f"insert into audit ({', '.join(columns)}) select {', '.join(columns.values())} from ({numbers(SLOTS)}) s "
                f"cross join ({numbers(self._count // SLOTS + 1)}) m cross join ({numbers(kinds)}) k "
                f"where {start} + m.n * {SLOTS} < {self._count}{f' order by {id}, k.n' if self._grown else ''}")

    def blocks(self):
        """What makes the ids taken."""
        kinds = len(self._template.rows["audit"])
        for sequence in SEQUENCES:
            yield f"update id_block set next = {FIRST + self._count * (kinds if sequence == 'audit' else 1)} where name = '{sequence}'"


class Timer:
    """How long each step took, for who watches."""

    def __init__(self, note):
        self._note = note

    @contextlib.contextmanager
    def step(self, what):
        """One step, a minute or two at most."""
        start = time.monotonic()
        yield
        self._note(f"{what}: {time.monotonic() - start:.1f} s")


def fill_sqlite(file, template, count, timer, grown=False):
    """Writes so many accounts, and gives the bytes that they take up. Nobody else may have the database open.

    grown: in the order of their numbers into tables that have their indexes, as if one after the other had registered.
    """
    connection = sqlite3.connect(file, isolation_level=None)
    connection.row_factory = sqlite3.Row
    with contextlib.closing(connection):
        connection.create_function("digest", 1, digest, deterministic=True)
        # Whoever is interrupted here begins anew, with a new database.
        for setting in ("journal_mode = delete", "locking_mode = exclusive", "journal_mode = off", "synchronous = off", "cache_size = -500000",
                        "secure_delete = off", "threads = 2"):
            connection.execute(f"pragma {setting}").fetchall()
        _sorting_beside(file)
        template.read(lambda query: [dict(row) for row in connection.execute(query)])
        before = _used(connection)
        indexes = [] if grown else connection.execute(
            f"select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in ({_names()})").fetchall()
        for index, _ in indexes:
            connection.execute(f"drop index {index}")
        statements = Statements(template, count, SQLITE, grown)
        for table, statement in statements.all():
            with timer.step(table):
                connection.execute(statement)
        with timer.step("indexes"):
            for _, sql in indexes:
                connection.execute(sql)
        for statement in statements.blocks():
            connection.execute(statement)
        used = _used(connection) - before
        with timer.step("quick_check"):
            found = [row[0] for row in connection.execute("pragma quick_check")]
        if found != ["ok"]:
            raise RuntimeError(f"quick_check: {found[:5]}")
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        if connection.execute("pragma journal_mode = wal").fetchall() != [("wal",)]:
            raise RuntimeError("the database is not as the server keeps it")
    with timer.step("sync"):
        os.sync()
    return used


def _sorting_beside(file):
    """Large sorts go through files, beside the database and not where memory may be the disk."""
    os.environ["SQLITE_TMPDIR"] = str(file.parent)


def _used(connection):
    """Bytes of the pages that hold something."""
    pages, free, size = (connection.execute(f"pragma {name}").fetchall()[0][0] for name in ("page_count", "freelist_count", "page_size"))
    return (pages - free) * size


# Not what a commit must survive, but only how quick it is to seed.
QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_wal_size": "16GB", "autovacuum": "off",
         "maintenance_work_mem": "1GB", "work_mem": "1GB"}


def fill_postgres(database, template, count, timer, grown=False):
    """As `fill_sqlite`, into a harness.postgres.Postgres; gives the bytes for each table."""
    def run(text):
        return database.sql(text, "vestibule", seconds=900)

    for setting, value in QUICK.items():
        run(f"alter system set {setting} = '{value}'")
    run("select pg_reload_conf()")
    template.read(lambda query: _rows(database, query))
    before = _sizes(database)
    # The primary keys are constraints, the others only indexes.
    keys = [] if grown else _pairs(run(
        f"select conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) from pg_constraint "
        f"where contype = 'p' and conrelid::regclass::text in ({_names()})"))
    indexes = [] if grown else _pairs(run(
        f"select indexname, indexdef from pg_indexes where tablename in ({_names()}) and indexname not in (select conname from pg_constraint)"))
    for found, _ in keys:
        run("alter table {} drop constraint {}".format(*found.split()))
    for found, _ in indexes:
        run(f"drop index {found}")
    statements = Statements(template, count, POSTGRES, grown)
    for table, statement in statements.all():
        with timer.step(table):
            run(statement)
    for found, definition in keys:
        with timer.step(f"key of {found.split()[0]}"):
            run("alter table {} add constraint {} {}".format(*found.split(), definition))
    for found, definition in indexes:
        with timer.step(found):
            run(definition)
    for statement in statements.blocks():
        run(statement)
    for table in TABLES:
        with timer.step(f"vacuum of {table}"):
            run(f"vacuum (analyze) {table}")
    for setting in QUICK:
        run(f"alter system reset {setting}")
    run("select pg_reload_conf()")
    with timer.step("checkpoint"):
        run("checkpoint")
        os.sync()
    return {table: size - before[table] for table, size in _sizes(database).items()}


def _sizes(database):
    query = f"select relname, pg_total_relation_size(oid) from pg_class where relname in ({_names()})"
    return {table: int(size) for table, size in _pairs(database.sql(query, "vestibule"))}


def _rows(database, query):
    """Rows as dicts, by way of JSON, which keeps null, numbers and text apart."""
    text = database.sql(f"select coalesce(json_agg(found), '[]') from ({query}) found", "vestibule")
    return json.loads(text)


def _pairs(text):
    return [line.split("|", 1) for line in text.splitlines()]
