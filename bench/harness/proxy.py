"""A TCP proxy whose connections can be frozen: no byte passes any more, and neither end is told."""

import asyncio
import threading

# A connection is known by what its client says first; PostgreSQL's tells its name there.
FIRST_BYTES = 4096
CHUNK = 65536


class Proxy:
    """Listens on `port` and carries connections to another port of this machine."""

    def __init__(self, target):
        self._target = target
        self._frozen = None
        # Of each connection.
        self._firsts = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port = self._do(self._listen())

    def _do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _listen(self):
        self._changed = asyncio.Condition()
        self._listener = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        return self._listener.sockets[0].getsockname()[1]

    async def _carry(self, client, to_client):
        first = bytearray()
        try:
            server, to_server = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            to_client.close()
            return
        self._firsts.append(first)
        await asyncio.gather(self._pass(client, to_server, first, first), self._pass(server, to_client, first, bytearray(FIRST_BYTES)))
        self._firsts = [other for other in self._firsts if other is not first]

    async def _pass(self, source, target, first, said):
        try:
            while data := await source.read(CHUNK):
                if len(said) < FIRST_BYTES:
                    said += data
                await self._thawed(first)
                target.write(data)
                await target.drain()
        except OSError:
            pass
        # An end passes like a byte: while frozen nobody hears of it.
        await self._thawed(first)
        target.close()

    async def _thawed(self, first):
        async with self._changed:
            await self._changed.wait_for(lambda: self._frozen is None or not self._frozen(first))

    def freeze(self, chosen=lambda first: True):
        """From now on nothing passes on the connections, old and new, whose client's first bytes are chosen; gives how many there are."""
        self._do(self._set(chosen))
        return sum(map(chosen, self._firsts))

    def thaw(self):
        """What was held back passes, in its order, and everything after it."""
        self._do(self._set(None))

    async def _set(self, chosen):
        async with self._changed:
            self._frozen = chosen
            self._changed.notify_all()

    def close(self):
        """Nothing passes any more."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
