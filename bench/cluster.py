"""Two PostgreSQL servers with synchronous replication and two nodes of Vestibule behind HAProxy, on this machine, to be broken by hand.

They live until this program is left.
"""

import cmd
import secrets
import signal
import threading
import time

from harness import clients, haproxy, postgres
from harness.clients import DOORS
from harness.context import Context
from harness.haproxy import HAProxy
from harness.journal import Account, Comparison, Journal, new_password
from harness.nodes import nodes
from harness.pair import Pair
from harness.server import free_port, wait_until
from harness.smtp import Sink
from harness.visitors import Newcomers, Seen

TRY = """\
In another terminal:

  curl -s localhost:{port}/account/registration -H 'browser: curl' -H 'Content-Type: application/json' \\
    -d '{{"login": "ivan_1", "password": "Passw0rdPassw0rd", "email": "ivan@example.org", "first_name": "Иван", "last_name": "Иванов"}}'
  curl -s localhost:{port}/account/me -H 'Authorization: <the token>'

And here `help`, and `status` in between."""


class Cluster(cmd.Cmd):
    """The commands; each says what it did."""

    prompt = "cluster> "

    def __init__(self, context):
        super().__init__()
        port = free_port()
        say("PostgreSQL: a primary and a synchronous standby")
        self._pair = context.owns(Pair(context.folder / "postgres")).start()
        self._sink = context.owns(Sink().start())
        settings = {"VESTIBULE_PUBLIC_URL": f"http://localhost:{port}", "VESTIBULE_TRUSTED_PROXIES": "127.0.0.1",
                    "VESTIBULE_SMTP_URL": self._sink.url(), "VESTIBULE_MAIL_FROM": "bench@example.org"}
        self._nodes = [context.owns(node) for node in nodes(context.folder, self._pair.url(), settings=settings)]
        say("two nodes, and HAProxy before them")
        for node in self._nodes:
            node.start()
        self._proxy = context.owns(HAProxy(context.folder / "haproxy", [node.port for node in self._nodes], port)).start()
        self._await_up({1, 2})
        self._journal, self._seen, self._crowd = Journal("load"), Seen(), None
        context.later(self._end_load)
        self._folder = context.folder
        self.intro = TRY.format(port=port)
        self.do_status("")

    # Commands have dashes, and what is wrong with one is for the person who gave it.
    def onecmd(self, line):
        words = line.replace("-", "_", 1)
        try:
            return super().onecmd("quit" if words == "EOF" else words)
        except (postgres.Failed, RuntimeError, TimeoutError, ValueError, IndexError) as why:
            print(why)
            return False

    def emptyline(self):
        return False

    def _await_up(self, numbers):
        wait_until("nodes that HAProxy finds ready", lambda: numbers <= self._proxy.up(), 30)

    def do_status(self, _):
        """status: what runs, and where."""
        print(f"Vestibule   http://localhost:{self._proxy.port}")
        for number, node in enumerate(self._nodes, start=1):
            state = ("ready" if node.ready() else "runs, not ready") if node.alive() else "down"
            print(f"node {number}      http://127.0.0.1:{node.port}   {state}")
        for server in self._pair.servers:
            print(f"PostgreSQL  127.0.0.1:{server.port}          {server.name}: {self._pair.state(server)}")
        print(f"mails       {self._sink.count()} were sent")
        print(f"logs        {self._folder}: node1/err, node2/err, postgres/one/log, postgres/two/log")

    def _node(self, number):
        return self._nodes[int(number) - 1]

    def do_kill_node(self, number):
        """kill-node NUMBER: kill -9; the other node answers, with the same tokens."""
        self._node(number).kill()
        say(f"node {number} is killed")

    def do_stop_node(self, number):
        """stop-node NUMBER: SIGTERM; what it is at is answered first."""
        say(f"node {number} has ended with {self._node(number).terminate(60)}")

    def do_start_node(self, number):
        """start-node NUMBER"""
        if not self._node(number).alive():
            self._node(number).start()
        self._await_up({int(number)})
        say(f"node {number} is ready, and given requests")

    def do_fail_database(self, _):
        """fail-database: kill -9 of the primary; the standby takes over, the killed one comes back behind it."""
        if not self._pair.is_synchronous():
            raise RuntimeError("the primary has no synchronous standby now; what it acknowledged alone would be lost")
        say(f"kill -9 of the primary, {self._pair.primary.name}")
        self._pair.kill9()
        time.sleep(2)
        start = time.monotonic()
        say(f"{self._pair.standby.name} is promoted")
        self._pair.promote()
        wait_until("a good answer", self._writes, 60)
        say(f"the first write is answered well {time.monotonic() - start:.1f} s after the promotion")
        say(f"{self._pair.standby.name} comes back with a fresh copy, as the standby")
        self._pair.rebuild()
        say("each COMMIT waits for both disks again; no node was restarted")

    def _writes(self):
        """Whether somebody new can be registered through the proxy."""
        name = f"probe{secrets.token_hex(4)}"
        try:
            DOORS["A"].register(clients.Client(self._proxy.port), Account(name, f"{name}@example.org", "A", new_password()))
            return True
        except (clients.Refused, clients.Unanswered):
            return False

    def do_load(self, _):
        """load: people register, sign in and change passwords from now on, and what was acknowledged is counted."""
        if self._crowd is None:
            self._crowd = Newcomers(self._proxy.port, self._journal, self._sink, self._seen, 6)
            self._ended = threading.Event()
            threading.Thread(target=self._tell, daemon=True).start()

    def _tell(self):
        while not self._ended.wait(5):
            say(f"{self._journal.acknowledged} acknowledged, {len(self._seen.failures)} answers never came or were no success")

    def _end_load(self):
        if self._crowd is not None:
            self._ended.set()
            self._crowd.stop()
            self._crowd = None

    def do_check(self, _):
        """check: ends the load and compares what was acknowledged with what is there."""
        self._end_load()
        lost = Comparison(self._proxy.port, self._journal.accounts).lost
        say(f"acknowledged {self._journal.acknowledged}, lost {len(lost)}")
        print("".join(f"  {loss}\n" for loss in lost[:10]), end="")

    def do_quit(self, _):
        """quit: ends everything and removes it."""
        return True


def say(text):
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


def main():
    if missing := [text for text in (postgres.missing(), haproxy.missing()) if text]:
        raise SystemExit("\n".join(missing))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with Context("cluster") as context:
        try:
            Cluster(context).cmdloop()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
