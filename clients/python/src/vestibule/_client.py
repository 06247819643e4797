"""The client for threads.

`make-async` writes the one for tasks from this file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from vestibule import _calls
from vestibule._calls import Answer, Call, ToldTokens
from vestibule._shared import Shared
from vestibule.errors import ProblemError, SignedOutError, UnreachableError
from vestibule.models import (
    Account,
    Address,
    Introspection,
    MailedTicket,
    ServiceCredential,
    Session,
    Tokens,
    Whoami,
)
from vestibule.tokens import MemoryTokenStore, TokenStore

T = TypeVar("T")

# So that a token does not end on its way.
_ON_ITS_WAY = timedelta(seconds=5)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Transport:
    """Sends requests to one server."""

    http: httpx.Client
    headers: Mapping[str, str]
    clock: Callable[[], datetime]

    def send(self, call: Call[Any]) -> Answer:
        """The answer, whatever its status."""
        try:
            response = self.http.request(
                call.method, call.path, content=call.body, headers={**self.headers, **call.headers}
            )
        except httpx.HTTPError as failure:
            raise UnreachableError(f"no answer from {self.http.base_url}: {failure!r}") from failure
        return Answer(response.status_code, response.headers, response.content)

    def ask(self, call: Call[T]) -> T:
        """What the answer tells; raises what it says is wrong."""
        return call.result(self.send(call))

    def tokens(self, told: ToldTokens) -> Tokens:
        """With their end by this machine's clock."""
        return Tokens(
            account=told.account,
            session=told.session,
            access_token=told.access_token,
            refresh_token=told.refresh_token,
            expires=self.clock() + timedelta(seconds=told.expires_in),
        )


