"""What people would pick instead, and what the scenarios share that set ours beside it: one question, on one kind of database.

A row is a peer: its name, its module in bench/peers, and what is made of that. A peer without that question, or without that database, has no
row. One that cannot be had on this machine is noted, and its figure is not measured.
"""

from harness import postgres
from harness.figures import Ratio
from harness.measuring import compare, peer
from harness.ours import Node
from harness.sample import Unavailable
from peers.peer import database_for

SQLITE, POSTGRES = "sqlite", "postgres"
FLASK, DJANGO, KRATOS, KEYCLOAK, BETTER_AUTH = "Flask", "Django", "Kratos", "Keycloak", "Better Auth"
OUR_HASH = ", our hash"


# Those on either database, by module and function.
EITHER = {FLASK: ("gunicorn", "flask"), DJANGO: ("gunicorn", "django"), KRATOS: ("kratos", "kratos")}


def plain(asked, stored):
    """Rows of those on either database, for a question that computes no hash."""
    return [_row(name, name, asked, stored, "shipped") for name in EITHER]


def hashing(asked, stored):
    """Rows of those on either database, each with its own hash and with ours."""
    hashes = (("", "shipped"), (OUR_HASH, "ours"))
    return [_row(name + words, name, asked, stored, hash) for name in EITHER for words, hash in hashes]


def _row(shown, name, asked, stored, hash):
    module, function = EITHER[name]
    return shown, module, lambda found: getattr(found, function)(asked, stored, hash)


def pocketbase(asked):
    """The row of PocketBase, which has SQLite alone, and one hash."""
    return "PocketBase", "pocketbase", lambda module: module.pocketbase(asked)


def spring(asked, hash="cheap", shown="Spring"):
    """The row of Spring Authorization Server, which has PostgreSQL alone here, and registers nobody."""
    return shown, "spring", lambda module: module.spring(asked, hash)


def run(context, stored, make, rows):
    """make(node): ours."""
    node, database = _node(context, stored)
    ours = make(node)
    if database is not None:
        # It counts as part of ours, as theirs do as part of peers.
        ours.pids = lambda: [node.server.process.pid, database.pid()]
    peers = [peer(module, made, name) for name, module, made in rows]
    return compare(context, [ours, *peers], [Ratio(ours.name, name, 1) for name, _, _ in rows])


def _node(context, stored):
    """Ours with its accounts, and its database; None for SQLite."""
    if stored == SQLITE:
        return Node(context), None
    if reason := postgres.missing():
        raise Unavailable(reason)
    database = context.owns(database_for(context.folder))
    return Node(context, database=database), database
