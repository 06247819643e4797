"""What a scenario is given, its folder and its rounds, and what it gives back, a Result."""

import contextlib
import dataclasses
import pathlib
import shutil
import sys
import tempfile
import time

HOME = pathlib.Path(__file__).resolve().parents[2]
# What is fetched once.
CACHE = HOME / "bench" / ".cache"


@dataclasses.dataclass(frozen=True)
class Result:
    """Whether what must hold held, and the figures for the line."""

    good: bool
    figures: str
    word: str = ""

    @staticmethod
    def skipped(reason):
        """This machine cannot do it, which is no failure."""
        return Result(True, reason, "skipped")

    def line(self, name):
        if self.word:
            return f"{name}: {self.word}: {self.figures}"
        return f"{name}: {self.figures} {'ok' if self.good else 'FAILED'}"


class Context:
    """The folder of one run of a scenario, and everything that must be ended with it, the newest first."""

    def __init__(self, name, rounds=None, keep=False, seconds=None):
        self._name = name
        self._rounds = rounds
        self._keep = keep
        self._seconds = seconds
        self._stack = contextlib.ExitStack()
        self._start = time.monotonic()
        self.folder = None

    def __enter__(self):
        # Not in memory: what is proved here is proved on a disk. Readable, as PostgreSQL runs as a user of its own.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"vestibule-{self._name}-", dir="/var/tmp"))
        self.folder.chmod(0o755)
        return self

    def __exit__(self, *failure):
        self._stack.close()
        if self._keep:
            self.note(f"kept {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def rounds(self, usual):
        """How many rounds to do: as many as the scenario usually does, or as were asked for."""
        return self._rounds or usual

    def seconds(self, usual=10):
        """Of one measured run, likewise."""
        return self._seconds or usual

    def owns(self, thing):
        """Closes this (anything with close()) when the scenario ends, however it ends."""
        self._stack.callback(thing.close)
        return thing

    def later(self, action, *arguments):
        """Does this when the scenario ends, however it ends."""
        self._stack.callback(action, *arguments)

    def end(self):
        """Ends what it owns, and does what is to be done later; the folder is still there."""
        self._stack.close()

    def elapsed(self):
        """Seconds since the beginning."""
        return time.monotonic() - self._start

    def note(self, text):
        """Progress, for who watches; not part of the line."""
        print(f"  {self._name} {self.elapsed():6.1f} s  {text}", file=sys.stderr, flush=True)
