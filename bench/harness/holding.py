"""A client that holds connections: it opens many from one address of this machine, begins on each what it never ends, and opens others for those
that the server closes, as many again. A process of its own, so that what else is measured waits for the server and not for it."""

import dataclasses
import errno
import multiprocessing
import resource
import select
import socket
import time

# Linux: the port is chosen at the connect, of all that are free towards this server.
IP_BIND_ADDRESS_NO_PORT = 24
MOST_BEING_OPENED = 100
# At a time, so that others have their turn.
MOST_SENT = 20


@dataclasses.dataclass(frozen=True)
class Holding:
    """What is done.

    first: sent on each connection at once
    then: sent on each connection every two seconds
    flood: first is sent again and again as long as it is taken, and no answer is read
    """

    name: str
    connections: int
    first: bytes = b""
    then: bytes = b""
    flood: bool = False


def missing(files):
    """What this machine lacks to have so many files open in a process; raises the limit where it may."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < files:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
        except (ValueError, OSError):
            return f"{files:,} open files are needed, and ulimit -Hn is {hard:,}"
    else:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return None


class Holder:
    """Holds connections from now until close(); `figures` afterwards: opened, closed by the server, and the most that were open."""

    def __init__(self, holding, port, address):
        self._stop = multiprocessing.Event()
        self._said = multiprocessing.Queue()
        self._process = multiprocessing.Process(
            target=_hold, args=(holding, port, address, self._stop, self._said), daemon=True
        )
        self._process.start()
        self.figures = (0, 0, 0)

    def alive(self):
        return self._process.is_alive()

    def close(self):
        if not self._stop.is_set():
            self._stop.set()
            self.figures = self._said.get(timeout=30)
            self._process.join(30)


def _hold(holding, port, address, stop, said):
    crowd = _Crowd(holding, port, address)
    try:
        while not stop.is_set():
            crowd.turn()
    finally:
        said.put((crowd.opened, crowd.closed, crowd.most))


class _Crowd:
    def __init__(self, holding, port, address):
        self._holding = holding
        self._port = port
        self._address = address
        self._poll = select.epoll()
        self._left = {}
        self._open = {}
        self._opening = 0
        self._next = time.monotonic() + 2
        self.opened = self.closed = self.most = 0

    def turn(self):
        """Opens what is missing, goes on with what is open."""
        while (
            len(self._open) < self._holding.connections
            and self._opening < MOST_BEING_OPENED
            and self.opened + self._opening < 2 * self._holding.connections
            and self._connect()
        ):
            pass
        for number, events in self._poll.poll(0.1, 500):
            if number in self._open:
                self._go_on(number, events)
        if self._holding.then and time.monotonic() > self._next:
            self._next = time.monotonic() + 2
            for number in [number for number, left in self._left.items() if not left]:
                self._send(number, self._holding.then)

    def _connect(self):
        one = socket.socket()
        one.setblocking(False)
        one.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)
        try:
            one.bind((self._address, 0))
            code = one.connect_ex(("127.0.0.1", self._port))
        except OSError:
            code = errno.EADDRNOTAVAIL
        if code not in (0, errno.EINPROGRESS):
            one.close()
            return False
        self._open[one.fileno()] = one
        self._left[one.fileno()] = None
        self._opening += 1
        self._poll.register(one.fileno(), select.EPOLLOUT)
        return True

    def _go_on(self, number, events):
        if events & (select.EPOLLERR | select.EPOLLHUP):
            self._close(number)
        elif events & select.EPOLLOUT:
            if self._left[number] is None:
                self._opening -= 1
                self.opened += 1
                self.most = max(self.most, len(self._open) - self._opening)
                self._left[number] = b""
                self._send(number, self._holding.first)
            else:
                self._send(number, self._left[number])
        elif events & select.EPOLLIN and not self._read(number):
            self._close(number)

    def _read(self, number):
        try:
            return self._open[number].recv(65536)
        except BlockingIOError:
            return b"later"
        except OSError:
            return b""

    def _send(self, number, data):
        try:
            for _ in range(MOST_SENT):
                sent = self._open[number].send(data) if data else 0
                data = data[sent:]
                if not (self._holding.flood and not data):
                    break
                data = self._holding.first
        except BlockingIOError:
            pass
        except OSError:
            self._close(number)
            return
        self._left[number] = data
        self._poll.modify(number, select.EPOLLOUT if data else select.EPOLLIN)

    def _close(self, number):
        one = self._open.pop(number)
        if self._left.pop(number) is None:
            self._opening -= 1
        else:
            self.closed += 1
        one.close()
