"""What kill -9 cannot show: the write-ahead log of SQLite is synced between a registration's COMMIT and its answer."""

import re
import time

from harness import trace
from harness.context import Result
from harness.journal import Journal
from harness.server import Server
from harness.stampede import Stampede

LONGEST = 400
FRAME_HEADER = 24


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


def run(context):
    if reason := trace.missing():
        return Result.skipped(reason)

    def measure(clients, prefix):
        file = context.folder / f"trace.{prefix}"
        server = context.owns(Server(context.folder / prefix, before=trace.tracer(file)))
        server.start()
        waiting = Stampede(server.port, Journal(prefix), clients, trace.ANSWERS // clients).answers
        server.terminate()
        # strace lives a little longer than what it traced.
        time.sleep(1)
        log, answered, synced = Log(prefix), 0, 0
        for event in trace.events(file):
            if event.file.endswith(".db-wal"):
                log.see(event)
            elif name := trace.answered(event, waiting):
                answered += 1
                synced += name in log.synced
        return answered, synced, log.syncs

    return trace.both(context, measure)
