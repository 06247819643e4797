"""Guards for back ends: ways to find out who asks, the same for every framework."""

from vestibule.protect.caller import Caller, RefusedError
from vestibule.protect.ways import BehindProxy, ByIntrospection, ByKeys, ByWhoami, Way

__all__ = [
    "BehindProxy",
    "ByIntrospection",
    "ByKeys",
    "ByWhoami",
    "Caller",
    "RefusedError",
    "Way",
]
