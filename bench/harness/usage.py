"""What a process and its children have used, from /proc: seconds of CPU, bytes resident, bytes read from the disk."""

import os
import pathlib
import resource
import time

TICKS = os.sysconf("SC_CLK_TCK")
# Seconds that one look at the whole machine takes, what share of it is rest, and how many seconds are waited for that.
LOOK, AT_REST, RESTING = 0.2, 0.06, 10
PROC = pathlib.Path("/proc")


def family(pid):
    """The process and its living descendants."""
    found = [pid]
    for parent in found:
        for task in PROC.glob(f"{parent}/task/*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def cpu(pids):
    """Seconds of CPU of these processes and all their descendants so far, those that have ended and were waited for included."""
    return sum(_cpu(one) for pid in pids for one in family(pid))


def compiled():
    """Seconds of CPU that the just-in-time compilers of all JVMs of this machine have used so far."""
    return sum(_thread(task) for task in PROC.glob("[0-9]*/task/[0-9]*/stat"))


class Others:
    """What everything else on this machine uses from now on, what its host takes away included."""

    def __init__(self):
        self._begin, self._before = time.monotonic(), _machine()

    def share(self, known):
        """The part of the whole processor since the beginning, 0 to 1, beside so many known seconds of CPU."""
        spent = _machine() - self._before - known
        return min(1.0, max(0.0, spent / (time.monotonic() - self._begin) / os.cpu_count()))


def await_rest(most=RESTING):
    """Waits until the whole machine rests, so many seconds at most: a server goes on with requests that wrk has left behind, and would take
    the processor from whoever is loaded next."""
    end = time.monotonic() + most
    others = Others()
    time.sleep(LOOK)
    while others.share(0) > AT_REST and time.monotonic() < end:
        others = Others()
        time.sleep(LOOK)


def _machine():
    user, nice, system, _, _, _, _, steal, *_ = map(int, (PROC / "stat").read_text().partition("\n")[0].split()[1:])
    return (user + nice + system + steal) / TICKS


def waited_for():
    """Seconds of CPU of this process's children that have ended."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def resident(pids):
    """Bytes of these processes and all their descendants in memory; what several of them share is counted in each."""
    return sum(_resident(one) for pid in pids for one in family(pid))


def read(pids):
    """Bytes that were read from the disk for these processes and their descendants so far, what the system reads ahead included: what was in
    none of its caches."""
    return sum(_read(one) for pid in pids for one in family(pid))


def _thread(stat):
    """Seconds of CPU of a thread, if it is a compiler's."""
    try:
        name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
    except OSError:
        return 0.0
    return sum(map(int, rest.split()[11:13])) / TICKS if name.startswith(("C1 Compiler", "C2 Compiler")) else 0.0


def _cpu(pid):
    try:
        words = (PROC / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    # utime, stime, and those of children that have ended, counted from the word after the name.
    return sum(map(int, words[11:15])) / TICKS


def _read(pid):
    try:
        lines = (PROC / str(pid) / "io").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("read_bytes:"))


def _resident(pid):
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")), 0)
