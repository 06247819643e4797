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
FLASK, DJANGO, KEYCLOAK, BETTER_AUTH = "Flask", "Django", "Keycloak", "Better Auth"
OUR_HASH = ", our hash"


def applications(asked, stored):
    """Flask and Django with one hash, where none is computed."""
    return [(FLASK, "gunicorn", lambda module: module.flask(asked, stored)), (DJANGO, "gunicorn", lambda module: module.django(asked, stored))]


def hashing_applications(asked, stored):
    """Flask and Django, each with its own hash and with ours."""
    rows = [(FLASK, "shipped"), (FLASK + OUR_HASH, "ours")]
    flask = [(name, "gunicorn", lambda module, hash=hash: module.flask(asked, stored, hash)) for name, hash in rows]
    rows = [(DJANGO, "shipped"), (DJANGO + OUR_HASH, "ours")]
    return flask + [(name, "gunicorn", lambda module, hash=hash: module.django(asked, stored, hash)) for name, hash in rows]


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
