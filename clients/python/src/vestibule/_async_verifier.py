"""The verifier for tasks.

`make-async` wrote it: change the one for threads.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from joserfc.jwk import ECKey

from vestibule import _calls, _keyset
from vestibule._async_client import AsyncClient
from vestibule._shared import AsyncShared
from vestibule.errors import TokenRejectedError, UnreachableError
from vestibule.models import VerifiedToken

_KEYS = "/.well-known/jwks.json"
# As long as the server lets them be kept.
_KEPT = 300.0


def _now() -> datetime:
    return datetime.now(UTC)


class AsyncVerifier:
    """Verifies access tokens of `/v1` by the server's published keys.

    It looks at signature, type, issuer, audience and times. Make one, and keep it, as it keeps the
    keys: for five minutes, and they are read once more for a token that names an unknown one,
    though not more than once in half a minute. A token is good until it runs out, also where its
    session has ended since: `AsyncClient.whoami` knows that at once.

    `issuer` is the server's `public-url`. Without `audience` tokens for the issuer are taken, and
    those that name nobody.
    """

    def __init__(
        self,
        client: AsyncClient,
        issuer: str,
        *,
        audience: str | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._client = client
        self._issuer = issuer
        self._audience = audience
        self._clock = clock
        self._keys: AsyncShared[str, dict[str, ECKey]] = AsyncShared(_KEPT)
        self._refetches = _keyset.Refetches()

    async def verify(self, token: str) -> VerifiedToken:
        """The claims of a token.

        Raises a `TokenRejectedError` when it is none of the server's or too old, and an
        `UnreachableError` when the keys cannot be read.
        """
        key = await self._key(_keyset.key_id(token))
        return _keyset.verified(token, key, self._issuer, self._audience, self._clock())

    async def _key(self, kid: str) -> ECKey:
        keys = await self._keys.get(_KEYS, self._read)
        if kid not in keys and self._refetches.allowed():
            self._keys.drop(_KEYS)
            keys = await self._keys.get(_KEYS, self._read)
        if kid not in keys:
            raise TokenRejectedError("the token is signed by an unknown key")
        return keys[kid]

    async def _read(self) -> dict[str, ECKey]:
        call = _calls.get(_KEYS, dict[str, Any])
        try:
            body = await self._client.send(call)
            return _keyset.keys_of(body)
        except (KeyError, ValueError, AttributeError, TypeError) as wrong:
            raise UnreachableError(f"the keys cannot be read: {wrong!r}") from wrong
