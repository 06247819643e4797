"""What kill -9 cannot show: the write-ahead log of SQLite is synced between a registration's COMMIT and its answer."""

import re
import time

from harness import trace
from harness.context import Result
from harness.journal import Journal
from harness.server import Server
from harness.stampede import Stampede

LONGEST = 400
ANSWERS = 200
AT_ONCE = 20

FRAME_HEADER = 24
ANSWERED_TO = re.compile(r"->\[?[0-9a-f:.]*\]?:(\d+)\]$")


class Log:
    """The write-ahead log as the trace shows it (https://sqlite.org/fileformat2.html#walformat).

    A name is first in the pages of an open transaction, then committed, by a frame whose header tells the size of the
    database, and then synced, by a sync that began after that frame was written.
    """

    def __init__(self, prefix):
        self._name = re.compile(prefix.encode() + rb"\d{6}")
        self._open = set()
        self._commits = False
        self._committed = set()
        self._syncing = {}
        self.synced = set()
        self.syncs = 0

    def see(self, event):
        if event.call in ("fsync", "fdatasync"):
            if event.moment == "begin":
                self._syncing[event.process] = set(self._committed)
            elif event.result == 0:
                self.synced |= self._syncing.pop(event.process)
                self.syncs += 1
        elif event.call == "pwrite64" and event.moment == "end":
            self._write(event.data())

    def _write(self, data):
        if len(data) == FRAME_HEADER:
            self._commits = any(data[4:8])
            return
        self._open.update(found.decode() for found in self._name.findall(data))
        if self._commits:
            self._committed |= self._open
            self._open.clear()
            self._commits = False


def unsynced(file, answers, prefix):
    """How many answers there were, the names of those that left before their sync, and how many syncs."""
    log = Log(prefix)
    waiting = {port: list(names) for port, names in answers.items()}
    early, answered = [], 0
    for event in trace.events(file):
        if event.file.endswith(".db-wal"):
            log.see(event)
        elif event.moment == "begin" and (found := ANSWERED_TO.search(event.file)) and event.data().startswith(b"HTTP/1.1 2"):
            names = waiting.get(int(found.group(1)))
            if names:
                name = names.pop(0)
                answered += 1
                if name not in log.synced:
                    early.append(name)
    return answered, early, log.syncs


def run(context):
    if reason := trace.missing():
        return Result.skipped(reason)
    good, figures = True, []
    for words, clients, prefix in (("one by one", 1, "o"), (f"{AT_ONCE} at once", AT_ONCE, "m")):
        file = context.folder / f"trace.{prefix}"
        server = context.owns(Server(context.folder / prefix, before=trace.tracer(file)))
        server.start()
        answers = Stampede(server.port, Journal(prefix), clients, ANSWERS // clients).answers
        server.terminate()
        # strace lives a little longer than what it traced.
        time.sleep(1)
        answered, early, syncs = unsynced(file, answers, prefix)
        good = good and answered == ANSWERS and not early
        figures.append(f"{words}: {answered} answers, synced before {answered - len(early)}, {syncs} syncs")
        context.note(figures[-1])
    return Result(good, "; ".join(figures))
