"""The verifier for threads.

`make-async` writes the one for tasks from this file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from joserfc.jwk import ECKey

from vestibule import _calls, _keyset
from vestibule._client import Client
from vestibule._shared import Shared
from vestibule.errors import TokenRejectedError, UnreachableError
from vestibule.models import VerifiedToken

_KEYS = "/.well-known/jwks.json"
# As long as the server lets them be kept.
_KEPT = 300.0


def _now() -> datetime:
    return datetime.now(UTC)


class Verifier:
    """Verifies access tokens of `/v1` by the server's published keys.

    It looks at signature, type, issuer, audience and times. Make one, and keep it, as it keeps the
    keys: for five minutes, and they are read once more for a token that names an unknown one,
    though not more than once in half a minute. A token is good until it runs out, also where its
    session has ended since: `Client.whoami` knows that at once.

    `issuer` is the server's `public-url`. Without `audience` tokens for the issuer are taken, and
    those that name nobody.
    """

    def __init__(
        self,
        client: Client,
        issuer: str,
        *,
        audience: str | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._client = client
        self._issuer = issuer
        self._audience = audience
        self._clock = clock
        self._keys: Shared[str, dict[str, ECKey]] = Shared(_KEPT)
        self._refetches = _keyset.Refetches()

    def verify(self, token: str) -> VerifiedToken:
        """The claims of a token.

        Raises a `TokenRejectedError` when it is none of the server's or too old, and an
        `UnreachableError` when the keys cannot be read.
        """
        key = self._key(_keyset.key_id(token))
        return _keyset.verified(token, key, self._issuer, self._audience, self._clock())

    def _key(self, kid: str) -> ECKey:
        keys = self._keys.get(_KEYS, self._read)
        if kid not in keys and self._refetches.allowed():
            self._keys.drop(_KEYS)
            keys = self._keys.get(_KEYS, self._read)
        if kid not in keys:
            raise TokenRejectedError("the token is signed by an unknown key")
        return keys[kid]

    def _read(self) -> dict[str, ECKey]:
        call = _calls.get(_KEYS, dict[str, Any])
        try:
            body = self._client.send(call)
            return _keyset.keys_of(body)
        except (KeyError, ValueError, AttributeError, TypeError) as wrong:
            raise UnreachableError(f"the keys cannot be read: {wrong!r}") from wrong
