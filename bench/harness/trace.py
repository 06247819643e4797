"""Reads what strace saw of a process: its writes and syncs, in the order in which they happened."""

import ast
import dataclasses
import pathlib
import re
import shutil
import signal
import subprocess

from harness.context import Result
from harness.server import wait_until

CALLS = "pwrite64,pwritev,write,writev,sendto,sendmsg,fsync,fdatasync"
# A page of SQLite's, and what PostgreSQL reads from a client at once.
LONGEST_DATA = 8200
# Registrations, and clients that register at once.
ANSWERS, AT_ONCE = 200, 20

# A file for each thread, so that each call is a line; with its beginning and how long it took.
_WORDS = ["-ff", "-qq", "-yy", "-ttt", "-T", "-s", str(LONGEST_DATA), "-e", "signal=none"]
_CALL = re.compile(r"^(\d+\.\d+) (\w+)\(\d+<(.*?)>(?:, (.*))?\) += (-?\d+).* <(\d+\.\d+)>$")
_ANSWERED_TO = re.compile(r"->\[?[0-9a-f:.]*\]?:(\d+)\]$")
_DATA = re.compile(r'^(?:\[\{iov_base=)?"((?:[^"\\]|\\.)*)"')


@dataclasses.dataclass(frozen=True)
class Event:
    """The beginning or the end of one system call.

    file: what its first argument is: a path, or for a socket both ends.
    """

    moment: str
    time: float
    process: int
    call: str
    file: str
    arguments: str
    result: int | None

    def data(self):
        """The bytes that it wrote, at most LONGEST_DATA of them."""
        found = _DATA.match(self.arguments)
        return ast.literal_eval(f'b"{found.group(1)}"') if found else b""


def answered(event, waiting):
    """The name whose good answer leaves by this event, if one does; waiting: the names in the order of their answers, by the client's port."""
    if event.moment == "begin" and (found := _ANSWERED_TO.search(event.file)) and event.data().startswith(b"HTTP/1.1 2"):
        names = waiting.get(int(found.group(1)))
        return names.pop(0) if names else None
    return None


def both(context, measure):
    """The Result of ANSWERS registrations one by one, and of as many by clients at once; measure(clients, prefix) gives how many were answered,
    how many of them were synced before, and how many syncs there were."""
    good, figures = True, []
    for words, clients, prefix in (("one by one", 1, "o"), (f"{AT_ONCE} at once", AT_ONCE, "m")):
        count, synced, syncs = measure(clients, prefix)
        good = good and count == synced == ANSWERS
        figures.append(f"{words}: {count} answers, synced before {synced}, {syncs} syncs")
        context.note(figures[-1])
    return Result(good, "; ".join(figures))


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
    """All events of a trace, in their order; of what is told for one microsecond the beginnings are first, so that nothing seems earlier."""
    found = []
    for thread in (one for one in file.parent.glob(f"{file.name}.*") if one.stem == file.name):
        for line in thread.read_text(encoding="ascii", errors="replace").splitlines():
            if call := _CALL.match(line):
                time, name, what, arguments, result, took = call.groups()
                common = (int(thread.suffix[1:]), name, what, arguments or "")
                found.append(Event("begin", float(time), *common, None))
                found.append(Event("end", float(time) + float(took), *common, int(result)))
    return sorted(found, key=lambda event: (event.time, event.moment))
