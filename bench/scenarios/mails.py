"""Two nodes send what one database owes, and one of them is killed half-way."""

import collections
import time

from harness import postgres
from harness.context import Result
from harness.journal import Journal
from harness.nodes import nodes
from harness.rounds import LONGEST_LEASE, dead_codes
from harness.server import wait_until
from harness.smtp import Sink
from harness.stampede import Stampede

LONGEST = 600
OWED = 2000
CLIENTS = 8
# Two threads a node, so four mails in this time.
SECONDS_A_MAIL = 0.04
# What the killed node can have had in hand: a mail a thread.
MOST_DOUBLED = 2


def queue(context, servers, sink, journal):
    """Registers while no mail server answers, so that all mails are owed at one time."""
    for server in servers:
        Stampede(server.port, journal, CLIENTS, OWED // CLIENTS // len(servers))
        context.note(f"{journal.acknowledged} mails are owed")
    if sink.count():
        raise RuntimeError("mails were sent to a server that was not there")


def run(context):
    if reason := postgres.missing():
        return Result.skipped(reason)
    database = context.owns(postgres.Postgres(context.folder / "postgres")).start()
    sink = context.owns(Sink(SECONDS_A_MAIL))
    servers = nodes(context.folder, database.url(), settings={"VESTIBULE_SMTP_URL": sink.url()})
    for server in servers:
        context.owns(server).start()
    journal = Journal("m")
    queue(context, servers, sink, journal)
    sink.start()
    wait_until("half of the mails", lambda: sink.count() >= OWED // 2, 200, pause=0.005)
    at_kill, senders = sink.count(), sink.senders()
    servers[1].kill()
    context.note(f"killed a node after {at_kill} mails, of {senders} connections")
    sink.wait_for(lambda: not journal.mails_lost(sink), 200)
    # A mail may come once more when the lease of the killed node ends, and never after the outbox is empty.
    wait_until("the empty outbox", lambda: database.sql("select count(*) from outbox", "vestibule") == [(0,)], LONGEST_LEASE + 30)
    time.sleep(1)
    lost = journal.mails_lost(sink)
    times = collections.Counter(mail.message_id for mail in sink.mails())
    doubled = sum(count - 1 for count in times.values())
    dead = list(dead_codes(servers[0], journal, sink))
    for text in (lost + dead)[:20]:
        context.note(text)
    return Result(
        not (lost or dead) and len(times) == OWED and doubled <= MOST_DOUBLED and senders == 4,
        f"owed {OWED}, sent at least once {len(times)}, lost {len(lost)}, killed at {at_kill} of {senders} connections, "
        f"doubled {doubled} (in flight at most {MOST_DOUBLED}), codes dead {len(dead)}",
    )
