"""Signing keys rotate, the master key changes, rights come and go on two nodes under load: no request fails.

People sign in at one node and ask the other who they are with that new token, and with an old one; regulars do all that takes no password.
Without limits, as a few regulars ask from one address what hundreds of people ask.
"""

import datetime
import json
import threading
import time

from harness import postgres, table
from harness.attack import person
from harness.clients import DOORS, Client
from harness.figures import Verdict
from harness.measuring import Report
from harness.nodes import nodes
from harness.sample import Unavailable
from harness.smtp import Sink
from harness.visitors import Counted, Regulars, Seen

LONGEST = 600
PEOPLE = 4
REGULARS = 4
RIGHTS = 5
CALM = 3
FAMILIES = ("useraccount", "chat")


class SignedIn:
    """Threads whose people sign in at one node, and show the new token and their first one to the other."""

    def __init__(self, ports, seen):
        self._ports, self._seen, self._over = ports, seen, threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(number,), daemon=True) for number in range(PEOPLE)]
        for thread in self._threads:
            thread.start()

    def stop(self):
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _run(self, number):
        try:
            door, who = DOORS["AC"[number % 2]], person(f"person{number}")
            clients = [Counted(Client(port), self._seen) for port in self._ports]
            DOORS["A"].register(clients[0], who)
            old = door.sign_in(clients[0], who, who.password)
            while not self._over.wait(0.1):
                clients.reverse()
                new = door.sign_in(clients[0], who, who.password)
                for token in (new, old):
                    if (answer := door.who(clients[1], token)).status != 200:
                        self._seen.fail(f"{door.letter}: {answer.status} {answer.text[:100]}")
        except Exception as broken:
            self._seen.fail(f"person{number}: {type(broken).__name__}: {broken}")


class Changes:
    """What an operator does at the first node's machine; `rows` say what, and what the clients saw meanwhile."""

    def __init__(self, context, server, seen):
        self._context, self._server, self._seen, self.rows = context, server, seen, []

    def command(self, *words):
        done = self._server.command(*words)
        if done.returncode:
            raise RuntimeError(f"{words}: {done.stderr[-500:]}")
        return done.stdout

    def during(self, what, action):
        answers, failures, begin = self._seen.total(), len(self._seen.failures), time.monotonic()
        action()
        time.sleep(CALM)
        self.rows.append([what, table.number(time.monotonic() - begin), self._seen.total() - answers, len(self._seen.failures) - failures])
        self._context.note(str(self.rows[-1]))

    def rotate(self):
        """Until the new keys sign."""
        rotated = [json.loads(self.command("keys", "rotate", family, "--json")) for family in FAMILIES]
        begins = max(datetime.datetime.fromisoformat(one["signsFrom"]).timestamp() for one in rotated)
        time.sleep(max(0.0, begins - time.time()))

    def rights(self):
        for number in range(RIGHTS):
            self.command("role", "create", f"role{number}")
            self.command("role", "grant", f"role{number}", f"person{number % PEOPLE}")
            self.command("role", "revoke", f"role{number}", f"person{number % PEOPLE}")


def run(context):
    if why := postgres.missing():
        raise Unavailable(why)
    database, sink, seen = context.owns(postgres.Postgres(context.folder / "postgres")).start(), context.owns(Sink().start()), Seen()
    settings = {"VESTIBULE_SMTP_URL": sink.url(), "VESTIBULE_MAIL_FROM": "bench@example.org"}
    servers = [context.owns(server.start()) for server in nodes(context.folder, database.url(), settings=settings)]
    people = SignedIn([server.port for server in servers], seen)
    regulars = Regulars(servers[0].port, sink, seen, REGULARS)
    changes = Changes(context, servers[0], seen)
    changes.during("nothing", lambda: time.sleep(CALM))
    changes.during("rotation of keys", changes.rotate)
    changes.during("change of the master key", lambda: changes.command("keys", "master-change", str(context.folder / "new.key")))
    changes.during("rotation after it", changes.rotate)
    changes.during(f"{RIGHTS} roles made, granted, revoked", changes.rights)
    people.stop()
    regulars.stop()
    for text in seen.failures[:20]:
        context.note(text)
    verdict = Verdict("no request fails", f"{len(seen.failures)} of {seen.total()}", not seen.failures and seen.total() > 0)
    return Report([(["change", "seconds", "answers", "failed"], changes.rows)], [verdict], {"rows": changes.rows})
