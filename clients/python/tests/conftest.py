from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Event, Lock, Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from doors import PASSWORD

from vestibule import SignedIn
from vestibule.testing import TestServer

pytest_plugins = ["pytester"]


@pytest.fixture(scope="session")
def vestibule_settings() -> dict[str, str]:
    return {"VESTIBULE_LIMITS": "off", "VESTIBULE_SIGN_IN_MAILED_CODES": "on"}


def registered(server: TestServer, name: str) -> None:
    email = f"{name}@example.org"
    server.client.register(email, PASSWORD, username=name, full_name=f"{name.title()} L.")
    server.client.confirm(server.mailbox.newest(email).code)


def signed_in(server: TestServer, name: str = "ada") -> SignedIn:
    registered(server, name)
    return server.client.sign_in(name, PASSWORD)


def waiting_for(condition: Callable[[], bool]) -> None:
    """Until it holds; the bound is for what never comes."""
    end = time.monotonic() + 20
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        Event().wait(0.02)


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Between:
    """A server before the real one: counts what passes, holds it up, or answers by itself."""

    def __init__(self, behind: str) -> None:
        self.asked: list[Asked] = []
        self.held: dict[str, Barrier] = {}
        self.reached: dict[str, Event] = {}
        self.answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}
        self.lost: dict[str, int] = {}
        self._behind = behind
        self._lock = Lock()
        between = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answered(self) -> None:
                between.answer(self)

            do_GET = do_POST = do_DELETE = do_PATCH = answered  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://localhost:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def count(self, path: str) -> int:
        with self._lock:
            return sum(each.path.partition("?")[0] == path for each in self.asked)

    def hold(self, path: str) -> Barrier:
        """Each request of a path waits for somebody; `reached` says that the first has come."""
        self.reached[path] = Event()
        self.held[path] = Barrier(2)
        return self.held[path]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.partition("?")[0]
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        with self._lock:
            self.asked.append(Asked(handler.command, handler.path, dict(handler.headers), body))
            planned = self.answers.get(path, [])
            answer = planned.pop(0) if planned else None
            loses = self.lost.get(path, 0) > 0
            if loses:
                self.lost[path] -= 1
        if path in self.held:
            self.reached[path].set()
            self.held[path].wait(20)
        status, headers, body = answer or self._passed(handler, body)
        if loses:
            handler.close_connection = True
            handler.connection.close()
            return
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def _passed(
        self, handler: BaseHTTPRequestHandler, body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        kept = {
            name: value
            for name, value in handler.headers.items()
            if name.lower() not in ("host", "content-length", "connection", "accept-encoding")
        }
        request = Request(
            self._behind + handler.path, data=body or None, headers=kept, method=handler.command
        )
        try:
            with urlopen(request) as response:
                return response.status, self._kept(response.headers), response.read()
        except HTTPError as error:
            with error:
                return error.code, self._kept(error.headers), error.read()

    @staticmethod
    def _kept(headers: object) -> dict[str, str]:
        wanted = ("Content-Type", "Retry-After", "WWW-Authenticate", "Vestibule-Challenge-Wanted")
        return {name: headers[name] for name in wanted if headers[name]}  # type: ignore[index]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def between(vestibule: TestServer) -> Iterator[Between]:
    server = Between(vestibule.url)
    yield server
    server.close()
