"""Reads the header of a token before anything of it is believed."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import msgspec

from vestibule.errors import TokenRejectedError


def unverified_header(token: str) -> dict[str, Any]:
    """The first part of a compact JWS."""
    parts = token.split(".")
    if len(parts) != 3:
        raise TokenRejectedError("the token is no JWT")
    try:
        text = base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4))
        return msgspec.json.decode(text, type=dict[str, Any])
    except (binascii.Error, ValueError, msgspec.DecodeError) as wrong:
        raise TokenRejectedError("the token's header cannot be read") from wrong