class Client:
    """A Vestibule server: what anybody asks of it, and what a back end asks about its callers.

    Many threads can use one, and it holds connections: make one, and keep it. Each method raises a
    `ProblemError` when the server says no, and an `UnreachableError` when no answer came.

    `url` is the server's address; `timeout` is in seconds; `headers` go with each request.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 10,
        headers: Mapping[str, str] | None = None,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        http = httpx.Client(base_url=url, timeout=timeout, transport=transport)
        self._transport = _Transport(http, dict(headers or {}), clock)

    def with_headers(self, headers: Mapping[str, str]) -> Self:
        """The same server and connections, with these headers more in each request.

        `Accept-Language` chooses the language of mails, `Idempotency-Key` lets a request that is
        sent again be done once, `Vestibule-Challenge` answers a challenge.
        """
        other = object.__new__(type(self))
        kept = self._transport
        other._transport = _Transport(kept.http, {**kept.headers, **headers}, kept.clock)
        return other

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self._transport.http.close()

    def register(self, email: str, password: str, **more: str | None) -> Account:
        """Registers somebody, and mails them a code; nobody is signed in by that.

        `more`: username, full_name, first_name, last_name, patronymic, phone, contacts.
        """
        return self._transport.ask(_calls.register(email, password, more))

    def request_confirmation(self, email: str) -> None:
        """Mails a new code to confirm an address by, where it is one of an account."""
        self._transport.ask(_calls.post("/v1/confirmations", {"email": email}))

    def confirm(self, code: str) -> None:
        """Confirms an address by a mailed code."""
        self._transport.ask(_calls.post("/v1/confirmations/complete", {"code": code}))

    def request_reset(self, login: str) -> None:
        """Mails a code to choose a new password by, where there is such an account."""
        self._transport.ask(_calls.post("/v1/resets", {"login": login}))

    def reset(self, code: str, password: str) -> None:
        """Chooses a new password by a mailed code; every session ends."""
        fields = {"code": code, "password": password}
        self._transport.ask(_calls.post("/v1/resets/complete", fields))

    def sign_in(self, login: str, password: str, store: TokenStore | None = None) -> SignedIn:
        """Signs somebody in by a user name or any address.

        Raises a `FactorWantedError` when the password alone does not let them in.
        """
        return self._begun(_calls.sign_in(login, password), store)

    def complete_sign_in(
        self, ticket: str, answer: str, store: TokenStore | None = None
    ) -> SignedIn:
        """Answers with another factor, as a `FactorWantedError` asked for."""
        return self._begun(_calls.complete_sign_in(ticket, answer), store)

    def request_sign_in_code(self, login: str) -> MailedTicket:
        """Mails a code to sign in by, where there is such an account with a confirmed address.

        The server's `sign-in.mailed-codes` has to be on.
        """
        return self._transport.ask(_calls.request_sign_in_code(login))

    def sign_in_by_code(self, ticket: str, code: str, store: TokenStore | None = None) -> SignedIn:
        """Signs somebody in by the mailed code that a ticket is for.

        Raises a `FactorWantedError` when the code alone does not let them in.
        """
        return self._begun(_calls.sign_in_by_code(ticket, code), store)

    def cancel_deletion(self, code: str) -> None:
        """Keeps an account that is to be erased, by a mailed code; nobody is signed in by that."""
        self._transport.ask(_calls.post("/v1/deletions/cancel", {"code": code}))

    def resume(self, store: TokenStore) -> SignedIn:
        """Whoever is signed in by the tokens of a store."""
        return SignedIn(self._transport, store)

    def _begun(self, call: Call[ToldTokens], store: TokenStore | None) -> SignedIn:
        store = store or MemoryTokenStore()
        store.save(self._transport.tokens(self._transport.ask(call)))
        return self.resume(store)

    def whoami(self, credential: str) -> Whoami:
        """Who shows this credential: a token or key of any door.

        A session that has ended is known at once, and behind another node within a second.
        """
        return self._transport.ask(_calls.whoami().shown(_calls.authorization(credential)))

    def introspect(self, token: str, by: ServiceCredential) -> Introspection:
        """What a token is worth (RFC 7662), asked for by a service."""
        return self._transport.ask(_calls.introspect(token, by))

    def send(self, call: Call[T]) -> T:
        """Sends a call of `vestibule._calls`; for the other modules of this library."""
        return self._transport.ask(call)


class SignedIn:
    """Somebody who is signed in.

    An access token that is too old is renewed before the call, once for all threads.
    """

    def __init__(self, transport: _Transport, store: TokenStore) -> None:
        self._transport = transport
        self._store = store
        self._renewals: Shared[str, Tokens] = Shared(0)

    def access_token(self) -> str:
        """A token that is good by this machine's clock, to be shown to other back ends."""
        return (self._current()).access_token

    def whoami(self) -> Whoami:
        """The account, and by what it is known."""
        return self._ask(_calls.whoami())

    def account(self) -> Account:
        """The account."""
        return self._ask(_calls.get("/v1/account", Account))

    def edit(self, **fields: str | None) -> Account:
        """Changes full_name, first_name, last_name, patronymic, phone, contacts.

        What is not named stays, and None takes away.
        """
        return self._ask(_calls.edit(fields))

    def change_password(self, password: str, new_password: str) -> None:
        """Changes the password; all other sessions end."""
        fields = {"password": password, "new_password": new_password}
        self._ask(_calls.post("/v1/account/password", fields))

    def prove(self, password: str) -> None:
        """Takes the password once more, which is wanted before addresses change and the export."""
        self._ask(_calls.post("/v1/sessions/current/proof", {"password": password}))

    def addresses(self) -> Iterator[Address]:
        """The addresses, the oldest first, read page by page."""
        after = None
        while True:
            page = self._ask(_calls.addresses(after))
            for item in page.items:  # noqa: UP028 - tasks have no `yield from`
                yield item
            after = page.next
            if after is None:
                return

    def add_address(self, email: str) -> Address:
        """Adds an address, and mails it a code."""
        return self._ask(_calls.add_address(email))

    def prefer_address(self, address_id: str) -> Address:
        """Makes a confirmed address the primary one."""
        return self._ask(_calls.prefer_address(address_id))

    def remove_address(self, address_id: str) -> None:
        """Removes an address."""
        self._ask(_calls.remove_address(address_id))

    def sessions(self) -> Iterator[Session]:
        """The live sessions of all doors, the newest first, read page by page."""
        after = None
        while True:
            page = self._ask(_calls.sessions(after))
            for item in page.items:  # noqa: UP028 - tasks have no `yield from`
                yield item
            after = page.next
            if after is None:
                return

    def end_session(self, session_id: str) -> None:
        """Ends one of the sessions."""
        self._ask(_calls.end_session(session_id))

    def end_other_sessions(self) -> None:
        """Ends all sessions but this one."""
        self._ask(_calls.end_session(None))

    def avatar(self) -> bytes:
        """The picture, a JPEG of 256 by 256 pixels; a `ProblemError` where there is none."""
        return self._ask(_calls.avatar())

    def change_avatar(self, picture: bytes, media_type: str) -> None:
        """Gives the account a picture: `image/png`, `image/jpeg` or `image/gif`, up to 5 MiB."""
        self._ask(_calls.change_avatar(picture, media_type))

    def remove_avatar(self) -> None:
        """Takes the picture away."""
        self._ask(_calls.remove_avatar())

    def export(self) -> dict[str, Any]:
        """All that is kept of the account but hashes and secrets."""
        return self._ask(_calls.export())

    def delete_account(self, password: str) -> None:
        """Shuts the account at once; it is erased later, unless the link of a mail keeps it."""
        self._ask(_calls.post("/v1/account/deletion", {"password": password}))
        self._store.clear()

    def sign_out(self) -> None:
        """Ends the session; one that has ended already is no failure."""
        try:
            self._ask(_calls.sign_out())
        except SignedOutError:
            return
        except ProblemError as problem:
            if problem.status != 401:
                raise
        self._store.clear()

    def _ask(self, call: Call[T]) -> T:
        tokens = self._current()
        try:
            return self._transport.ask(call.shown(_calls.bearer(tokens.access_token)))
        except ProblemError as problem:
            # This machine's clock and the server's may differ. A refusal has changed nothing.
            if problem.code != "token_expired":
                raise
        tokens = self._after(tokens)
        return self._transport.ask(call.shown(_calls.bearer(tokens.access_token)))

    def _kept(self) -> Tokens:
        kept = self._store.load()
        if kept is None:
            raise SignedOutError
        return kept

    def _current(self) -> Tokens:
        kept = self._kept()
        if self._transport.clock() + _ON_ITS_WAY < kept.expires:
            return kept
        return self._after(kept)

    def _after(self, old: Tokens) -> Tokens:
        """Others than these, which are too old."""
        return self._renewals.get(old.refresh_token, lambda: self._renewed(old))

    def _renewed(self, old: Tokens) -> Tokens:
        kept = self._kept()
        if kept != old:
            return kept
        try:
            fresh = self._transport.tokens(self._refreshed(old))
        except ProblemError as problem:
            if problem.status != 401:
                raise
            kept = self._kept()
            if kept != old:
                # Another process was faster, and has stored what it got.
                return kept
            self._store.clear()
            raise
        # Unless somebody has signed out, or in anew, meanwhile.
        if self._store.load() == old:
            self._store.save(fresh)
        return fresh

    def _refreshed(self, old: Tokens) -> ToldTokens:
        call = _calls.refresh(old.refresh_token)
        try:
            return self._transport.ask(call)
        except UnreachableError:
            # The lost answer may have spent the token: for half a minute the server answers all
            # uses of one alike.
            return self._transport.ask(call)
