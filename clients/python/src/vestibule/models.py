"""What the server tells. Fields that a later version adds are passed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An e-mail address of an account."""

    id: str
    email: str
    verified: bool
    primary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as its owner sees it. `email` is the primary address, confirmed or not."""

    id: str
    username: str | None
    full_name: str | None
    first_name: str | None
    last_name: str | None
    patronymic: str | None
    phone: str | None
    contacts: str | None
    email: str | None
    email_verified: bool
    addresses: tuple[Address, ...]
    groups: tuple[str, ...]
    roles: tuple[str, ...]
    permissions: tuple[str, ...]
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A factor that was proved for a session, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentSession:
    """The session of a credential. `last_used` is told to within an hour."""

    id: str
    created: datetime
    last_used: datetime
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenTimes:
    """The times of a token."""

    issued: datetime
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Whoami(Account):
    """An account, and by what it is known: `token` is None where the credential is a key."""

    door: str
    session: CurrentSession
    factors: tuple[Factor, ...]
    token: TokenTimes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A live session of any door. `current` is the one that asks."""

    id: str
    door: str
    browser: str
    network_address: str
    created: datetime
    last_used: datetime
    expires: datetime
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The tokens of a session. `expires` is the access token's end, by this machine's clock."""

    account: str
    session: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MailedTicket:
    """What the code of a mail is for. It takes five codes, for `expires_in` seconds."""

    ticket: str = field(repr=False)
    expires_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCredential:
    """What a service shows of itself, as `vestibule service create` told it."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Introspection:
    """What a token is worth (RFC 7662). Of one that is not active nothing else is told."""

    active: bool
    claims: Mapping[str, Any]

    @property
    def subject(self) -> str | None:
        """The id of the account."""
        return self.claims.get("sub")

    @property
    def expires(self) -> datetime | None:
        """Until when it is good."""
        seconds = self.claims.get("exp")
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True, slots=True)
class VerifiedToken:
    """An access token that is good by its signature and claims.

    Whether its session has ended since, it does not tell.
    """

    account: str
    id: str
    issued: datetime
    expires: datetime
    claims: Mapping[str, Any]
