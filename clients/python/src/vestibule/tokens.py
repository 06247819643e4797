"""Where the tokens of one session are kept."""

from __future__ import annotations

from typing import Protocol

from vestibule.models import Tokens


class TokenStore(Protocol):
    """Keeps the tokens of one session; used by many threads.

    One that writes them down, as to the session of a web framework, lets somebody stay signed in
    when the program starts again.
    """

    def load(self) -> Tokens | None:
        """What is kept; None when nobody is signed in."""

    def save(self, tokens: Tokens) -> None:
        """Keeps these in place of what was kept."""

    def clear(self) -> None:
        """Keeps nothing any more."""


class MemoryTokenStore:
    """Keeps tokens as long as the object lives."""

    def __init__(self) -> None:
        self._kept: Tokens | None = None

    def load(self) -> Tokens | None:
        """What is kept; None when nobody is signed in."""
        return self._kept

    def save(self, tokens: Tokens) -> None:
        """Keeps these in place of what was kept."""
        self._kept = tokens

    def clear(self) -> None:
        """Keeps nothing any more."""
        self._kept = None
