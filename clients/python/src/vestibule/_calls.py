"""Each path of `/v1` as a value: what is sent, and how its answer is read. No I/O here."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import quote_plus, urlencode

import msgspec

from vestibule.errors import FactorWantedError, FieldError, ProblemError, UnreachableError
from vestibule.models import (
    Account,
    Address,
    Introspection,
    MailedTicket,
    ServiceCredential,
    Session,
    Whoami,
)

T = TypeVar("T")
_VISIBLE = re.compile(r"[!-~]+(?: [!-~]+)*")
_LONGEST_CREDENTIAL = 8 * 1024
_AVATAR = "/v1/account/avatar"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def read(self, shape: type[T]) -> T:
        """The body as a value of this type."""
        try:
            return msgspec.json.decode(self.body, type=shape)
        except msgspec.DecodeError as wrong:
            raise UnreachableError(f"an answer that cannot be read: {wrong}") from wrong

    def require_success(self) -> None:
        """Raises what the server says is wrong."""
        if self.status >= 300:
            raise self._problem()

    def _problem(self) -> ProblemError:
        try:
            told = msgspec.json.decode(self.body, type=_Problem)
        except msgspec.DecodeError:
            # A proxy's page, for example.
            told = _Problem()
        if told.code == "factor_wanted" and told.ticket is not None:
            return FactorWantedError(told.detail, told.ticket, told.expires_in)
        return ProblemError(
            self.status,
            told.code or f"http_{self.status}",
            told.detail,
            errors=told.errors,
            retry_after=_seconds(self.headers.get("retry-after")),
            challenge=self.headers.get("vestibule-challenge-wanted"),
        )


@dataclass(frozen=True, slots=True)
class _Problem:
    code: str = ""
    detail: str = ""
    errors: tuple[FieldError, ...] = ()
    ticket: str | None = None
    expires_in: int = 0


@dataclass(frozen=True, slots=True)
class ToldTokens:
    """Tokens as the server tells them."""

    account: str
    session: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in: int


@dataclass(frozen=True)
class Page(Generic[T]):
    """A page of a list."""

    items: tuple[T, ...]
    next: str | None


@dataclass(frozen=True)
class Call(Generic[T]):
    """A request, and how its answer is read."""

    method: str
    path: str
    read: Callable[[Answer], T]
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)

    def shown(self, headers: Mapping[str, str]) -> Call[T]:
        """The same with these headers more."""
        return Call(self.method, self.path, self.read, {**self.headers, **headers}, self.body)

    def result(self, answer: Answer) -> T:
        """What the answer tells; raises what it says is wrong."""
        answer.require_success()
        return self.read(answer)


def bearer(token: str) -> dict[str, str]:
    """The header that shows an access token."""
    return authorization(f"Bearer {token}")


def authorization(value: str) -> dict[str, str]:
    """The header with this value; what no header can carry is no credential either."""
    if len(value) > _LONGEST_CREDENTIAL or not _VISIBLE.fullmatch(value):
        raise ProblemError(401, "token_invalid", "The credential is none of this server's.")
    return {"Authorization": value}


def _seconds(text: str | None) -> float | None:
    return float(text) if text is not None and re.fullmatch(r"[0-9]{1,9}", text) else None


def _nothing(_: Answer) -> None:
    return None


def _shape(shape: type[T]) -> Callable[[Answer], T]:
    return lambda answer: answer.read(shape)


def get(path: str, shape: type[T]) -> Call[T]:
    """A call that reads."""
    return Call("GET", path, _shape(shape))


def _send(
    method: str, path: str, read: Callable[[Answer], T], fields: Mapping[str, Any] | None = None
) -> Call[T]:
    if fields is None:
        return Call(method, path, read)
    return Call(
        method, path, read, {"Content-Type": "application/json"}, msgspec.json.encode(fields)
    )


def post(path: str, fields: Mapping[str, Any]) -> Call[None]:
    """A call that does something of which nothing is told."""
    return _send("POST", path, _nothing, fields)


def register(email: str, password: str, more: Mapping[str, str | None]) -> Call[Account]:
    """Registers somebody."""
    fields = {"email": email, "password": password, **more}
    return _send("POST", "/v1/accounts", _shape(Account), fields)


def sign_in(login: str, password: str) -> Call[ToldTokens]:
    """Begins a session."""
    fields = {"login": login, "password": password}
    return _send("POST", "/v1/sessions", _shape(ToldTokens), fields)


def complete_sign_in(ticket: str, answer: str) -> Call[ToldTokens]:
    """Begins a session by another factor."""
    fields = {"ticket": ticket, "answer": answer}
    return _send("POST", "/v1/sessions/complete", _shape(ToldTokens), fields)


def request_sign_in_code(login: str) -> Call[MailedTicket]:
    """Asks for a code by mail."""
    return _send("POST", "/v1/sessions/mailed", _shape(MailedTicket), {"login": login})


def sign_in_by_code(ticket: str, code: str) -> Call[ToldTokens]:
    """Begins a session by a mailed code."""
    fields = {"ticket": ticket, "code": code}
    return _send("POST", "/v1/sessions/mailed/complete", _shape(ToldTokens), fields)


def refresh(token: str) -> Call[ToldTokens]:
    """Goes on with a session."""
    return _send("POST", "/v1/sessions/refresh", _shape(ToldTokens), {"refresh_token": token})


def whoami() -> Call[Whoami]:
    """Asks who shows a credential."""
    return get("/v1/whoami", Whoami)


def sign_out() -> Call[None]:
    """Ends the caller's session."""
    return _send("DELETE", "/v1/sessions/current", _nothing)


