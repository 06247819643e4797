"""Very many accounts in the database of a server that does not run: copies, made by the database itself, of what one real account left.

Names, addresses and keys follow from an account's number, from 1, so that whoever sends the requests need not remember them. Tables are filled
in the order of their keys, which is quick and leaves their pages full. A database that has grown by single registrations takes up more, as
pages that are filled in the order of names and hashes are not; it can be had so too (`grown`).
"""

import os
import time

from harness.clients import DOORS, Client
from harness.journal import Account
from harness.smtp import Sink

SLOTS = 64
# All ids of copies are beyond this, so that they have eight digits and all answers have one length.
FIRST = 10_000_000
# Of the opaque keys that documents D and E hand out: characters.
KEYS = {"D": 40, "E": 64}
PASSWORD = "Passw0rdPassw0rd"
# Argon2id of PASSWORD with the least that it can cost: 55 µs. All that a log-in costs beside its hash can be seen so.
CHEAP_HASH = "$argon2id$v=19$m=8,t=1,p=1$YmVuY2hiZW5jaGJlbmNoIQ$COzEqbCS4ZQeiyAqIfSaIshtjBo1TVIupczqlHFAPPM"
# The tables of which an account's rows are copied, and their keys.
TABLES = {"account": "id", "email": "account, id", "password": "account", "identifier": "key", "session": "account, id", "secret": "hash",
          "audit": "slot, account, at, id"}


def padded(expression, digits):
    """SQL for a number with leading zeros."""
    return f"substr(cast({10 ** digits} + {expression} as text), 2)"


def key(letter, number):
    """The key of an account's session at document D or E."""
    return f"{number:0{KEYS[letter]}d}"


def template(server, sink, letters):
    """Registers somebody through document A, confirms the address by the mail's code, signs in through these doors; gives the Account."""
    who = Account("template", "template@example.net", "A", PASSWORD)
    client = Client(server.port)
    DOORS["A"].register(client, who)
    if not sink.wait_for(lambda: sink.to(who.address), 30):
        raise TimeoutError("no mail came")
    DOORS["A"].confirm(client, who, sink.to(who.address)[0].links()[0], PASSWORD)
    who.live = [(letter, DOORS[letter].sign_in(client, who, PASSWORD)) for letter in letters]
    client.close()
    return who


class Copies:
    """So many copies of an account, which has one address and one session at a door.

    name: SQL for the user name of number n. changes(table, row): SQL for columns of a row's copies that are not the account's own, by column;
    None where the row is not copied.
    """

    def __init__(self, base, who, count, name, changes=lambda table, row: {}):
        self._base, self._who, self._count, self._name, self._changes = base, who, count, name, changes
        self.id = base.rows(f"select account from identifier where key = '{who.name}'")[0]["account"]
        self._sessions = self._rows("session", "account = {}")

    def _rows(self, table, condition):
        found = self._base.rows(f"select * from {table} where {condition.format(self.id)} order by {TABLES[table]}")
        return [row for row in found if self._changes(table, row) is not None]

    def fill(self, grown=False, note=lambda text: None):
        """Writes them; gives the bytes that they take up, by table where that is known.

        grown: in the order of their numbers into indexes that are there, as if one after the other had registered.
        """
        statements = {table: self._statement(table, "n, k" if grown else order) for table, order in TABLES.items()}
        with self._base.open() as connection:
            for setting in self._base.quick:
                connection.execute(setting)
            before = self._sizes(connection)
            connection.execute("begin")
            for table, statement in statements.items():
                begin = time.monotonic()
                connection.execute(statement)
                note(f"{table}: {time.monotonic() - begin:.1f} s")
            connection.execute(f"update id_block set next = {FIRST + 10 * (self._count + 1)}")
            connection.execute("commit")
            for table in () if grown else TABLES:
                connection.execute(self._base.packed.format(table))
        with self._base.open() as connection:
            for statement, wanted in self._base.settled.items():
                found = connection.execute(statement)
                if wanted and tuple(found.fetchone()) != (wanted,):
                    raise RuntimeError(f"{statement} does not say {wanted}")
            os.sync()
            return {table: size - before[table] for table, size in self._sizes(connection).items() if table in (*TABLES, "all")}

    def _sizes(self, connection):
        return {row["name"]: row["size"] for row in connection.execute(self._base.sizes)}

    def _statement(self, table, order):
        conditions = {"account": "id = {}", "secret": "account = {} and kind = 'SESSION'"}
        rows = self._rows(table, conditions.get(table, "account = {}"))
        if table == "secret":
            known = [session["id"] for session in self._sessions]
            rows = [row for row in rows if row["id"] in known]
        copies = [self._copied(table, row, place, len(rows)) for place, row in enumerate(rows)]
        columns = {column: _by_place([copy[column] for copy in copies]) for column in rows[0]}
        numbers = f"with recursive c(n) as (select 1 union all select n + 1 from c where n < {self._count}) select n from c"
        places = " union all ".join(f"select {place} as k" for place in range(len(rows)))
        return (f"insert into {table} ({', '.join(columns)}) select {', '.join(f'{text} as {name}' for name, text in columns.items())} "
                f"from ({numbers}) numbers cross join ({places}) places order by {order}")

    def _copied(self, table, row, place, count):
        """SQL for each column of the copies of one row."""
        own = {self._who.name: self._name, self._who.address: f"{self._name} || '@example.org'"}
        found = {column: own.get(value) or literal(value) for column, value in row.items()}
        account = f"{FIRST} + n"
        found.update({"id": f"{FIRST} + n * {count} + {place}"} if "id" in row else {})
        found.update({"id": account, "primary_email": account} if table == "account" else {"account": account})
        if table == "audit":
            # Sealed, as if long ago: to seal them all would take a core for minutes, beside what is measured.
            found.update(slot=f"({account}) % {SLOTS}", seal="1")
        if table == "session" and row["secret"]:
            found["secret"] = self._digest(row)
        if table == "secret":
            place = [session["id"] for session in self._sessions].index(row["id"])
            found.update(hash=self._digest(self._sessions[place]), id=f"{FIRST} + n * {len(self._sessions)} + {place}")
        return {**found, **self._changes(table, row)}

    def _digest(self, session):
        """Of the key of a session's copies, as the database keeps it."""
        letter = next(letter for letter in KEYS if DOORS[letter].name == session["door"])
        return self._base.digest.format(f"'{'0' * (KEYS[letter] - 8)}' || {padded('n', 8)}")

    def session(self, number, letter):
        """The id of an account's session at a door."""
        place = [session["door"] for session in self._sessions].index(DOORS[letter].name)
        return FIRST + number * len(self._sessions) + place


def literal(value):
    """SQL for it."""
    if value is None:
        return "null"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _by_place(texts):
    if len(set(texts)) == 1:
        return texts[0]
    return f"case k {' '.join(f'when {place} then {text}' for place, text in enumerate(texts))} end"


def seeded(server, base, letters, count, name, changes=lambda table, row: {}, grown=False, note=lambda text: None):
    """Fills the empty database of a server, which does not run then: see Copies; gives that, and the bytes that its `fill` gives."""
    sink = Sink().start()
    server.settings["VESTIBULE_SMTP_URL"] = sink.url()
    try:
        server.start()
        who = template(server, sink, letters)
        server.terminate()
    finally:
        sink.stop()
        del server.settings["VESTIBULE_SMTP_URL"]
    copies = Copies(base, who, count, name, changes)
    return copies, copies.fill(grown, note)
