"""Whether a measurement had the machine for itself."""

import os
import resource
import time

from harness import usage

STAT = "/proc/stat"


def _busy():
    """Seconds of CPU that all cores were busy with anything so far."""
    with open(STAT, encoding="ascii") as lines:
        words = [int(word) for word in next(lines).split()[1:]]
    user, nice, system, _, _, hard, soft, stolen = words[:8]
    return (user + nice + system + hard + soft + stolen) / usage.TICKS


class Others:
    """How much of the machine went to neither this program, nor its children that have ended, nor these processes, since it was made."""

    def __init__(self, pids):
        self._pids = pids
        self._before = self._now()

    def _now(self):
        own = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return time.monotonic(), _busy() - own - usage.cpu(self._pids)

    def share(self):
        """0 to 1 of all cores."""
        (began, before), (ended, after) = self._before, self._now()
        return max(0.0, (after - before) / ((ended - began) * os.cpu_count()))
