"""Two PostgreSQL servers, a primary and its synchronous standby, that change places when the primary is killed."""

import pathlib
import secrets
import shutil

from harness.postgres import Failed, Postgres
from harness.server import wait_until

NAMES = ("one", "two")


class Pair:
    """A COMMIT is answered when it is on the disks of both. `start` makes both on its first call.

    While there is no standby, as after `promote`, commits are on the disk of the primary alone; `rebuild` ends that. A pair
    that another process started is found by its folder.
    """

    def __init__(self, folder, ports=(None, None), password=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        password = password or secrets.token_hex(12)
        self.servers = [Postgres(self.folder / name, port, password, name) for name, port in zip(NAMES, ports)]
        self.primary = self._found_primary()

    def _found_primary(self):
        leading = [server for server in self.servers if server.exists() and not server.is_standby()]
        # After a failover the killed one still looks like a primary; it is the one that does not run.
        return next((server for server in leading if server.alive()), leading[0] if leading else self.servers[0])

    @property
    def standby(self):
        """The other one, whatever state it is in."""
        first, second = self.servers
        return second if self.primary is first else first

    def url(self):
        """Both hosts, always in the same order: who writes is for the client to find out."""
        return self.servers[0].url(self.servers[1])

    def start(self):
        """Starts what does not run; gives itself."""
        if not self.primary.alive():
            self.primary.start()
        if not self.standby.exists() or not self.standby.is_standby():
            self.rebuild()
        elif not self.standby.alive():
            self.standby.launch()
            self._await_synchronous()
        return self

    def kill9(self):
        """kill -9 of the whole primary; the standby is left alone."""
        self.primary.kill9()

    def promote(self, seconds=30):
        """Makes the standby the primary. The old one must be dead: two primaries would each take writes."""
        old, new = self.primary, self.standby
        if old.alive():
            raise Failed("the primary still runs; two primaries would part the data")
        if new.sql(f"select pg_promote(true, {seconds})", seconds=seconds + 5) != "t":
            raise Failed(f"{new.name} was not promoted: {new.log_end()}")
        self.primary = new

    def rebuild(self, seconds=120):
        """Makes the one that is not the primary a standby with a fresh copy, and replication synchronous again."""
        primary, other = self.primary, self.standby
        other.kill9()
        # Nobody may wait for a standby that is not there.
        self._synchronous_with("")
        if primary.sql(f"select 1 from pg_replication_slots where slot_name = '{other.name}'"):
            primary.sql(f"select pg_drop_replication_slot('{other.name}')")
        shutil.rmtree(other.data, ignore_errors=True)
        other.copy_of(primary, seconds)
        other.launch(seconds)
        streaming = f"select 1 from pg_stat_replication where application_name = '{other.name}' and state = 'streaming'"
        wait_until(f"a stream to {other.name}", lambda: primary.asks(streaming), seconds)
        self._synchronous_with(other.name)
        self._await_synchronous(seconds)

    def _synchronous_with(self, name):
        self.primary.sql(f"alter system set synchronous_standby_names = '{name}'")
        self.primary.sql("select pg_reload_conf()")

    def _await_synchronous(self, seconds=60):
        wait_until("a synchronous standby", self.is_synchronous, seconds)

    def is_synchronous(self):
        """Whether each COMMIT waits for the standby's disk, and the standby is there."""
        there = f"select 1 from pg_stat_replication where application_name = '{self.standby.name}' and sync_state = 'sync'"
        return bool(self.primary.asks(there))

    def state(self):
        """What each server is, for people, by its name."""
        return {server.name: self._state(server) for server in self.servers}

    def _state(self, server):
        if not server.alive():
            return "down"
        answer = server.asks("select pg_is_in_recovery()")
        if answer == "t":
            return "standby"
        if answer != "f":
            return "does not answer"
        return "primary, with a synchronous standby" if self.is_synchronous() else "primary, alone"

    def stop(self):
        # A primary that ends in order waits for its standby, so that goes last.
        self.primary.stop()
        self.standby.stop()

    def close(self):
        """Ends both; nothing of them is needed any more."""
        for server in self.servers:
            server.close()
