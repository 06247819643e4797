"""What processes and their descendants have used: seconds of CPU, bytes resident, bytes read from the disk."""

import contextlib
import os
import pathlib
import resource
import time

import psutil

TICKS = os.sysconf("SC_CLK_TCK")
# Seconds that one look at the whole machine takes, what share of it is rest, and how many seconds are waited for that.
LOOK, AT_REST, RESTING = 0.2, 0.06, 10


def _sum(pids, value):
    """Of these processes and their living descendants."""
    total = 0
    for pid in pids:
        with contextlib.suppress(psutil.Error):
            first = psutil.Process(pid)
            for process in (first, *first.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    total += value(process)
    return total


def cpu(pids):
    """Seconds of CPU of these processes and all their descendants so far, those that have ended and were waited for included."""
    return _sum(pids, lambda process: sum(process.cpu_times()[:4]))


def resident(pids):
    """Bytes of these processes and all their descendants in memory; what several of them share is counted in each."""
    return _sum(pids, lambda process: process.memory_info().rss)


def read(pids):
    """Bytes that were read from the disk for these processes and their descendants so far, what the system reads ahead included: what was in
    none of its caches."""
    return _sum(pids, lambda process: process.io_counters().read_bytes)


def compiled():
    """Seconds of CPU that the just-in-time compilers of all JVMs of this machine have used so far."""
    return sum(_compiler(task) for task in pathlib.Path("/proc").glob("[0-9]*/task/[0-9]*/stat"))


def _compiler(stat):
    """Of a thread, if it is a compiler's."""
    try:
        name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
    except OSError:
        return 0.0
    return sum(map(int, rest.split()[11:13])) / TICKS if name.startswith(("C1 Compiler", "C2 Compiler")) else 0.0


def waited_for():
    """Seconds of CPU of this process's children that have ended."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


class Others:
    """What everything else on this machine uses from now on, what its host takes away included."""

    def __init__(self):
        self._begin, self._before = time.monotonic(), self._machine()

    @staticmethod
    def _machine():
        found = psutil.cpu_times()
        return found.user + found.nice + found.system + found.steal

    def share(self, known):
        """The part of the whole processor since the beginning, 0 to 1, beside so many known seconds of CPU."""
        spent = self._machine() - self._before - known
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
