"""kill -9 of the PostgreSQL primary under load on two nodes; the synchronous standby takes over, the killed one comes back."""

import collections
import random
import threading
import time

from harness import postgres
from harness.clients import Unanswered
from harness.context import Result
from harness.crowd import Crowd
from harness.journal import Comparison, Journal
from harness.nodes import nodes
from harness.pair import Pair
from harness.server import wait_until
from harness.smtp import Sink

LONGEST = 1800
ROUNDS = 10
CLIENTS_A_NODE = 8
MOST_SECONDS = 10
# Mails whose worker lost its database in the middle wait for the end of its lease.
LONGEST_LEASE = 60


class Book(Journal):
    """A journal that tells when something was acknowledged first since a moment."""

    def __init__(self, prefix):
        super().__init__(prefix)
        self.since = threading.Event()
        self.first = 0.0

    def begin(self):
        self.since.clear()

    def acknowledge(self, account):
        if not self.since.is_set():
            self.first = time.monotonic()
            self.since.set()
        super().acknowledge(account)


class Careful:
    """A client to whom a 503 says nothing of what was done: the database may have kept it before it was gone."""

    def __init__(self, client, answers):
        self._client = client
        self._answers = answers

    def ask(self, request):
        answer = self._client.ask(request)
        if answer.status == 503:
            self._answers["503" if "retry-after" in answer.headers else "503 without Retry-After"] += 1
            raise Unanswered(f"{request.path}: 503")
        if answer.status >= 500:
            self._answers[f"{answer.status} to {request.path}"] += 1
            raise Unanswered(f"{request.path}: {answer.status}")
        return answer


class CarefulCrowd(Crowd):
    """Clients that go on after a 503."""

    def __init__(self, port, journal, sink, answers):
        self._answers = answers
        super().__init__(port, journal, sink, CLIENTS_A_NODE, patient=True)

    def _step(self, client, own, chance):
        super()._step(Careful(client, self._answers), own, chance)


class Failover:
    """Two nodes with their clients, and what was seen of all rounds."""

    def __init__(self, context):
        self.context = context
        self.pair = context.owns(Pair(context.folder / "postgres").start())
        self.sink = context.owns(Sink().start())
        settings = {"VESTIBULE_SMTP_URL": self.sink.url(), "VESTIBULE_MAIL_FROM": "bench@example.org"}
        self.servers = [context.owns(server) for server in nodes(context.folder, self.pair.url(), settings=settings)]
        self.books = [Book(prefix) for prefix in ("a", "b")]
        self.answers = collections.Counter()
        self.seconds = []
        self.lost = []
        self.broken = []

    def run(self, rounds):
        for server in self.servers:
            server.start()
        pids = [server.process.pid for server in self.servers]
        for number in range(1, rounds + 1):
            self._round()
            self._compare([book.touched() for book in self.books])
            self.context.note(f"round {number}: {self.figures()}; worst {self.seconds[-1]:.1f} s; {dict(self.answers)}")
        self._compare([book.accounts for book in self.books])
        if [server.process.pid for server in self.servers if server.alive()] != pids:
            self.broken.append("a node did not live to the end")
        self.sink.wait_for(lambda: not self.mails_lost(), LONGEST_LEASE + 30)

    def _round(self):
        crowds = [CarefulCrowd(server.port, book, self.sink, self.answers) for server, book in zip(self.servers, self.books)]
        try:
            time.sleep(random.uniform(4, 7))
            self._fail_over()
            self.pair.rebuild()
            time.sleep(1)
        finally:
            for crowd in crowds:
                crowd.stop()
        for crowd in crowds:
            self.broken += crowd.broken
            self.broken += [f"refused: {answer.status} {answer.text[:200]}" for answer in crowd.refusals]

    def _fail_over(self):
        """The primary dies, nodes see it, the standby takes over, each node answers well again."""
        if not self.pair.is_synchronous():
            raise RuntimeError("the standby is not synchronous, so that nothing would be proved")
        self.pair.kill9()
        killed = time.monotonic()
        self._until_all("not ready", lambda server: not server.ready())
        time.sleep(max(0.0, random.uniform(1, 4) - (time.monotonic() - killed)))
        for book in self.books:
            book.begin()
        start = time.monotonic()
        self.pair.promote()
        if not all(book.since.wait(60) for book in self.books):
            raise TimeoutError("no good answer of a node within a minute")
        self.seconds.append(max(book.first for book in self.books) - start)
        self._until_all("ready", lambda server: server.ready())

    def _until_all(self, what, condition):
        for number, server in enumerate(self.servers, start=1):
            wait_until(f"node {number} {what}", lambda: condition(server), 30)

    def _compare(self, shares):
        # What one node has acknowledged is looked for at the other.
        for server, accounts in zip(reversed(self.servers), shares):
            self.lost += Comparison(server.port, accounts).lost

    def mails_lost(self):
        return [loss for book in self.books for loss in book.mails_lost(self.sink)]

    def acknowledged(self):
        return sum(book.acknowledged for book in self.books)

    def figures(self):
        return f"acknowledged {self.acknowledged()}, lost {len(self.lost)}"

    def good(self):
        return not (self.lost or self.mails_lost() or self.broken or set(self.answers) - {"503"}) and self.acknowledged() > 0


def run(context):
    if postgres.missing():
        return Result.skipped(postgres.missing())
    rounds = context.rounds(ROUNDS)
    failover = Failover(context)
    failover.run(rounds)
    mails_lost = failover.mails_lost()
    for text in (failover.lost + mails_lost + failover.broken)[:20]:
        context.note(text)
    worst = max(failover.seconds)
    due = sum(book.mails_due() for book in failover.books)
    restarted = sum(server.starts - 1 for server in failover.servers)
    return Result(
        failover.good() and worst <= MOST_SECONDS,
        f"{rounds} rounds: {failover.figures()}; mails due {due}, lost {len(mails_lost)}; from promotion to a good answer of both "
        f"nodes at most {worst:.1f} s; answers meanwhile {dict(failover.answers)}; nodes restarted {restarted};",
    )
