"""HAProxy before some nodes, as docs/operations.md configures it."""

import pathlib
import re
import shutil
import socket
import subprocess

from harness.context import HOME
from harness.server import free_port, wait_until

DOCUMENT = HOME / "docs" / "operations.md"


def configuration(folder, port, ports):
    """The documented one, with the addresses of this machine."""
    text = re.search(r"^### HAProxy$.*?^```\n(.*?)^```$", DOCUMENT.read_text(), re.MULTILINE | re.DOTALL)[1]
    for pattern, here, times in (
        (r"stats socket \S+ mode \d+", f"stats socket {folder}/admin mode 600", 1),
        (r"bind .*", f"bind 127.0.0.1:{port}", 1),
        *((rf"server node{number} \S+", f"server node{number} 127.0.0.1:{one}", 2) for number, one in enumerate(ports, start=1)),
    ):
        text, found = re.subn(pattern, here, text)
        if found != times:
            raise RuntimeError(f"{DOCUMENT}: {pattern} is there {found} times")
    return text


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
        file = self.folder / "haproxy.cfg"
        file.write_text(configuration(self.folder, self.port, self._ports))
        with open(self.folder / "log", "ab") as log:
            self._process = subprocess.Popen(
                [_program(), "-db", "-f", str(file)], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )
        wait_until("HAProxy", self._listens, 10)
        return self

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

    def point(self, number, port):
        """Has a node be another server from now on; what is under way ends where it began."""
        return "".join(self.ask(f"set server {backend}/node{number} addr 127.0.0.1 port {port}") for backend in ("nodes", "unready"))

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
