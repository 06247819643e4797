"""Requests that are ready to be sent, and files of many of them, each behind its length in four bytes, the highest first."""

import dataclasses
import json
import socket

LENGTH_BYTES = 4
LONGEST_ANSWER = 1 << 20


def raw(method, path, headers=None, body=b"", host="localhost"):
    """The bytes of one HTTP/1.1 request on a kept connection; a body that is no bytes is sent as JSON."""
    sent = {"Host": host, **(headers or {})}
    if not isinstance(body, bytes):
        body = json.dumps(body, ensure_ascii=False).encode()
        sent.setdefault("Content-Type", "application/json")
    if body or method not in ("GET", "HEAD"):
        sent["Content-Length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items()), "", ""]
    return "\r\n".join(lines).encode() + body


def write(file, requests):
    """Writes the file and gives how many there are."""
    count = 0
    with open(file, "wb") as out:
        for request in requests:
            out.write(len(request).to_bytes(LENGTH_BYTES, "big"))
            out.write(request)
            count += 1
    return count


def read(file):
    """The requests of a file, one after the other."""
    with open(file, "rb") as source:
        while head := source.read(LENGTH_BYTES):
            yield source.read(int.from_bytes(head, "big"))


@dataclasses.dataclass(frozen=True)
class Whole:
    """A whole answer as it came over the wire."""

    status: int
    # (name, value) as they were written, in their order.
    headers: tuple
    body: bytes
    # Bytes of head and body.
    size: int

    def header(self, name):
        """The value of the first header of that name, whatever its case; None when there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def json(self):
        return json.loads(self.body)


def ask(port, request, seconds=30):
    """Sends one ready request on a connection of its own and gives the whole answer, which must tell its length."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        connection.sendall(request)
        return _whole(connection)


def _whole(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection, data)
    head, _, body = data.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    length = int(next(value for name, value in headers if name.lower() == "content-length"))
    while len(body) < length:
        body += _more(connection, body)
    if len(body) > length:
        raise ValueError(f"{len(body) - length} bytes too many behind an answer")
    return Whole(int(status.split()[1]), headers, body, len(head) + 4 + len(body))


def _more(connection, data):
    part = connection.recv(65536)
    if not part or len(data) > LONGEST_ANSWER:
        raise ValueError(f"no whole answer: {data[:200]!r}")
    return part
