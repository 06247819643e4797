"""Asks one question and reads the whole answer, also one that comes in chunks, with the bytes that it took on the wire."""

import socket

from harness.requests import Whole

LONGEST_ANSWER = 1 << 20


def ask(port, request, seconds=30):
    """Sends one ready request on a connection of its own; the body of the Whole is free of chunks, its size is not."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        connection.sendall(request)
        with connection.makefile("rb") as stream:
            return _whole(stream)


def _whole(stream):
    status = _line(stream)
    size, headers = len(status), []
    while line := _line(stream).rstrip(b"\r\n"):
        size += len(line) + 2
        name, _, value = line.decode("latin-1").partition(":")
        headers.append((name, value.strip()))
    size += 2
    found = {name.lower(): value for name, value in headers}
    if found.get("transfer-encoding") == "chunked":
        body, taken = _chunks(stream)
    else:
        length = int(found["content-length"])
        body, taken = _exactly(stream, length), length
    return Whole(int(status.split()[1]), tuple(headers), body, size + taken)


def _chunks(stream):
    body, taken = b"", 0
    while True:
        head = _line(stream)
        length = int(head.split(b";")[0], 16)
        body += _exactly(stream, length)
        # Behind the last chunk no further headers are expected, and so no more than an empty line.
        if _line(stream) != b"\r\n":
            raise ValueError("a chunk is longer than it says")
        taken += len(head) + length + 2
        if length == 0:
            return body, taken


def _line(stream):
    line = stream.readline(LONGEST_ANSWER)
    if not line.endswith(b"\r\n"):
        raise ValueError(f"no whole line: {line[:200]!r}")
    return line


def _exactly(stream, length):
    data = stream.read(min(length, LONGEST_ANSWER))
    if len(data) != length:
        raise ValueError(f"{len(data)} bytes, not {length}")
    return data
