"""Who asks, as a guard has found out, and why it turns somebody away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody who is known.

    `id` never changes. `email` is the primary address, and only where it is confirmed. What is not
    told by the way in which the caller was found out is None or empty; `told` is all that it told.
    """

    id: str
    username: str | None = None
    email: str | None = None
    groups: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    door: str | None = None
    session: str | None = None
    told: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


class RefusedError(Exception):
    """A request that a guard turns away: 401, 403, or 503 where nobody could be asked."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.detail = detail

    @property
    def headers(self) -> dict[str, str]:
        """What goes with the answer."""
        named = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "1"}}
        return {"Cache-Control": "no-store", **named.get(self.status, {})}

    @property
    def problem(self) -> dict[str, Any]:
        """The body of the answer (RFC 9457)."""
        return {
            "type": "about:blank",
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }


@dataclass(frozen=True, slots=True)
class Rights:
    """What a caller has to have: each of these names."""

    groups: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()

    @staticmethod
    def of(groups: Iterable[str], roles: Iterable[str], permissions: Iterable[str]) -> Rights:
        """From lists of names; a single text is a mistake, as its letters would be the names."""
        for names in (groups, roles, permissions):
            if isinstance(names, str):
                raise TypeError(f"a list of names is wanted, and not the text {names!r}")
        return Rights(frozenset(groups), frozenset(roles), frozenset(permissions))

    def kinds(self) -> frozenset[str]:
        """Which kinds of rights are asked for."""
        named = {"groups": self.groups, "roles": self.roles, "permissions": self.permissions}
        return frozenset(kind for kind, names in named.items() if names)

    def require(self, caller: Caller) -> None:
        """Raises a `RefusedError` where the caller lacks one."""
        has_all = (
            self.groups <= caller.groups
            and self.roles <= caller.roles
            and self.permissions <= caller.permissions
        )
        if not has_all:
            raise RefusedError(403, "right_missing", "You may not do this.")
