"""Two PostgreSQL servers with synchronous replication and two nodes of Vestibule behind HAProxy, on this machine.

They stay when the command ends, and are ended by `down`.
"""

import argparse
import dataclasses
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import sys
import time

from harness import clients, haproxy, postgres
from harness.haproxy import HAProxy
from harness.journal import Comparison, Journal
from harness.nodes import nodes
from harness.pair import Pair
from harness.server import free_port, wait_until
from harness.visitors import Newcomers, Seen

# Not below a home folder: PostgreSQL runs as a user of its own and must get there.
FOLDER = f"/var/tmp/vestibule-cluster-{os.getuid()}"
COUNT = 2

TRY = """\
Try, and look at `bench/cluster status` in between:

  curl -s localhost:{port}/account/registration -H 'browser: curl' -H 'Content-Type: application/json' \\
    -d '{{"login": "ivan_1", "password": "Passw0rdPassw0rd", "email": "ivan@example.org", "first_name": "Иван", "last_name": "Иванов"}}'
  curl -s localhost:{port}/account/me -H 'Authorization: <the token>'

  bench/cluster load              in a second terminal: people register, sign in and change passwords, and what was
                                  acknowledged is counted; Ctrl-C compares it with what is there
  bench/cluster kill-node 1       kill -9: the other node answers, with the same tokens
  bench/cluster start-node 1
  bench/cluster stop-node 2       SIGTERM: what it is at is answered first
  bench/cluster start-node 2
  bench/cluster fail-database     kill -9 of the primary: the standby takes over, the killed one comes back behind it
  bench/cluster down              ends everything and removes it"""


class Refusal(Exception):
    """Why the command cannot be done, for the person who gave it."""


@dataclasses.dataclass
class Program:
    """A process of the cluster, known by its id and its start, as an id may be another's one day."""

    pid: int
    began: str

    @staticmethod
    def of(pid):
        return Program(pid, _began(pid))

    def alive(self):
        return self.began != "" and _began(self.pid) == self.began

    def end(self, number, seconds):
        if self.alive():
            os.kill(self.pid, number)
            wait_until(f"the end of process {self.pid}", lambda: not self.alive(), seconds)


def _began(pid):
    try:
        words = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return ""
    # One that only waits to be collected has ended. The twentieth word after the name is the start.
    return "" if words[0] in "ZX" else words[19]


