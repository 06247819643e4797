"""The way of the setting `VESTIBULE`, and what a Django request presents."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from vestibule.protect.caller import Caller, RefusedError
from vestibule.protect.presented import Presented
from vestibule.protect.ways import Way


def way() -> Way:
    """The setting."""
    found = getattr(settings, "VESTIBULE", None)
    if not isinstance(found, Way):
        raise ImproperlyConfigured(
            "VESTIBULE must be ByWhoami(…), ByKeys(…), ByIntrospection(…) or BehindProxy(…)"
        )
    return found


def presented(request: Any) -> Presented:
    """What a request shows."""
    return Presented(
        request.method,
        request.headers.get,
        request.COOKIES,
        request.META.get("REMOTE_ADDR"),
    )


def judged(request: Any) -> Caller:
    """Who asks, found out once for a request; raises a `RefusedError`."""
    known = getattr(request, "_vestibule", None)
    if known is None:
        try:
            known = way().judge(presented(request))
        except RefusedError as refused:
            known = refused
        request._vestibule = known
    if isinstance(known, RefusedError):
        raise known
    return known
