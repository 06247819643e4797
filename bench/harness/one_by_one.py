"""One client that asks one request after the other on one connection and takes the time of each: nothing ever waits for anything else."""

import dataclasses
import socket
import statistics
import time

from harness import usage
from harness.sample import Sample

LENGTH = b"content-length:"
# Requests to one server before it is the next one's turn.
BATCH = 25


class Line:
    """One kept connection."""

    def __init__(self, port, seconds=30):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=seconds)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request):
        """Sends a ready request; gives the status, the body, and the milliseconds until all of it was there."""
        begin = time.perf_counter_ns()
        self._socket.sendall(request)
        data = self._socket.recv(65536)
        end = _end(data)
        while end is None or len(data) < end[1]:
            part = self._socket.recv(65536)
            if not part:
                raise ValueError(f"no whole answer: {data[:200]!r}")
            data += part
            end = end or _end(data)
        took = time.perf_counter_ns() - begin
        if len(data) > end[1]:
            raise ValueError(f"{len(data) - end[1]} bytes too many behind an answer")
        return int(data[9:12]), data[end[0]:], took / 1e6

    def close(self):
        self._socket.close()


def _end(data):
    """Where the body of an answer begins and ends; None while its head is not there."""
    head = data.find(b"\r\n\r\n")
    if head < 0:
        return None
    at = data[:head].lower().find(LENGTH)
    length = data[at + len(LENGTH):].split(b"\r", 1)[0]
    return head + 4, head + 4 + int(length)


@dataclasses.dataclass(frozen=True)
class Asked:
    """What is asked of one server: ready requests, each sent once, and the status of every right answer."""

    port: int
    # The processes whose CPU and reads are counted; none where they cannot be told apart.
    pids: list
    requests: list
    status: int


class _Turns:
    """The requests of one server, some at a time."""

    def __init__(self, asked):
        self._asked = asked
        self._line = Line(asked.port)
        self._times, self.bodies, self._wrong, self._seconds = [], [], 0, 0.0
        self._before, self._read_before = usage.cpu(asked.pids), usage.read(asked.pids)

    def take(self, count):
        """Sends so many more."""
        begin = time.monotonic()
        for request in self._asked.requests[len(self._times):len(self._times) + count]:
            status, body, took = self._line.ask(request)
            self._times.append(took)
            self.bodies.append(body)
            self._wrong += status != self._asked.status
        self._seconds += time.monotonic() - begin

    def end(self):
        """The Sample of all of them."""
        self._line.close()
        pids = self._asked.pids
        cpu, read = (usage.cpu(pids) - self._before, usage.read(pids) - self._read_before) if pids else (None, None)
        hundredths = statistics.quantiles(self._times, n=100)
        return Sample(len(self._times), self._seconds, hundredths[49], hundredths[98], cpu, usage.resident(pids),
                      self._wrong, read=read)


def in_turns(asked, batch=BATCH):
    """Asks several servers in turn, a batch of requests each, so that whatever else happens on the machine happens to all of them.

    asked: Asked by a key of the caller's; all with as many requests. Gives a Sample and the bodies of the answers by the same keys.
    """
    turns = {key: _Turns(one) for key, one in asked.items()}
    for _ in range(0, max(len(one.requests) for one in asked.values()), batch):
        for one in turns.values():
            one.take(batch)
    return {key: (one.end(), one.bodies) for key, one in turns.items()}
