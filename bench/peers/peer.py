"""What every peer has: a folder for its download, one for a measurement, many requests in turn, and answers that are compared whole."""

import contextlib
import dataclasses
import fcntl
import pathlib
import random
import shutil
import subprocess
import tempfile

from harness import postgres, requests, usage
from harness.context import CACHE
from harness.sample import PEER, Unavailable
from harness.wrk import Load, measured

# Answers that are compared whole, of accounts by chance, before and after each load; fewer where each is a registration.
ASKED, ASKED_NEW = 20, 5
# Of every contestant's database, ours too.
DATABASE_SETTINGS = {"max_connections": "120", "shared_buffers": "256MB"}
# A second, far more than any two cores can hash.
MOST_REGISTRATIONS = 1_000
DOWNLOAD_SECONDS = 900


@contextlib.contextmanager
def only_one(name):
    """Two measurements that begin at once do not make the same thing in the cache at once."""
    with open(CACHE / f"{name}.lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def needs(*programs):
    """Unavailable when one of these programs is not installed."""
    for program, how in programs:
        if shutil.which(program) is None:
            raise Unavailable(f"{program} is not installed: {how}")


def complete(what, command, folder, environment=None):
    """Runs a program of a peer's preparation to its end and gives what it printed; Unavailable when it cannot."""
    try:
        done = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=DOWNLOAD_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as failure:
        raise Unavailable(f"{what} did not work: {failure}") from failure
    if done.returncode != 0:
        raise Unavailable(f"{what} did not work, which needs the network once: {(done.stdout + done.stderr).strip()[-600:]}")
    return done.stdout


def database_for(folder):
    """A PostgreSQL of a peer's own, started, with the settings that every contestant's has; Unavailable where there is none."""
    if reason := postgres.missing():
        raise Unavailable(reason)
    return postgres.Postgres(folder / "postgres", settings=DATABASE_SETTINGS).start()


class Newcomers:
    """Cases without end, each of somebody new; made by a function of a number, from 1. most: as many a second as can be sent."""

    def __init__(self, make, most=MOST_REGISTRATIONS):
        self._make, self._count, self.most = make, 0, most

    def take(self, count):
        self._count += count
        return [self._make(number) for number in range(self._count - count + 1, self._count + 1)]


class Peer:
    """A contestant that owns its process and a folder. Subclasses make them in `_start`, with `_launched` and `_send`.

    A case is a Request and a function that is given its whole answer and says whether it is right.
    """

    role = PEER

    def __init__(self, name):
        self.name = name
        self._folder = None
        self._process = None
        self._load = None
        self._cases = ()
        self._people = None
        self._sent = 0

    def start(self):
        """Starts and seeds its processes, asks whether the answers are right; gives itself."""
        name = self.name.replace(",", " ").split()[0].lower()
        folder = pathlib.Path(tempfile.mkdtemp(prefix=f"bench-{name}-", dir="/var/tmp"))
        folder.chmod(0o755)
        self._folder = folder
        self._start(folder)
        if wrong := self._ask():
            raise RuntimeError(f"{self.name}: {wrong[0]}")
        return self

    def _start(self, folder):
        raise NotImplementedError

    @staticmethod
    def _launched(command, folder, environment, out, error):
        return subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=error)

    def _end(self):
        """Ends its process, if it runs."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def pids(self):
        """The first process of each of its servers."""
        raise NotImplementedError

    def _send(self, port, cases, connections, same_size=True, count=None):
        """What `load` will send, cases in turn or Newcomers; same_size: whether all answers have as many bytes; count: gives how many people
        there are, of which each answer to a newcomer must have left one more."""
        self._cases, self._people = cases, count
        file = self._folder / "requests"
        first, _ = self._some(1)[0]
        size = requests.ask(port, first.raw()).size if same_size else None
        self._load = Load(port, file, size, connections)
        if not isinstance(cases, Newcomers):
            self._write(cases)

    def _write(self, cases):
        requests.write(self._load.file, (request.raw() for request, _ in cases))

    def _some(self, count):
        if isinstance(self._cases, Newcomers):
            return self._cases.take(min(count, ASKED_NEW))
        return random.sample(self._cases, min(count, len(self._cases)))

    def _ask(self):
        wrong = []
        for request, right in self._some(ASKED):
            answer = requests.ask(self._load.port, request.raw())
            if not right(answer) or self._load.size not in (None, answer.size):
                wrong.append(f"{answer} to {request}, not right or not of {self._load.size} bytes")
        return wrong

    def load(self, seconds):
        """One measured run; it begins where the one before ended, as far as that is known, and with others where all are new."""
        if isinstance(self._cases, Newcomers):
            self._write(self._cases.take(int(seconds * self._cases.most)))
            self._sent = 0
        before = self._people() if self._people else 0
        sample = measured(self.pids(), self._load, seconds, self._sent)
        self._sent += sample.requests
        missing = max(0, sample.requests - (self._people() - before)) if self._people else 0
        return dataclasses.replace(sample, resident=usage.resident(self.pids()), wrong=sample.wrong + missing + len(self._ask()))

    def close(self):
        """Ends its processes and removes its folder; may be called at any time, and again."""
        self._end()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
