"""A client that holds connections: it opens many from one address of this machine, begins on each what it never ends, and opens others for those
that the server closes, as many again. A process of its own, so that what else is measured waits for the server and not for it."""

import asyncio
import contextlib
import dataclasses
import multiprocessing
import resource
import socket

# Linux: the port is chosen at the connect, of all that are free towards this server.
IP_BIND_ADDRESS_NO_PORT = 24
MOST_BEING_OPENED = 100


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
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(files, hard), max(files, hard)))
    except (ValueError, OSError):
        return f"{files:,} open files are needed, and ulimit -Hn is {hard:,}"
    return None


class Holder:
    """Holds connections from now until close(); `figures` afterwards: opened, closed by the server, and the most that were open."""

    def __init__(self, holding, port, address):
        self._said, child = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=_hold, args=(holding, port, address, child), daemon=True)
        self._process.start()
        self.figures = (0, 0, 0)

    def close(self):
        if self._process.is_alive():
            self._said.send("end")
            if self._said.poll(30):
                self.figures = self._said.recv()
            self._process.kill()
            self._process.join(30)


def _hold(holding, port, address, pipe):
    asyncio.run(_Crowd(holding, port, address).hold(pipe))


class _Crowd:
    def __init__(self, holding, port, address):
        self._holding, self._port, self._address = holding, port, address
        self._opening = asyncio.Semaphore(MOST_BEING_OPENED)
        self._open = self._opened = self._closed = self._most = 0

    async def hold(self, pipe):
        """Until something is said."""
        places = [asyncio.create_task(self._place()) for _ in range(self._holding.connections)]
        while not pipe.poll():
            await asyncio.sleep(0.1)
        pipe.send((self._opened, self._closed, self._most))
        await asyncio.wait(places, timeout=60)

    async def _place(self):
        """One connection, and another one when it was closed."""
        for _ in range(2):
            async with self._opening:
                while not (one := await self._connected()):
                    await asyncio.sleep(0.1)
            self._opened += 1
            self._open += 1
            self._most = max(self._most, self._open)
            ends = [self._talk(one)] if self._holding.flood else [self._talk(one), self._listen(one)]
            _, left = await asyncio.wait(map(asyncio.create_task, ends), return_when=asyncio.FIRST_COMPLETED)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
            one.close()
            self._open -= 1
            self._closed += 1

    async def _connected(self):
        one = socket.socket()
        one.setblocking(False)
        one.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)
        try:
            one.bind((self._address, 0))
            await asyncio.get_running_loop().sock_connect(one, ("127.0.0.1", self._port))
            return one
        except OSError:
            one.close()
            return None

    async def _talk(self, one):
        loop, holding = asyncio.get_running_loop(), self._holding
        with contextlib.suppress(OSError):
            await loop.sock_sendall(one, holding.first)
            while holding.flood:
                await loop.sock_sendall(one, holding.first)
            while True:
                await asyncio.sleep(2)
                await loop.sock_sendall(one, holding.then)

    async def _listen(self, one):
        with contextlib.suppress(OSError):
            while await asyncio.get_running_loop().sock_recv(one, 65536):
                pass
