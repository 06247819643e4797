"""What every peer has: a folder for its download, one for a measurement, many requests in turn, and answers that are compared whole."""

import argparse
import contextlib
import dataclasses
import fcntl
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from harness import requests
from harness.context import HOME
from harness.sample import PEER, Unavailable
from harness.usage import family
from harness.wrk import Load, measured
from peers.answers import ask

CACHE = HOME / "bench" / ".cache"
# As long as those that Vestibule's own accounts have in a measurement.
PASSWORD = "Passw0rdPassw0rd"
# Answers that are compared whole, of accounts by chance, before and after each load.
ASKED = 20
DOWNLOAD_SECONDS = 900


@contextlib.contextmanager
def only_one(name):
    """Two measurements that begin at once do not make the same thing in the cache at once."""
    CACHE.mkdir(exist_ok=True)
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


class Peer:
    """A contestant that owns its processes and a folder. Subclasses make them in `_start`, and give `_load`, `_cases` there.

    A case is a ready request and a function that is given its whole answer and says whether it is right.
    """

    role = PEER

    def __init__(self, name):
        self.name = name
        self._folder = None
        self._load = None
        self._cases = ()
        self._sent = 0

    def start(self):
        """Starts and seeds its processes, asks whether the answers are right; gives itself."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix=f"bench-{self.name.split()[0].lower()}-", dir="/var/tmp"))
        folder.chmod(0o755)
        self._folder = folder
        self._start(folder)
        if wrong := self._ask():
            raise RuntimeError(f"{self.name}: {wrong[0]}")
        return self

    def _start(self, folder):
        raise NotImplementedError

    def _end(self):
        raise NotImplementedError

    def pids(self):
        """The first process of each of its servers."""
        raise NotImplementedError

    def _send(self, port, cases, connections, same_size=True):
        """What `load` will send; same_size: whether all answers have as many bytes."""
        self._cases = cases
        file = self._folder / "requests"
        requests.write(file, (request for request, _ in cases))
        size = ask(port, cases[0][0]).size if same_size else None
        self._load = Load(port, file, size, connections)

    def _ask(self):
        wrong = []
        for request, right in random.sample(self._cases, min(ASKED, len(self._cases))):
            answer = ask(self._load.port, request)
            if not right(answer) or self._load.size not in (None, answer.size):
                wrong.append(f"{answer} to {request}, not right or not of {self._load.size} bytes")
        return wrong

    def load(self, seconds):
        """One measured run; it begins where the one before ended, as far as that is known."""
        sample = measured(self.pids(), self._load, seconds, self._sent)
        self._sent += sample.requests
        return dataclasses.replace(sample, resident=proportional(self.pids()), wrong=sample.wrong + len(self._ask()))

    def close(self):
        """Ends its processes and removes its folder; may be called at any time, and again."""
        self._end()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def proportional(pids):
    """Bytes of these processes and all their descendants in memory; what several of them share, as PostgreSQL's do, is counted once."""
    return sum(_proportional(one) for pid in pids for one in family(pid))


def _proportional(pid):
    try:
        lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def ended(process, seconds=30):
    """Ends a process that was started here, if it runs."""
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(seconds)


def alone(contestants):
    """For trying a peer by itself: `python3 -B -m peers.NAME [contestant…]` prints the samples of some rounds.

    contestants: what makes each, by name.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--warm", type=int, default=20, help="seconds of load before, which do not count")
    parser.add_argument("contestant", nargs="*", help=f"none: all of {' '.join(contestants)}")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, _interrupt)
    for name in chosen.contestant or contestants:
        began = time.monotonic()
        try:
            with contextlib.closing(contestants[name]()) as contestant:
                contestant.start()
                print(f"{name}: {contestant.name}, ready after {time.monotonic() - began:.0f} s", flush=True)
                if chosen.warm:
                    print(f"  warm-up {_line(contestant.load(chosen.warm))}", flush=True)
                for _ in range(chosen.rounds):
                    print(f"  {_line(contestant.load(chosen.seconds))}", flush=True)
        except Unavailable as why:
            print(f"{name}: not available: {why}")
            return 3
    return 0


def _interrupt(number, frame):
    """What was started is ended on SIGTERM as on Ctrl-C."""
    raise KeyboardInterrupt


def _line(sample):
    return (f"{sample.rate():9.1f}/s  p50 {sample.p50:8.2f} ms  p99 {sample.p99:8.2f} ms  {sample.cost():9.0f} us CPU each"
            f"  {sample.resident / 1e6:6.0f} MB  wrong {sample.wrong}")


def main(contestants):
    """The exit code is Python's own when a contestant fails."""
    sys.exit(alone(contestants))
