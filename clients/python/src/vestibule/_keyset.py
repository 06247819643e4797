"""What makes an access token a good one, and which keys may say so. No I/O here."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

from vestibule._header import unverified_header
from vestibule.errors import TokenRejectedError
from vestibule.models import VerifiedToken

LONGEST = 8 * 1024
TYPES = ("jwt", "at+jwt", "application/at+jwt")


def key_id(token: str) -> str:
    """By which key a token says that it is signed.

    Headers that no token of the server has are refused before any key is looked for.
    """
    if len(token) > LONGEST or not token.isascii():
        raise TokenRejectedError("the token is too long, or no token")
    header = unverified_header(token)
    if header.get("alg") != "ES256":
        raise TokenRejectedError("the token is not signed by ES256")
    if str(header.get("typ")).lower() not in TYPES:
        raise TokenRejectedError("the token is of another type")
    if "crit" in header or not isinstance(header.get("kid"), str):
        raise TokenRejectedError("the token names no key")
    kid: str = header["kid"]
    return kid


def keys_of(body: Mapping[str, Any]) -> dict[str, ECKey]:
    """The keys by which access tokens are verified, by their ids; others are passed over."""
    found = {}
    for each in body.get("keys", ()):
        if each.get("kty") == "EC" and each.get("crv") == "P-256" and each.get("alg") == "ES256":
            try:
                found[each["kid"]] = ECKey.import_key(each)
            except JoseError as wrong:
                raise ValueError(f"a key is wrong: {wrong}") from wrong
    return found


def verified(
    token: str, key: ECKey, issuer: str, audience: str | None, now: datetime
) -> VerifiedToken:
    """The claims of a token that is signed by this key."""
    expected = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=0,
        iss={"essential": True, "value": issuer},
        sub={"essential": True},
        jti={"essential": True},
        iat={"essential": True},
        exp={"essential": True},
        token_use={"essential": True, "value": "access"},
        aud={"essential": audience is not None, "value": audience or issuer},
    )
    try:
        claims = jwt.decode(
            token, key, algorithms=["ES256"], registry=JWSRegistry(algorithms=["ES256"])
        ).claims
        expected.validate(claims)
        if isinstance(claims["token_use"], list):
            raise ValueError("a list of uses")
    except (JoseError, ValueError) as wrong:
        raise TokenRejectedError(f"the token is not good: {wrong}") from wrong
    return VerifiedToken(
        account=claims["sub"],
        id=claims["jti"],
        issued=datetime.fromtimestamp(claims["iat"], UTC),
        expires=datetime.fromtimestamp(claims["exp"], UTC),
        claims=claims,
    )


class Refetches:
    """Allows to read the keys again for an unknown one, once in a while.

    Else anybody could make a back end ask the server for each token that they invent.
    """

    def __init__(self, seconds: float = 30, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._lock = Lock()
        self._last: float | None = None

    def allowed(self) -> bool:
        """Whether it is time again; then it is not for a while."""
        with self._lock:
            now = self._clock()
            if self._last is not None and now - self._last < self._seconds:
                return False
            self._last = now
            return True
