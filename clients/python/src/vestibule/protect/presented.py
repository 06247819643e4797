"""What a request shows of who sends it, whatever framework it came through."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

OWN_COOKIE = "__Host-vestibule"
FLASK_COOKIE = "access_token_cookie"
_COOKIE_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]{1,8192}")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_PROOFS = ("Origin", "Sec-Fetch-Site", "X-CSRF-TOKEN")


@dataclass(frozen=True, slots=True)
class Presented:
    """A request: `header` finds one by its name, `peer` is the address that it came from."""

    method: str
    header: Callable[[str], str | None]
    cookies: Mapping[str, str]
    peer: str | None

    def authorization(self) -> str | None:
        """The header that shows a credential, without blanks around it."""
        value = self.header("Authorization")
        return value.strip() if value is not None else None

    def bare_token(self) -> str | None:
        """The same without its scheme."""
        value = self.authorization()
        if value is None:
            return None
        scheme, _, token = value.partition(" ")
        return token.strip() if scheme.lower() in ("bearer", "token") else value

    def cookie_headers(self) -> list[dict[str, str]]:
        """The cookies that doors set, each as a header of its own: the server's own first."""
        found = []
        for name in (OWN_COOKIE, FLASK_COOKIE):
            value = self.cookies.get(name, "")
            if _COOKIE_VALUE.fullmatch(value):
                found.append({"Cookie": f"{name}={value}"})
        return found

    def changes_nothing(self) -> bool:
        """Whether a page of another site may make a browser send this."""
        return self.method.upper() in _SAFE

    def proofs(self) -> dict[str, str]:
        """What shows of which page a request by a cookie is."""
        found = {name: self.header(name) for name in _PROOFS}
        return {
            name: value
            for name, value in found.items()
            if value and value.isascii() and value.isprintable()
        }
