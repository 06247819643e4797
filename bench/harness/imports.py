"""`vestibule import` as a process: watched, killed, and what it says in the end."""

import dataclasses
import json
import os
import subprocess
import time

from harness.context import HOME


@dataclasses.dataclass(frozen=True)
class Ended:
    """What an import came to."""

    code: int
    seconds: float
    # Bytes of memory at the top.
    peak: int
    # Of the report, by name; empty where the whole run was refused.
    summary: dict


class Import:
    """One, under way with the settings of a server (harness.server.Server), which may run meanwhile.

    words: SOURCE and options; the report is a file of this one's name in the server's folder.
    """

    def __init__(self, server, name, *words):
        self.report = server.folder / f"{name}.report"
        self._begin = time.monotonic()
        self._out = server.folder / f"{name}.out"
        command = [str(HOME / "vestibule"), "import", *map(str, words), "--report", str(self.report), "--json"]
        with open(self._out, "wb") as out, open(server.folder / "command.err", "ab") as errors:
            self._process = subprocess.Popen(
                command, cwd=server.folder, env=server.environment(), stdin=subprocess.DEVNULL, stdout=out, stderr=errors)

    def wait(self):
        """An Ended."""
        # poll() would lose what the system knows of a process that has ended.
        _, status, used = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        said = self._out.read_text()
        return Ended(self._process.returncode, time.monotonic() - self._begin, used.ru_maxrss * 1024, json.loads(said) if said else {})

    def ended(self):
        return self._process.poll() is not None

    def kill(self):
        """kill -9; whether it was still under way."""
        if self._process.poll() is None:
            self._process.kill()
        return self._process.wait(30) == -9

    close = kill

    def done(self):
        """How many rows the report tells of so far."""
        return self.report.read_bytes().count(b"\n") if self.report.exists() else 0

    def rows(self, but=()):
        """The lines of the report with its summary, without some fields."""
        lines = [json.loads(line) for line in self.report.read_text().splitlines()]
        return [{name: value for name, value in line.items() if name not in but} for line in lines]


def imported(server, name, *words):
    """One from its beginning to its end: the import and its Ended."""
    one = Import(server, name, *words)
    try:
        return one, one.wait()
    finally:
        one.close()
