"""Start to ready, with the AOT cache and without, and the memory of a server that nobody asks anything.

Ten starts of each kind in turn: with the cache and without on one database that is there, the first start on none, and test mode. It is timed from
the call of ./vestibule until its first line is read, and by what the program says itself, which begins with its JVM. With the cache the JVM is told
to refuse to start when it cannot use it (-XX:AOTMode=on), so that a cache that was rejected is a failure and no slow start.
"""

import statistics
import subprocess
import time

from harness import table, usage
from harness.context import HOME
from harness.figures import MEGA, at_most
from harness.measuring import Report, disturbances
from harness.sample import OURS, Sample, Series
from harness.server import READY, Server

LONGEST = 900
STARTS = 10
# Seconds after the start, when the memory of a server at rest is looked at.
IDLE = 5
WITH, WITHOUT, FIRST, TEST = "with the AOT cache", "without", "the first, which makes the database", "test mode"
MOST = {WITH: 600, WITHOUT: 1300, FIRST: 750, TEST: 700}
MOST_RESIDENT = 150


class Kind:
    """Starts of one kind, on one folder or each on one of its own."""

    def __init__(self, context, name):
        self._context = context
        self.name = name
        self._servers = 0
        self._server = None
        # Milliseconds that the program says itself, of each start.
        self.own = []

    def _server_to_start(self):
        if self._server is None or self.name == FIRST:
            self._servers += 1
            folder = self._context.folder / f"first-{self._servers}" if self.name == FIRST else self._context.folder / "node"
            self._server = Server(folder, {"AOT_CACHE": "off" if self.name == WITHOUT else "on"}, test=self.name == TEST)
        return self._server

    def start(self):
        """A Sample of one request, whose time is the start's."""
        server = self._server_to_start()
        folder, others, begin = self._server.folder, usage.Others(), time.monotonic()
        with open(folder / "err", "ab") as errors, subprocess.Popen(
            [str(HOME / "vestibule"), "serve", *server.mode], cwd=folder, env=server.environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=errors,
        ) as process:
            try:
                line = process.stdout.readline().decode()
                took = time.monotonic() - begin
                cpu = usage.cpu([process.pid])
                if not READY.search(line) or not server.ready():
                    raise RuntimeError(f"{self.name} does not start: {line}{(folder / 'err').read_text()[-2000:]}")
                time.sleep(IDLE)
                resident, share = usage.resident([process.pid]), others.share(usage.cpu([process.pid]))
            finally:
                process.terminate()
                process.wait(40)
        self._context.note(f"{self.name}: {took * 1000:.0f} ms, {resident / MEGA:.0f} MB")
        self.own.append(int(line.split(" in ")[1].split()[0]))
        return Sample(1, took, took * 1000, took * 1000, cpu, resident, 0, others=share)


def run(context):
    kinds = [Kind(context, name) for name in MOST]
    # Makes the database, the cache, and the files warm.
    for one in kinds:
        one.start()
    found = {one.name: [] for one in kinds}
    for _ in range(context.rounds(STARTS)):
        for one in kinds:
            found[one.name].append(one.start())
    series = [Series(one.name, OURS, tuple(found[one.name])) for one in kinds]
    own = {one.name: table.number(statistics.median(one.own[1:])) for one in kinds}
    rows, verdicts = [], []
    for one in series:
        took, memory = one.spread(lambda sample: sample.p50), one.spread(lambda sample: sample.resident / MEGA)
        rows.append([one.name, table.number(took.median), f"{took.lowest:.0f}-{took.highest:.0f}", own[one.name],
                     table.number(one.spread(lambda sample: sample.cpu * 1000).median), table.number(memory.median)])
        verdicts.append(at_most(f"start to ready {one.name}", took.median, MOST[one.name], " ms", 0))
    verdicts.append(at_most("resident when idle", series[0].spread(lambda sample: sample.resident / MEGA).median, MOST_RESIDENT, " MB", 0))
    verdicts += disturbances(one.shares() for one in series)
    columns = ["", "ms", "lowest-highest", "ms by itself", "ms of CPU", f"MB after {IDLE} s"]
    return Report([(columns, rows)], verdicts, {"contestants": series})
