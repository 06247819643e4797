"""kill -9 of a server on SQLite, again and again, under clients that register, confirm, change passwords and sign in and out."""

import sqlite3

from harness.context import Result
from harness.rounds import kill_rounds
from harness.server import Server
from harness.smtp import Sink

LONGEST = 900
ROUNDS = 20


def integrity(database):
    """What SQLite says of a database that nobody has open."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        connection.close()


def run(context):
    sink = context.owns(Sink().start())
    server = context.owns(Server(context.folder / "node", {"VESTIBULE_SMTP_URL": sink.url()}))
    rounds = context.rounds(ROUNDS)
    said = []
    outcome = kill_rounds(
        context, server, sink, rounds, after_kill=lambda number: said.append(integrity(server.data / "vestibule.db"))
    )
    sound = said.count("ok")
    return Result(outcome.good() and sound == rounds, f"{outcome.figures()}; integrity ok {sound}/{rounds}")
