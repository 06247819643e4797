"""Two PostgreSQL servers, a primary and its synchronous standby, that change places when the primary is killed."""

import pathlib
import secrets
import shutil

from harness.postgres import Failed, Postgres
from harness.server import wait_until


class Pair:
    """A COMMIT is answered when it is on the disks of both. `start` first.

    While there is no standby, as after `promote`, commits are on the disk of the primary alone; `rebuild` ends that.
    """

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        password = secrets.token_hex(12)
        self.servers = [Postgres(self.folder / name, password, name) for name in ("one", "two")]
        self.primary = self.servers[0]

    @property
    def standby(self):
        """The other one, whatever state it is in."""
        first, second = self.servers
        return second if self.primary is first else first

    def url(self):
        """Both hosts, always in the same order: who writes is for the client to find out."""
        return self.servers[0].url(self.servers[1])

    def start(self):
        """Makes both; gives itself."""
        self.primary.start()
        self.rebuild()
        return self

    def kill9(self):
        """kill -9 of the whole primary; the standby is left alone."""
        self.primary.kill9()

    def promote(self, seconds=30):
        """Makes the standby the primary. The old one must be dead: two primaries would each take writes."""
        old, new = self.primary, self.standby
        if old.alive():
            raise Failed("the primary still runs; two primaries would part the data")
        if new.sql(f"select pg_promote(true, {seconds})", seconds=seconds + 5) != [(True,)]:
            raise Failed(f"{new.name} was not promoted: {new.log_end()}")
        self.primary = new

    def rebuild(self, seconds=120):
        """Makes the one that is not the primary a standby with a fresh copy, and replication synchronous again."""
        primary, other = self.primary, self.standby
        other.kill9()
        # Nobody may wait for a standby that is not there.
        self._synchronous_with("")
        primary.sql(f"select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '{other.name}'")
        shutil.rmtree(other.data, ignore_errors=True)
        other.copy_of(primary, seconds)
        other.launch(seconds)
        streaming = f"select 1 from pg_stat_replication where application_name = '{other.name}' and state = 'streaming'"
        wait_until(f"a stream to {other.name}", lambda: primary.asks(streaming), seconds)
        self._synchronous_with(other.name)
        wait_until("a synchronous standby", self.is_synchronous, seconds)

    def _synchronous_with(self, name):
        self.primary.sql(f"alter system set synchronous_standby_names = '{name}'")
        self.primary.sql("select pg_reload_conf()")

    def is_synchronous(self):
        """Whether each COMMIT waits for the standby's disk, and the standby is there."""
        there = f"select 1 from pg_stat_replication where application_name = '{self.standby.name}' and sync_state = 'sync'"
        return bool(self.primary.asks(there))

    def state(self, server):
        """What one of them is, for people."""
        if not server.alive():
            return "down"
        if server is self.standby:
            return "standby"
        return "primary, with a synchronous standby" if self.is_synchronous() else "primary, alone"

    def close(self):
        """Ends both; nothing of them is needed any more."""
        for server in self.servers:
            server.close()