class Cluster:
    """What is written down in the folder, and the processes that it tells of."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self._file = self.folder / "cluster.json"
        self.state = json.loads(self._file.read_text()) if self._file.exists() else None

    def require(self):
        if self.state is None:
            raise Refusal("there is no cluster: bench/cluster up")

    def plan(self, port):
        """Decides ports and password, which hold until `down`."""
        # Everyone may pass, and only the owner may look around.
        self.folder.mkdir(mode=0o711, parents=True)
        self.folder.chmod(0o711)
        ports = [free_port() for _ in range(2 * COUNT)]
        self.state = {"port": port, "nodes": ports[:COUNT], "postgres": ports[COUNT:], "password": secrets.token_hex(12),
                      "programs": {}}
        self.save()

    def save(self):
        self._file.touch(mode=0o600)
        self._file.write_text(json.dumps(self.state, indent=2))

    def pair(self):
        return Pair(self.folder / "postgres", self.state["postgres"], self.state["password"])

    def servers(self):
        settings = {
            "VESTIBULE_PUBLIC_URL": f"http://localhost:{self.state['port']}",
            "VESTIBULE_TRUSTED_PROXIES": "127.0.0.1",
            # Shared only so that mails lie in one place; nodes need nothing in common but the database and the key.
            "VESTIBULE_DATA_DIR": str(self.folder / "data"),
        }
        found = nodes(self.folder, self.pair().url(), settings=settings, ports=self.state["nodes"])
        for server in found:
            # A session of its own: it outlives this command and its terminal.
            server.before = ["setsid"]
        return found

    def proxy(self):
        return HAProxy(self.folder / "haproxy", self.state["nodes"], self.state["port"])

    def program(self, name):
        return Program(**self.state["programs"].get(name, {"pid": 0, "began": ""}))

    def remember(self, name, pid):
        self.state["programs"][name] = dataclasses.asdict(Program.of(pid))
        self.save()


def up(cluster, chosen):
    missing = [text for text in (postgres.missing(), haproxy.missing()) if text]
    if missing:
        raise Refusal("\n".join(missing))
    if cluster.state is None:
        cluster.plan(chosen.port or (8080 if _is_free(8080) else free_port()))
    say("PostgreSQL: a primary and a synchronous standby")
    cluster.pair().start()
    for number, server in enumerate(cluster.servers(), start=1):
        _start_node(cluster, number, server)
    if not cluster.program("haproxy").alive():
        say("HAProxy")
        cluster.remember("haproxy", cluster.proxy().start().pid())
    _await_up(cluster, set(range(1, COUNT + 1)))
    status(cluster, chosen)
    print("\n" + TRY.format(port=cluster.state["port"]))


def _is_free(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _start_node(cluster, number, server):
    if cluster.program(f"node{number}").alive():
        return
    say(f"node {number}")
    try:
        server.start()
    finally:
        # One that never became ready is ended by `down` too.
        if server.process is not None:
            cluster.remember(f"node{number}", server.process.pid)


def _await_up(cluster, numbers):
    wait_until("nodes that HAProxy finds ready", lambda: numbers <= cluster.proxy().up(), 30)


def status(cluster, chosen):
    cluster.require()
    print(f"Vestibule   http://localhost:{cluster.state['port']}"
          + ("" if cluster.program("haproxy").alive() else "   (HAProxy is down)"))
    for number, server in enumerate(cluster.servers(), start=1):
        print(f"node {number}      http://127.0.0.1:{server.port}   {_node_state(cluster, number, server)}")
    pair = cluster.pair()
    for server, state in zip(pair.servers, pair.state().values()):
        print(f"PostgreSQL  127.0.0.1:{server.port}          {server.name}: {state}")
    print(f"mails       {cluster.folder}/data/mail")
    print(f"logs        {cluster.folder}/node1/err, node2/err, postgres/one/log, postgres/two/log")


def _node_state(cluster, number, server):
    if not cluster.program(f"node{number}").alive():
        return "down"
    return "ready" if server.ready() else "runs, not ready"


def kill_node(cluster, chosen):
    cluster.require()
    cluster.program(f"node{chosen.number}").end(signal.SIGKILL, 10)
    say(f"node {chosen.number} is killed")


def stop_node(cluster, chosen):
    cluster.require()
    cluster.program(f"node{chosen.number}").end(signal.SIGTERM, 60)
    say(f"node {chosen.number} has ended")


def start_node(cluster, chosen):
    cluster.require()
    _start_node(cluster, chosen.number, cluster.servers()[chosen.number - 1])
    _await_up(cluster, {chosen.number})
    say(f"node {chosen.number} is ready, and given requests")


def fail_database(cluster, chosen):
    cluster.require()
    pair = cluster.pair()
    if not pair.is_synchronous():
        raise Refusal("the primary has no synchronous standby now; what it acknowledged alone would be lost")
    before = [cluster.program(f"node{number}") for number in range(1, COUNT + 1)]
    say(f"kill -9 of the primary, {pair.primary.name}")
    pair.kill9()
    time.sleep(2)
    start = time.monotonic()
    say(f"{pair.standby.name} is promoted")
    pair.promote()
    client = clients.Client(cluster.state["port"])
    wait_until("a good answer", lambda: _writes(client), 60, pause=0.05)
    say(f"the first write is answered well {time.monotonic() - start:.1f} s after the promotion")
    say(f"{pair.standby.name} comes back with a fresh copy, as the standby")
    pair.rebuild()
    say("each COMMIT waits for both disks again")
    if all(node.alive() for node in before):
        say("no node was restarted")


def _writes(client):
    """Whether somebody new can be registered through the proxy."""
    name = f"probe{secrets.token_hex(4)}"
    body = {"username": name, "full_name": name, "email": f"{name}@example.org", "phone": None, "contacts": None,
            "pwd": secrets.token_hex(8)}
    try:
        return client.ask("POST", "/user_account/registration", body).status == 200
    except clients.Unanswered:
        return False


class _NoMails:
    """The clients of `load` read no mails: nothing is confirmed."""

    @staticmethod
    def to(address):
        return []


def load(cluster, chosen):
    cluster.require()
    journal, seen = Journal(f"load{secrets.token_hex(3)}"), Seen()
    crowd = Newcomers(cluster.state["port"], journal, _NoMails, seen, 6)
    print("each second, from the start: acknowledged, and answers that never came or were no success; Ctrl-C ends")
    try:
        for _ in range(chosen.seconds):
            time.sleep(1)
            print(f"  {journal.acknowledged:6d} acknowledged   {len(seen.failures):5d} failed", flush=True)
    except KeyboardInterrupt:
        pass
    crowd.stop()
    lost = Comparison(cluster.state["port"], journal.accounts).lost
    print(f"acknowledged {journal.acknowledged}, lost {len(lost)}")
    for loss in lost[:10]:
        print(f"  {loss}")


def down(cluster, chosen):
    cluster.require()
    cluster.program("haproxy").end(signal.SIGKILL, 10)
    for number in range(1, COUNT + 1):
        cluster.program(f"node{number}").end(signal.SIGKILL, 10)
    cluster.pair().close()
    shutil.rmtree(cluster.folder)
    say("everything has ended and is removed")


def say(text):
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


def arguments():
    parser = argparse.ArgumentParser(prog="bench/cluster", description=__doc__)
    parser.add_argument("--folder", default=FOLDER, help=f"where everything of it lies ({FOLDER})")
    commands = parser.add_subparsers(dest="command", required=True)
    port = commands.add_parser("up", help="bring it up, or what of it is down")
    port.add_argument("--port", type=int, help="of the proxy (8080, if it is free)")
    port.set_defaults(do=up)
    for name, do, text in (
        ("status", status, "what runs, and where"),
        ("fail-database", fail_database, "kill -9 of the primary; the standby takes over"),
        ("down", down, "end everything, and remove it"),
    ):
        commands.add_parser(name, help=text).set_defaults(do=do)
    for name, do, text in (
        ("kill-node", kill_node, "kill -9 of a node"),
        ("stop-node", stop_node, "SIGTERM to a node"),
        ("start-node", start_node, "start a node that is down"),
    ):
        one = commands.add_parser(name, help=text)
        one.add_argument("number", type=int, choices=range(1, COUNT + 1))
        one.set_defaults(do=do)
    seconds = commands.add_parser("load", help="clients that count what was acknowledged, and look for it at the end")
    seconds.add_argument("seconds", type=int, nargs="?", default=600)
    seconds.set_defaults(do=load)
    return parser.parse_args()


def main():
    chosen = arguments()
    try:
        chosen.do(Cluster(chosen.folder), chosen)
        return 0
    except (Refusal, postgres.Failed, RuntimeError, TimeoutError) as why:
        print(f"bench/cluster: {why}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
