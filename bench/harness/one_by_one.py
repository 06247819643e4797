"""One client that asks one request after the other on one connection and takes the time of each: nothing ever waits for anything else."""

import socket
import time

from harness import usage
from harness.requests import LONGEST_ANSWER
from harness.sample import Sample

LENGTH = b"content-length:"


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
            if not part or len(data) > LONGEST_ANSWER:
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


def percentile(times, percent):
    """Of times in any order, the one that so many percent of them do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def sample(pids, times, wrong, begin, before=None):
    """A Sample of times in ms since the monotonic time `begin`; before: the seconds of CPU that these processes had used by then."""
    seconds = time.monotonic() - begin
    cpu = None if before is None else usage.cpu(pids) - before
    return Sample(len(times), seconds, percentile(times, 50), percentile(times, 99), cpu, usage.resident(pids), wrong)


def measured(port, pids, requests, status):
    """A Sample of these ready requests, each sent once, and the bodies of their answers. Another status than this one is wrong."""
    times, bodies, wrong = [], [], 0
    line = Line(port)
    before, begin = usage.cpu(pids), time.monotonic()
    for request in requests:
        found, body, took = line.ask(request)
        times.append(took)
        bodies.append(body)
        wrong += found != status
    line.close()
    return sample(pids, times, wrong, begin, before), bodies
