"""Two nodes behind HAProxy under requests of all kinds: each is ended and started again in turn, and nobody notices."""

import collections
import time

from harness import haproxy, postgres
from harness.context import Result
from harness.haproxy import HAProxy
from harness.journal import Comparison, Journal
from harness.nodes import nodes
from harness.postgres import Postgres
from harness.server import free_port, wait_until
from harness.smtp import Sink
from harness.visitors import Newcomers, Regulars, Seen

LONGEST = 1200
ROUNDS = 5
NEWCOMERS = 6
REGULARS = 10


class Rolling:
    """Two nodes and their proxy, and what was seen through it."""

    def __init__(self, context):
        self.context = context
        database = context.owns(Postgres(context.folder / "postgres").start())
        self.sink = context.owns(Sink().start())
        port = free_port()
        settings = {
            "VESTIBULE_SMTP_URL": self.sink.url(),
            "VESTIBULE_MAIL_FROM": "bench@example.org",
            "VESTIBULE_PUBLIC_URL": f"http://localhost:{port}",
            "VESTIBULE_TRUSTED_PROXIES": "127.0.0.1",
        }
        self.servers = [context.owns(server.start()) for server in nodes(context.folder, database.url(), settings=settings)]
        self.proxy = context.owns(HAProxy(context.folder / "haproxy", [server.port for server in self.servers], port).start())
        self.journal = Journal("r")
        self.seen = Seen()
        self.codes = collections.Counter()
        self.longest = 0.0

    def run(self, rounds):
        self._wait_for({1, 2})
        newcomers = Newcomers(self.proxy.port, self.journal, self.sink, self.seen, NEWCOMERS)
        regulars = Regulars(self.proxy.port, self.sink, self.seen, REGULARS)
        try:
            time.sleep(8)
            for number in range(1, rounds + 1):
                for one, server in enumerate(self.servers, start=1):
                    self._replace(one, server)
                self.context.note(f"round {number}: {self.seen.figures()}")
        finally:
            regulars.stop()
            newcomers.stop()
        for text in newcomers.broken:
            self.seen.fail(text)
        self.lost = Comparison(self.proxy.port, self.journal.accounts).lost

    def _replace(self, number, server):
        start = time.monotonic()
        self.codes[server.terminate()] += 1
        self.longest = max(self.longest, time.monotonic() - start)
        server.start()
        self._wait_for({1, 2})
        time.sleep(2)

    def _wait_for(self, up):
        wait_until("nodes that the proxy finds ready", lambda: self.proxy.up() == up, 30)


def run(context):
    missing = postgres.missing() or haproxy.missing()
    if missing:
        return Result.skipped(missing)
    rounds = context.rounds(ROUNDS)
    rolling = Rolling(context)
    rolling.run(rounds)
    for text in (rolling.seen.failures + rolling.lost)[:40]:
        context.note(text)
    good = not rolling.seen.failures and not rolling.lost and set(rolling.codes) == {0} and rolling.seen.total() > 0
    return Result(
        good,
        f"{2 * rounds} nodes replaced: {rolling.seen.figures()}; acknowledged {rolling.journal.acknowledged}, lost {len(rolling.lost)}; "
        f"a node takes at most {rolling.longest:.1f} s to end, exit codes {dict(rolling.codes)};",
    )
