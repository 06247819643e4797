"""What kill -9 cannot show: PostgreSQL's write-ahead log is synced between a registration's COMMIT and its answer."""

import re
import time

from harness import postgres, trace
from harness.context import Result
from harness.journal import Journal
from harness.nodes import nodes
from harness.stampede import Stampede

LONGEST = 500

COMMITTED = b"COMMIT\0"


class Log:
    """What the processes of PostgreSQL do, in its order: `told` has, by name, when each COMMIT was told, and whether synced before.

    Between the last bytes that a session reads and the COMMIT that it tells, the log must have been written, and after that
    a sync of it must have begun and ended, whichever process did both.
    """

    def __init__(self, prefix):
        self._name = re.compile(prefix.encode() + rb"\d{6}")
        self._clock = 0
        self._asked = {}
        self._names = {}
        self._written = 0
        self._syncing = {}
        # The newest write that is synced.
        self._durable = 0
        self.told = {}
        self.syncs = 0

    def see(self, event):
        self._clock += 1
        if "/pg_wal/" in event.file:
            self._log(event)
        elif event.call == "recvfrom" and event.moment == "end":
            self._asked[event.process] = self._clock
            names = (found.decode() for found in self._name.findall(event.data()))
            self._names.setdefault(event.process, set()).update(names)
        elif event.call == "sendto" and event.moment == "begin" and COMMITTED in event.data():
            self._tell(event)

    def _log(self, event):
        if event.call in ("fsync", "fdatasync"):
            if event.moment == "begin":
                self._syncing[event.process] = self._written
            elif event.result == 0:
                self._durable = max(self._durable, self._syncing.pop(event.process, 0))
                self.syncs += 1
        elif event.moment == "end":
            self._written = self._clock

    def _tell(self, event):
        for name in self._names.pop(event.process, ()):
            synced = self._durable > self._asked[event.process]
            self.told.setdefault(name, []).append((event.time, synced))

    def synced_before(self, name, time):
        """Whether the last COMMIT for this name that was told before this time was a synced one."""
        before = [synced for told, synced in self.told.get(name, ()) if told < time]
        return bool(before) and before[-1]


def measure(context, server, database, clients, prefix):
    file, database_file = context.folder / f"trace.{prefix}", context.folder / f"trace.{prefix}.postgres"
    attached = trace.Attached(database_file, database.processes())
    try:
        server.before = trace.tracer(file)
        server.start()
        waiting = Stampede(server.port, Journal(prefix), clients, trace.ANSWERS // clients).answers
        server.terminate()
        time.sleep(1)
    finally:
        attached.close()
    log = Log(prefix)
    for event in trace.events(database_file):
        log.see(event)
    left = {name: event.time for event in trace.events(file) if (name := trace.answered(event, waiting))}
    return len(left), sum(log.synced_before(name, moment) for name, moment in left.items()), log.syncs


def run(context):
    if reason := postgres.missing() or trace.missing():
        return Result.skipped(reason)
    database = context.owns(postgres.Postgres(context.folder / "postgres")).start()
    [server] = nodes(context.folder, database.url(), count=1)
    context.owns(server)
    return trace.both(context, lambda clients, prefix: measure(context, server, database, clients, prefix))
