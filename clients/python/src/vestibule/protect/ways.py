"""The ways to find out who asks. Each works for threads (`judge`) and for tasks (`judge_async`)."""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, TypeAlias
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from vestibule import _calls
from vestibule._async_client import AsyncClient
from vestibule._async_verifier import AsyncVerifier
from vestibule._calls import Call
from vestibule._client import Client
from vestibule._shared import AsyncShared, Shared
from vestibule._verifier import Verifier, _now
from vestibule.errors import ProblemError, TokenRejectedError, VestibuleError
from vestibule.models import Introspection, ServiceCredential, VerifiedToken, Whoami
from vestibule.protect.caller import Caller, RefusedError
from vestibule.protect.presented import Presented

ALL_RIGHTS = frozenset({"groups", "roles", "permissions"})


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the server is asked; answers are remembered for a moment by `key`."""

    call: Call[Any]
    key: bytes | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """A token that is verified by the published keys."""

    token: str


Asked: TypeAlias = Question | Verification
Judging: TypeAlias = Generator[Asked, Any, Caller]
Ask: TypeAlias = Callable[[Any], Any]
AskAsync: TypeAlias = Callable[[Any], Awaitable[Any]]


class Way(ABC):
    """Finds out who sends a request. `rights` are the kinds of rights that it tells."""

    rights: frozenset[str] = frozenset()

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = Lock()
        self._asker: tuple[Client, Ask] | None = None
        # Connections belong to the event loop in which they were made.
        self._loops: WeakKeyDictionary[asyncio.AbstractEventLoop, tuple[AsyncClient, AskAsync]] = (
            WeakKeyDictionary()
        )

    @abstractmethod
    def judging(self, presented: Presented) -> Judging:
        """Yields what has to be asked, gets the answers, and returns who it is."""

    @abstractmethod
    def asker(self, client: Client) -> Ask:
        """Makes what asks for threads."""

    @abstractmethod
    def async_asker(self, client: AsyncClient) -> AskAsync:
        """Makes what asks for the tasks of one loop."""

    def close(self) -> None:
        """Closes the connections of threads; they are made anew when somebody has to be judged."""
        with self._lock:
            asker, self._asker = self._asker, None
        if asker is not None:
            asker[0].close()

    async def aclose(self) -> None:
        """The same for the tasks of this event loop."""
        asker = self._loops.pop(asyncio.get_running_loop(), None)
        if asker is not None:
            await asker[0].close()

    def judge(self, presented: Presented) -> Caller:
        """Who it is; raises a `RefusedError`."""
        with self._lock:
            if self._asker is None:
                client = Client(self._url)
                self._asker = client, self.asker(client)
            ask = self._asker[1]
        steps = _Steps(self.judging(presented))
        while steps.asked is not None:
            try:
                answer = ask(steps.asked)
            except VestibuleError as failure:
                steps.failed(failure)
            else:
                steps.answered(answer)
        return steps.caller()

    async def judge_async(self, presented: Presented) -> Caller:
        """Who it is; raises a `RefusedError`."""
        loop = asyncio.get_running_loop()
        if loop not in self._loops:
            client = AsyncClient(self._url)
            self._loops[loop] = client, self.async_asker(client)
        ask = self._loops[loop][1]
        steps = _Steps(self.judging(presented))
        while steps.asked is not None:
            try:
                answer = await ask(steps.asked)
            except VestibuleError as failure:
                steps.failed(failure)
            else:
                steps.answered(answer)
        return steps.caller()


class _Steps:
    """A judging under way."""

    def __init__(self, judging: Judging) -> None:
        self._judging = judging
        self._caller: Caller | None = None
        self.asked: Asked | None = None
        self._step(lambda: next(judging))

    def answered(self, answer: Any) -> None:
        self._step(lambda: self._judging.send(answer))

    def failed(self, failure: VestibuleError) -> None:
        self._step(lambda: self._judging.throw(failure))

    def _step(self, step: Callable[[], Asked]) -> None:
        try:
            self.asked = step()
        except StopIteration as end:
            self.asked = None
            self._caller = end.value
        except VestibuleError as failure:
            raise _refused(failure) from failure

    def caller(self) -> Caller:
        if self._caller is None:
            raise AssertionError("a judging ended without a caller")
        return self._caller


def _refused(failure: VestibuleError) -> RefusedError:
    """Whoever cannot be judged is let in by nobody."""
    if isinstance(failure, ProblemError) and failure.status == 401:
        return RefusedError(401, failure.code, failure.detail)
    if isinstance(failure, ProblemError) and failure.status == 403:
        return RefusedError(403, failure.code, failure.detail)
    if isinstance(failure, TokenRejectedError):
        return RefusedError(401, "token_invalid", "The credential is not good.")
    return _unavailable()


def _unavailable() -> RefusedError:
    return RefusedError(503, "unavailable", "Who you are cannot be found out now.")


def _missing() -> RefusedError:
    return RefusedError(401, "credential_missing", "The request shows no credential.")


def _digest(headers: Mapping[str, str]) -> bytes:
    """What stands for a credential in memory."""
    return hashlib.sha256(repr(sorted(headers.items())).encode()).digest()


class _Asking(Way):
    """A way that asks the server, and remembers its answers for a moment."""

    rights = ALL_RIGHTS

    def __init__(self, url: str, moment: float) -> None:
        super().__init__(url)
        if not 0 <= moment <= 1:
            raise ValueError("an answer is remembered for a second at most")
        self._moment = moment

    def asker(self, client: Client) -> Ask:
        """Asks, or remembers."""
        shared: Shared[bytes, Any] = Shared(self._moment)

        def ask(question: Question) -> Any:
            if question.key is None or self._moment == 0:
                return client.send(question.call)
            return shared.get(question.key, lambda: client.send(question.call))

        return ask

    def async_asker(self, client: AsyncClient) -> AskAsync:
        """Asks, or remembers."""
        shared: AsyncShared[bytes, Any] = AsyncShared(self._moment)

        async def ask(question: Question) -> Any:
            if question.key is None or self._moment == 0:
                return await client.send(question.call)
            return await shared.get(question.key, lambda: client.send(question.call))

        return ask


class ByWhoami(_Asking):
    """Asks `GET /v1/whoami`: the credential of any door is good, also a cookie.

    `url` is the server's address. An answer is remembered for `moment` seconds, a second at most:
    so long an ended session may go on. By a cookie something is changed only from a page that the
    server takes for its own (docs/v1.md).
    """

    def __init__(self, url: str, *, moment: float = 0.5) -> None:
        super().__init__(url, moment)

    def judging(self, presented: Presented) -> Judging:
        """Asks who it is; of two cookies the one that lets somebody in counts."""
        value = presented.authorization()
        if value is not None:
            return (yield from self._known(_calls.authorization(value)))
        refusal: VestibuleError | RefusedError = _missing()
        for cookie in presented.cookie_headers():
            try:
                caller = yield from self._known(cookie)
            except ProblemError as problem:
                if problem.status != 401:
                    raise
                refusal = problem
                continue
            if not presented.changes_nothing():
                # Told nothing of the method, the server takes it for one that changes something.
                yield Question(_may_change({**presented.proofs(), **cookie}))
            return caller
        raise refusal

    def _known(self, credential: dict[str, str]) -> Judging:
        found: Whoami = yield Question(_calls.whoami().shown(credential), _digest(credential))
        return Caller(
            id=found.id,
            username=found.username,
            email=found.email if found.email_verified else None,
            groups=frozenset(found.groups),
            roles=frozenset(found.roles),
            permissions=frozenset(found.permissions),
            door=found.door,
            session=found.session.id,
            told={"whoami": found},
        )


def _may_change(headers: Mapping[str, str]) -> Call[None]:
    return Call("GET", "/v1/auth", lambda _: None, headers)


class ByIntrospection(_Asking):
    """Asks `POST /v1/introspect` with the credential of a service.

    Tokens and keys of any door are good. An answer is remembered for `moment` seconds, a second at
    most.
    """

    def __init__(self, url: str, service: ServiceCredential, *, moment: float = 0.5) -> None:
        super().__init__(url, moment)
        self._service = service

    def judging(self, presented: Presented) -> Judging:
        """Asks what the token is worth. What comes in no header by itself is no credential here."""
        token = presented.bare_token()
        if token is None:
            raise _missing()
        question = Question(_calls.introspect(token, self._service), _digest({"token": token}))
        try:
            found: Introspection = yield question
        except ProblemError as problem:
            # The service's own credential is refused, and not the caller's.
            raise _unavailable() from problem
        claims = found.claims
        if not found.active or not found.subject or _is_no_bearer(token, claims):
            raise RefusedError(401, "token_invalid", "The credential is not good.")
        return Caller(
            id=found.subject,
            username=claims.get("username"),
            email=claims.get("email") if claims.get("email_verified") is True else None,
            groups=frozenset(claims.get("groups", ())),
            roles=frozenset(claims.get("roles", ())),
            permissions=frozenset(claims.get("permissions", ())),
            door=claims.get("door"),
            session=claims.get("session"),
            told=claims,
        )


def _is_no_bearer(token: str, claims: Mapping[str, Any]) -> bool:
    return (
        token.startswith("vr1_")
        or "refresh" in str(claims.get("token_type", "")).lower()
        or claims.get("token_use") in ("refresh", "cookie")
    )


class ByKeys(Way):
    """Verifies access tokens of `/v1` by the server's published keys, without asking about each.

    An ended session goes on until the token runs out. Tokens tell no rights.
    """

    def __init__(
        self,
        url: str,
        issuer: str,
        *,
        audience: str | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__(url)
        self._make = (issuer, audience, clock)

    def judging(self, presented: Presented) -> Judging:
        """Verifies the Bearer token."""
        value = presented.authorization()
        if value is None:
            raise _missing()
        scheme, _, token = value.partition(" ")
        if scheme.lower() != "bearer":
            raise RefusedError(401, "token_invalid", "The credential is not good.")
        found: VerifiedToken = yield Verification(token.strip())
        return Caller(id=found.account, told=found.claims)

    def asker(self, client: Client) -> Ask:
        """A verifier for threads."""
        issuer, audience, clock = self._make
        verifier = Verifier(client, issuer, audience=audience, clock=clock)
        return lambda asked: verifier.verify(asked.token)

    def async_asker(self, client: AsyncClient) -> AskAsync:
        """A verifier for tasks."""
        issuer, audience, clock = self._make
        verifier = AsyncVerifier(client, issuer, audience=audience, clock=clock)
        return lambda asked: verifier.verify(asked.token)


class BehindProxy(Way):
    """Believes the headers `X-Vestibule-…` of a proxy that asks `GET /v1/auth`.

    Only of requests that come from `networks`, and of no others: by default from this machine. The
    proxy has to take these headers away from what clients send.
    """

    rights = frozenset({"groups", "roles"})

    def __init__(self, networks: Iterable[str] = ("127.0.0.0/8", "::1/128")) -> None:
        super().__init__("http://localhost")
        self._networks = [ipaddress.ip_network(each) for each in networks]

    def judging(self, presented: Presented) -> Judging:
        """Reads the headers."""
        if not self._is_proxy(presented.peer):
            raise RefusedError(401, "credential_missing", "The request did not come by the proxy.")
        user = presented.header("X-Vestibule-User") or ""
        if not (user.isascii() and user.isdecimal()):
            # Two of them, one of which a client made, are joined by a comma.
            raise _missing()
        email = unquote(presented.header("X-Vestibule-Email") or "")
        return Caller(
            id=user,
            email=email or None,
            groups=_names(presented.header("X-Vestibule-Groups")),
            roles=_names(presented.header("X-Vestibule-Roles")),
        )
        yield Verification("")  # Nothing is asked: this only makes it a generator.

    def _is_proxy(self, peer: str | None) -> bool:
        try:
            address = ipaddress.ip_address(peer or "")
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None)
        return any((mapped or address) in network for network in self._networks)

    def asker(self, client: Client) -> Ask:  # noqa: ARG002 - nothing is asked
        """Nothing is asked."""
        return _ask_nothing

    def async_asker(self, client: AsyncClient) -> AskAsync:  # noqa: ARG002 - nothing is asked
        """Nothing is asked."""
        return _ask_nothing


def _ask_nothing(_: object) -> Any:
    raise AssertionError("a proxy's headers are asked of nobody")


def _names(header: str | None) -> frozenset[str]:
    """Names hold commas only as `%2C`: split first, then decode."""
    return frozenset(unquote(name) for name in (header or "").split(",") if name)
