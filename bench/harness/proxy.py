"""A TCP proxy whose connections can be frozen: no byte passes any more, and neither end is told."""

import socket
import threading

# A connection is known by what its client says first; PostgreSQL's tells its name there.
FIRST_BYTES = 4096
CHUNK = 65536


class _Connection:
    """A client, the server behind it, and two threads that carry bytes."""

    def __init__(self, proxy, client, server):
        self._proxy = proxy
        self._sockets = (client, server)
        self.first = b""
        for source, target, from_client in ((client, server, True), (server, client, False)):
            source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._carry, args=(source, target, from_client), daemon=True).start()

    def _carry(self, source, target, from_client):
        try:
            while data := source.recv(CHUNK):
                if from_client and len(self.first) < FIRST_BYTES:
                    self.first += data
                self._proxy.wait_while_frozen(self)
                target.sendall(data)
        except OSError:
            pass
        # An end passes like a byte: while frozen nobody hears of it.
        self._proxy.wait_while_frozen(self)
        self.close()

    def close(self):
        for end in self._sockets:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()
        self._proxy.forget(self)


class Proxy:
    """Listens on `port` and carries connections to another port of this machine."""

    def __init__(self, target):
        self._target = target
        self._changed = threading.Condition()
        self._frozen = None
        self._closed = False
        self._connections = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._target), timeout=5)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            with self._changed:
                self._connections.add(_Connection(self, client, server))

    def freeze(self, chosen=lambda first: True):
        """From now on nothing passes on the connections, old and new, whose client's first bytes are chosen; gives how many there are."""
        with self._changed:
            self._frozen = chosen
            return sum(1 for connection in self._connections if chosen(connection.first))

    def thaw(self):
        """What was held back passes, in its order, and everything after it."""
        with self._changed:
            self._frozen = None
            self._changed.notify_all()

    def wait_while_frozen(self, connection):
        with self._changed:
            while not self._closed and self._frozen is not None and self._frozen(connection.first):
                self._changed.wait()

    def forget(self, connection):
        with self._changed:
            self._connections.discard(connection)

    def close(self):
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            connections = list(self._connections)
        self._listener.close()
        for connection in connections:
            connection.close()
