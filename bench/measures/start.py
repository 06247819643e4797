"""Start to ready, with the AOT cache and without, and the memory of a server that nobody asks anything.

Ten starts of each kind in turn, on one database that is there: from the call of ./vestibule until its first line is read, and what the program
says itself, which begins with its JVM. With the cache the JVM is told to refuse to start when it cannot use it (-XX:AOTMode=on), so that a
cache that was rejected is a failure and no slow start. Beside them the bare Helidon of the other scenarios, without a cache: what a JVM and
a web server alone take on this machine just then.
"""

import os
import statistics
import subprocess
import time

from harness import table, usage
from harness.context import HOME
from harness.figures import MEGA, at_most
from harness.limits import BARE, SOURCES, compiled, jvm_flags
from harness.measuring import Report, disturbances
from harness.sample import LIMIT, OURS, Sample, Series
from harness.server import READY, Server, free_port

LONGEST = 900
STARTS = 10
# Seconds after the start, when the memory of a server at rest is looked at.
IDLE = 5
WITH, WITHOUT = "with the AOT cache", "without"
CACHE = {WITH: "on", WITHOUT: "off"}
MOST = {WITH: 600, WITHOUT: 1300}
MOST_RESIDENT = 150
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nready"


def launched(context, name, command, folder, environment, ready):
    """One start: a Sample of one request, whose time is the start's, and the line that the program says; `ready` judges that, given the pid."""
    others, begin = usage.Others(), time.monotonic()
    with open(folder / "err", "ab") as errors, subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
    ) as process:
        try:
            line = process.stdout.readline().decode()
            took = time.monotonic() - begin
            cpu = usage.cpu([process.pid])
            if not ready(line, process.pid):
                raise RuntimeError(f"{name} does not start: {line}{(folder / 'err').read_text()[-2000:]}")
            time.sleep(IDLE)
            resident, share = usage.resident([process.pid]), others.share(usage.cpu([process.pid]))
        finally:
            process.terminate()
            process.wait(40)
    context.note(f"{name}: {took * 1000:.0f} ms, {resident / MEGA:.0f} MB")
    return Sample(1, took, took * 1000, took * 1000, cpu, resident, 0, others=share), line


class Ours:
    """Starts of the program of one kind, on one folder."""

    role = OURS

    def __init__(self, context, name, folder):
        self._context = context
        self._server = Server(folder, {"AOT_CACHE": CACHE[name]})
        self.name = name
        self.flags = []
        # Milliseconds that the program says itself, of each start.
        self.own = []

    def start(self):
        command = [str(HOME / "vestibule"), "serve"]
        sample, line = launched(self._context, self.name, command, self._server.folder, self._server.environment(), self._ready)
        self.own.append(int(line.split(" in ")[1].split()[0]))
        return sample

    def _ready(self, line, pid):
        self.flags = jvm_flags(pid)
        return READY.search(line) and self._server.ready()


class Limit:
    """Starts of the bare answer."""

    role = LIMIT
    name = BARE

    def __init__(self, context, flags):
        self._context = context
        self._folder = context.folder / "bare"
        self._folder.mkdir()
        (self._folder / "answer").write_bytes(ANSWER)
        path = compiled(SOURCES / "Bare.java", self._folder / "classes")
        self._command = [f"{os.environ['JAVA_HOME']}/bin/java", *flags, "-cp", path, "Bare"]

    def start(self):
        command = [*self._command, str(free_port()), str(self._folder / "answer")]
        return launched(self._context, self.name, command, self._folder, dict(os.environ), lambda line, _: line == "ready\n")[0]


def run(context):
    ours = [Ours(context, name, context.folder / "node") for name in CACHE]
    # Makes the database, the cache, and the files warm.
    for one in ours:
        one.start()
    kinds = [*ours, Limit(context, ours[0].flags)]
    found = {one.name: [] for one in kinds}
    for _ in range(context.rounds(STARTS)):
        for one in kinds:
            found[one.name].append(one.start())
    series = [Series(one.name, one.role, tuple(found[one.name])) for one in kinds]
    own = {one.name: table.number(statistics.median(one.own[1:])) for one in ours}
    rows, verdicts = [], []
    for one in series:
        took, memory = one.spread(lambda sample: sample.p50), one.spread(lambda sample: sample.resident / MEGA)
        rows.append([one.name, table.number(took.median), f"{took.lowest:.0f}-{took.highest:.0f}", own.get(one.name, "-"),
                     table.number(one.spread(lambda sample: sample.cpu * 1000).median), table.number(memory.median)])
        if one.name in MOST:
            verdicts.append(at_most(f"start to ready {one.name}", took.median, MOST[one.name], " ms", 0))
    verdicts.append(at_most("resident when idle", series[0].spread(lambda sample: sample.resident / MEGA).median, MOST_RESIDENT, " MB", 0))
    verdicts += disturbances(one.shares() for one in series)
    columns = ["", "ms", "lowest-highest", "ms by itself", "ms of CPU", f"MB after {IDLE} s"]
    return Report([(columns, rows)], verdicts, {"contestants": series})
