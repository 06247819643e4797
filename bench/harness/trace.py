"""Reads what strace saw of a process: its writes and syncs, in the order in which they happened."""

import ast
import dataclasses
import pathlib
import re
import shutil
import signal
import subprocess

from harness.server import wait_until

CALLS = "pwrite64,pwritev,write,writev,sendto,sendmsg,fsync,fdatasync"
# A page of SQLite's, and what PostgreSQL reads from a client at once.
LONGEST_DATA = 8200

_WORDS = ["-f", "-qq", "-yy", "-ttt", "-s", str(LONGEST_DATA), "-e", "signal=none"]
_WHOLE = re.compile(r"^(\d+) +(\d+\.\d+) (\w+)\(\d+<(.*?)>(?:, (.*))?\) += (-?\d+)")
_BEGUN = re.compile(r"^(\d+) +(\d+\.\d+) (\w+)\(\d+<(.*?)>(?:, ?(.*?))? *<unfinished \.\.\.>$")
_ENDED = re.compile(r"^(\d+) +(\d+\.\d+) <\.\.\. (\w+) resumed>(.*)\) += (-?\d+)")
_DATA = re.compile(r'^(?:\[\{iov_base=)?"((?:[^"\\]|\\.)*)"')


@dataclasses.dataclass(frozen=True)
class Event:
    """The beginning or the end of one system call; a call that nothing came between is an end and a beginning in one moment.

    file: what its first argument is: a path, or for a socket both ends.
    """

    moment: str
    process: int
    time: float
    call: str
    file: str
    arguments: str
    result: int | None

    def data(self):
        """The bytes that it wrote, at most LONGEST_DATA of them."""
        found = _DATA.match(self.arguments)
        return ast.literal_eval(f'b"{found.group(1)}"') if found else b""


def missing():
    """Why nothing can be traced here; empty when it can."""
    if shutil.which("strace") is None:
        return "there is no strace"
    tried = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.strip()[:100]}"


def tracer(file):
    """The words to start a program by so that its writes and syncs are seen; the program keeps its process id."""
    return ["strace", "-D", "--seccomp-bpf", *_WORDS, "-e", f"trace={CALLS}", "-o", str(file)]


class Attached:
    """Traces processes that run already, and all that they start, reads of sockets too, until `close`."""

    def __init__(self, file, pids):
        chosen = [word for pid in pids for word in ("-p", str(pid))]
        words = ["strace", *_WORDS, "-e", f"trace={CALLS},recvfrom", "-o", str(file), *chosen]
        self._process = subprocess.Popen(words, stdin=subprocess.DEVNULL)
        wait_until("strace", lambda: all(_traced(pid) for pid in pids), 10)

    def close(self):
        # It lets them go, and they run on.
        self._process.send_signal(signal.SIGINT)
        self._process.wait(20)


def _traced(pid):
    try:
        return "TracerPid:\t0\n" not in pathlib.Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        # It had its end before.
        return True


def events(file):
    """All events of a trace."""
    begun = {}
    with open(file, encoding="ascii", errors="replace") as lines:
        for line in lines:
            if found := _WHOLE.match(line):
                process, time, call, name, arguments, result = found.groups()
                common = (int(process), float(time), call, name, arguments or "")
                yield Event("begin", *common, None)
                yield Event("end", *common, int(result))
            elif found := _BEGUN.match(line):
                process, time, call, name, arguments = found.groups()
                begun[process] = (int(process), float(time), call, name, arguments or "")
                yield Event("begin", *begun[process], None)
            elif found := _ENDED.match(line):
                process, time, call, rest, result = found.groups()
                if process in begun:
                    common = list(begun.pop(process))
                    common[1] = float(time)
                    # What a call gives back is told at its end.
                    common[4] += rest.removeprefix(", ")
                    yield Event("end", *common, int(result))
