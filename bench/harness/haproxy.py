"""HAProxy before some nodes, as docs/operations.md configures it."""

import pathlib
import shutil
import socket
import subprocess

from harness.server import free_port, wait_until

CONFIGURATION = """\
global
    maxconn 2000
    stats socket {folder}/admin mode 600 level admin

defaults
    mode http
    timeout connect 1s
    timeout client 30s
    timeout server 60s
    timeout http-request 10s
    timeout queue 5s
    # A connection that was not opened has carried nothing, so another node may be asked. A request that was sent may
    # have been done, and is not repeated.
    retries 3
    retry-on conn-failure
    option redispatch 1

frontend vestibule
    bind 127.0.0.1:{port}
    # The client's own X-Forwarded-For says nothing.
    http-request del-header X-Forwarded-For
    option forwardfor
    # Where no node is ready, as while the database fails over, a node's own 503, in its contract's words and with
    # Retry-After, says more than the proxy's.
    use_backend unready if {{ nbsrv(nodes) eq 0 }}
    default_backend nodes

backend nodes
    balance roundrobin
    option httpchk
    http-check send meth GET uri /health/ready ver HTTP/1.1 hdr Host vestibule
    http-check expect status 200
    timeout check 2s
    default-server check inter 500ms fastinter 250ms fall 2 rise 2
{servers}

backend unready
    balance roundrobin
{servers}
"""


def missing():
    """What is not installed, as a sentence; None when all is there."""
    return None if _program() else "HAProxy is not installed: apt-get install haproxy"


def _program():
    # Debian's place for it is not on everybody's PATH.
    return shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")


class HAProxy:
    """One HAProxy in a folder of its own, before nodes of this machine."""

    def __init__(self, folder, ports, port=None):
        self.folder = pathlib.Path(folder)
        self.port = port or free_port()
        self._ports = list(ports)
        self._process = None

    def start(self):
        """Writes the configuration, and waits until the proxy listens; gives itself."""
        self.folder.mkdir(parents=True, exist_ok=True)
        servers = "\n".join(f"    server node{number} 127.0.0.1:{port}" for number, port in enumerate(self._ports, start=1))
        file = self.folder / "haproxy.cfg"
        file.write_text(CONFIGURATION.format(folder=self.folder, port=self.port, servers=servers))
        with open(self.folder / "log", "ab") as log:
            self._process = subprocess.Popen(
                [_program(), "-db", "-f", str(file)], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )
        wait_until("HAProxy", self._listens, 10)
        return self

    def pid(self):
        return self._process.pid

    def _listens(self):
        if self._process.poll() is not None:
            raise RuntimeError(f"HAProxy ended: {(self.folder / 'log').read_text()[-1000:]}")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def up(self):
        """The numbers of the nodes that are given requests."""
        rows = [row.split(",") for row in self.ask("show stat -1 4 -1").splitlines() if row.startswith("nodes,node")]
        # The columns are HAProxy's own, of its manual, 9.1: the name of the server, and its state as the eighteenth.
        return {int(row[1].removeprefix("node")) for row in rows if row[17].startswith("UP")}

    def ask(self, command):
        """A command of its administration, and the answer."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            line.connect(str(self.folder / "admin"))
            line.sendall(command.encode() + b"\n")
            return b"".join(iter(lambda: line.recv(65536), b"")).decode()

    def stop(self):
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait(10)

    close = stop
