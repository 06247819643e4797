"""The systems that people come from, programs of bench/moving/old: each is made, asked and served by its original libraries."""

import fcntl
import json
import os
import shutil
import subprocess
import sys

from harness.context import CACHE, HOME
from harness.server import free_port, wait_until
from harness.clients import Client, Unanswered
from harness.requests import Request

FOLDER = HOME / "bench" / "moving"


def python():
    """The interpreter that has the libraries, which are installed on the first call, and again when their list changes."""
    home, wanted = CACHE / "old", FOLDER / "requirements.txt"
    CACHE.mkdir(exist_ok=True)
    with open(CACHE / "old.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        have = home / "requirements.txt"
        if not have.exists() or have.read_bytes() != wanted.read_bytes():
            subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
            subprocess.run([home / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "-r", wanted], check=True)
            shutil.copy(wanted, have)
    return home / "bin" / "python"


class Old:
    """One of them, on a database of its own.

    place: sqlite:FILE or postgresql://…, as `vestibule import` takes it. settings: further variables of its environment.
    """

    def __init__(self, program, place, folder, **settings):
        self._command = [python(), "-B", FOLDER / "old" / f"{program}.py"]
        self._environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "DATABASE": place.removeprefix("sqlite:"), **settings}
        self._log = folder / f"{program}.log"
        self._server, self.port = None, free_port()
        self.place = place

    def _run(self, *words, told=""):
        with open(self._log, "ab") as log:
            done = subprocess.run([*self._command, *words], env=self._environment, input=told, stdout=subprocess.PIPE, stderr=log, text=True,
                                  check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {self._log.read_text()[-2000:]}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def make(self, count):
        """Fills the empty database; gives the people."""
        return self._run("make", str(count))

    def ask(self, pairs):
        """Whose account each (login, password) opens there, None where none."""
        return self._run("ask", told="".join(json.dumps(pair) + "\n" for pair in pairs))

    def start(self):
        """Serves HTTP on `port`."""
        with open(self._log, "ab") as log:
            self._server = subprocess.Popen([*self._command, "serve", str(self.port)], env=self._environment, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log)
        wait_until("the old server", self._answers, 60)
        return self

    def _answers(self):
        if self._server.poll() is not None:
            raise RuntimeError(f"the old server ended: {self._log.read_text()[-2000:]}")
        client = Client(self.port, 5)
        try:
            return client.ask(Request("GET", "/")).status
        except Unanswered:
            return 0
        finally:
            client.close()

    def close(self):
        if self._server is not None and self._server.poll() is None:
            self._server.kill()
            self._server.wait(10)
