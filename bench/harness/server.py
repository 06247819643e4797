"""A Vestibule process of its own: started from the built jar, waited for, asked for its health, killed or ended."""

import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import time

from harness.clients import Client, Unanswered
from harness.context import HOME
from harness.requests import Request

READY = re.compile(r"^vestibule ready on .* in \d+ ms$", re.MULTILINE)


def free_port():
    """A port that nobody listens on, below those that the kernel gives to clients: it stays free between two starts."""
    while True:
        port = random.randint(20000, 32000)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def wait_until(what, condition, seconds, pause=0.05):
    """Waits for a condition, and gives what it gave; a TimeoutError says what never came."""
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(pause)


class Server:
    """One node. `start` and `kill` may follow each other many times, on the same data folder and port.

    settings: VESTIBULE_… variables beyond the port, the data folder and limits, e.g. VESTIBULE_DATABASE_URL.
    before: a program with arguments that the server is started by, such as strace; it must exec or keep the process id.
    test: in test mode, with a clock that is moved and a database that goes with the process.
    """

    def __init__(self, folder, settings=None, port=None, before=(), test=False):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = port or free_port()
        self.settings = {
            "VESTIBULE_HTTP_PORT": str(self.port),
            "VESTIBULE_DATA_DIR": str(self.folder / "data"),
            "VESTIBULE_LIMITS": "off",
            **(settings or {}),
        }
        self.data = pathlib.Path(self.settings["VESTIBULE_DATA_DIR"])
        self.mode = []
        if test:
            self.mode = ["--test"]
            del self.settings["VESTIBULE_DATA_DIR"]
        self.before = list(before)
        self.process = None
        self.starts = 0

    def environment(self):
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "JAVA_HOME") if name in os.environ}
        return {**kept, "LC_ALL": "C.UTF-8", **self.settings}

    def start(self, seconds=60, wait=True):
        """Starts the process and waits for its ready line; gives itself."""
        self.starts += 1
        out = self.folder / f"out.{self.starts}"
        with open(out, "wb") as stdout, open(self.folder / "err", "ab") as stderr:
            self.process = subprocess.Popen(
                [*self.before, str(HOME / "vestibule"), "serve", *self.mode],
                cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
            )
        if wait:
            wait_until("the ready line", lambda: self._said_ready(out), seconds, pause=0.02)
        return self

    def _said_ready(self, out):
        if READY.search(out.read_text(errors="replace")):
            return True
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended with {self.process.returncode}: {self.log_end()}")
        return False

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """kill -9, and waits until the process is gone."""
        if self.alive():
            self.process.kill()
            self.process.wait(30)

    def terminate(self, seconds=40):
        """SIGTERM, and the exit code."""
        if self.alive():
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    close = kill

    def get(self, path, seconds=5):
        """Status and body, on a connection of its own; status 0 when nobody answers."""
        client = Client(self.port, seconds)
        try:
            answer = client.ask(Request("GET", path))
            return answer.status, answer.text
        except Unanswered:
            return 0, ""
        finally:
            client.close()

    def ready(self):
        """Whether it wants requests."""
        return self.get("/health/ready")[0] == 200

    def command(self, *words, seconds=300):
        """Runs another command of the program with this node's settings; gives the completed process, its output as text."""
        ended = subprocess.run(
            [str(HOME / "vestibule"), *words],
            cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=seconds, check=False,
        )
        with open(self.folder / "command.err", "a", encoding="utf-8") as log:
            log.write(ended.stderr)
        return ended

    def log_end(self, size=2000):
        """The end of the log, for a message."""
        text = (self.folder / "err").read_text(errors="replace")
        return text[-size:].strip()

    def log_count(self, words):
        """How many lines of the log hold these words."""
        return sum(words in line for line in (self.folder / "err").read_text(errors="replace").splitlines())