def edit(fields: Mapping[str, str | None]) -> Call[Account]:
    """Changes what an account says of its person."""
    return _send("PATCH", "/v1/account", _shape(Account), fields)


def sessions(after: str | None) -> Call[Page[Session]]:
    """A page of sessions."""
    return get(_paged("/v1/sessions", after), Page[Session])


def end_session(session: str | None) -> Call[None]:
    """Ends a session; all others for None."""
    return _send(
        "DELETE", f"/v1/sessions/{_digits(session)}" if session else "/v1/sessions", _nothing
    )


def addresses(after: str | None) -> Call[Page[Address]]:
    """A page of addresses."""
    return get(_paged("/v1/account/addresses", after), Page[Address])


def add_address(email: str) -> Call[Address]:
    """Adds an address."""
    return _send("POST", "/v1/account/addresses", _shape(Address), {"email": email})


def prefer_address(address: str) -> Call[Address]:
    """Makes an address the primary one."""
    path = f"/v1/account/addresses/{_digits(address)}/primary"
    return _send("POST", path, _shape(Address))


def remove_address(address: str) -> Call[None]:
    """Removes an address."""
    return _send("DELETE", f"/v1/account/addresses/{_digits(address)}", _nothing)


def export() -> Call[dict[str, Any]]:
    """Shows all that is kept."""
    return get("/v1/account/export", dict[str, Any])


def avatar() -> Call[bytes]:
    """Shows the picture."""
    return Call("GET", _AVATAR, lambda answer: answer.body)


def change_avatar(picture: bytes, media_type: str) -> Call[None]:
    """Gives a picture."""
    return Call("PUT", _AVATAR, _nothing, {"Content-Type": media_type}, picture)


def remove_avatar() -> Call[None]:
    """Takes the picture away."""
    return _send("DELETE", _AVATAR, _nothing)


def introspect(token: str, by: ServiceCredential) -> Call[Introspection]:
    """Asks what a token is worth."""
    # Each part is form-encoded first (RFC 6749, 2.3.1).
    pair = f"{quote_plus(by.id)}:{quote_plus(by.secret)}"
    headers = {
        "Authorization": "Basic " + base64.b64encode(pair.encode()).decode(),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return Call(
        "POST",
        "/v1/introspect",
        _introspection,
        headers,
        urlencode({"token": token}).encode(),
    )


def _introspection(answer: Answer) -> Introspection:
    claims = answer.read(dict[str, Any])
    return Introspection(claims.get("active") is True, claims)


def _paged(path: str, after: str | None) -> str:
    return path + "?limit=200" + (f"&after={_digits(after)}" if after else "")


def _digits(text: str) -> str:
    """An id, which becomes part of a path."""
    if not re.fullmatch(r"[0-9]{1,16}", text):
        raise ValueError("an id is a text of digits")
    return text
