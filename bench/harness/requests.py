"""Requests, whole answers as they come over the wire, and files of many ready requests for wrk."""

import dataclasses
import http.client
import io
import json
import socket
import types

LENGTH_BYTES = 4


@dataclasses.dataclass(frozen=True)
class Request:
    """One request; a body that is no bytes is sent as JSON."""

    method: str
    path: str
    body: object = None
    headers: dict = dataclasses.field(default_factory=dict)

    def content(self):
        """The bytes of the body."""
        if self.body is None or isinstance(self.body, bytes):
            return self.body or b""
        return json.dumps(self.body, ensure_ascii=False).encode()

    def sent(self):
        """All headers, but for the host's and the length's."""
        json_too = {} if self.body is None or isinstance(self.body, bytes) else {"Content-Type": "application/json"}
        return {**json_too, **self.headers}

    def raw(self):
        """The bytes of it on a kept connection."""
        body, headers = self.content(), {"Host": "localhost", **self.sent()}
        if body or self.method not in ("GET", "HEAD"):
            headers["Content-Length"] = str(len(body))
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        return "\r\n".join(lines).encode() + body


def write(file, requests):
    """Writes raw requests, each behind its length in four bytes, the highest first."""
    with open(file, "wb") as out:
        for request in requests:
            out.write(len(request).to_bytes(LENGTH_BYTES, "big") + request)


@dataclasses.dataclass(frozen=True)
class Whole:
    """A whole answer as it came over the wire; the body is free of chunks, the size is not."""

    status: int
    # (name, value) as they were written, in their order.
    headers: tuple
    body: bytes
    # Bytes of head and body.
    size: int

    def json(self):
        return json.loads(self.body)


class _Counting(socket.SocketIO):
    """What a socket says, with the count of its bytes."""

    size = 0

    def readinto(self, buffer):
        count = super().readinto(buffer)
        self.size += count or 0
        return count


def ask(port, request, seconds=30):
    """Sends one raw request on a connection of its own and gives the Whole."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        connection.sendall(request)
        counting = _Counting(connection, "r")
        answer = http.client.HTTPResponse(types.SimpleNamespace(makefile=lambda mode: io.BufferedReader(counting)))
        answer.begin()
        body = answer.read()
        return Whole(answer.status, tuple(answer.headers.items()), body, counting.size)
