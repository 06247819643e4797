"""A server in test mode, as tests see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

import msgspec

from vestibule import _calls
from vestibule._calls import Answer, Call
from vestibule._client import Client
from vestibule.testing.process import ServerProcess

_MAILS = "/v1/test/mails"
_CLOCK = "/v1/test/clock"
# A code ends a link: as the last part of its path, or after `?`, `=` or a hash.
_CODE = re.compile(r"[^/?#=&]+(?=/?$)")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that the server has sent. `at` is by the server's clock."""

    id: str
    at: datetime
    to: str
    subject: str
    text: str
    links: tuple[str, ...]

    @property
    def link(self) -> str:
        """Its first link."""
        if not self.links:
            raise AssertionError(f"the mail has no link: {self.text}")
        return self.links[0]

    @property
    def code(self) -> str:
        """The code in its first link, which confirms an address or resets a password."""
        found = _CODE.search(self.link)
        if found is None:
            raise AssertionError(f"the link has no code: {self.link}")
        return found.group()


@dataclass(frozen=True, slots=True)
class _Mails:
    items: tuple[Mail, ...]


@dataclass(frozen=True, slots=True)
class _Time:
    now: datetime


class Mailbox:
    """The mails that the server has sent; each look waits until it owes none."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def all(self) -> list[Mail]:
        """All mails, the newest first."""
        return list(self._client.send(_calls.get(_MAILS, _Mails)).items)

    def to(self, address: str) -> list[Mail]:
        """The mails to an address, the newest first."""
        path = f"{_MAILS}?to={quote(address, safe='')}"
        return list(self._client.send(_calls.get(path, _Mails)).items)

    def newest(self, address: str) -> Mail:
        """The newest mail to an address; an `AssertionError` where there is none."""
        found = self.to(address)
        if not found:
            others = sorted({mail.to for mail in self.all()})
            raise AssertionError(f"no mail to {address}, but to {others}")
        return found[0]


class Clock:
    """The server's clock: what lasts for days there takes no time here. It only goes forwards."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def now(self) -> datetime:
        """The server's time."""
        return self._client.send(_calls.get(_CLOCK, _Time)).now

    def advance(self, step: timedelta) -> datetime:
        """Moves it on; gives its time then."""
        if step < timedelta(0):
            raise ValueError("the clock goes forwards only")
        microseconds = step // timedelta(microseconds=1)
        seconds, rest = divmod(microseconds, 1_000_000)
        return self._moved({"advance": f"PT{seconds}.{rest:06d}S"})

    def move_to(self, time: datetime) -> datetime:
        """Moves it to a time that lies ahead and has a time zone."""
        if time.tzinfo is None:
            raise ValueError("a time with its zone is wanted")
        return self._moved({"now": time.isoformat()})

    def _moved(self, fields: dict[str, str]) -> datetime:
        body = msgspec.json.encode(fields)
        call = Call("POST", _CLOCK, _time, {"Content-Type": "application/json"}, body)
        return self._client.send(call).now


def _time(answer: Answer) -> _Time:
    return answer.read(_Time)


class TestServer:
    """A server of a test's own: `url`, `client`, `mailbox`, `clock`."""

    # Not a class of tests, though pytest might think so by its name.
    __test__ = False

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = Client(url)
        self.mailbox = Mailbox(self.client)
        self.clock = Clock(self.client)

    def reset(self) -> None:
        """Forgets everybody and everything, and sets the clock back."""
        self.client.send(Call("POST", "/v1/test/reset", lambda _: None))


@contextmanager
def running(
    program: Sequence[str] = ("vestibule",), settings: Mapping[str, str] | None = None
) -> Iterator[TestServer]:
    """A server in test mode, which ends with the block, and with this process.

    `program` is what starts Vestibule; `settings` are its variables, as `VESTIBULE_PRIVACY`.
    """
    process = ServerProcess.started(program, settings or {})
    try:
        server = TestServer(process.url)
        with server.client:
            yield server
    finally:
        process.close()
