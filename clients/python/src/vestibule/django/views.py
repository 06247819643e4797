"""A decorator and a middleware for Django's views."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Self

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.http import JsonResponse
from django.utils.decorators import sync_and_async_middleware
from django.utils.functional import SimpleLazyObject

from vestibule.django.ways import judged, way
from vestibule.protect.caller import Caller, RefusedError, Rights


def _answer(refused: RefusedError) -> JsonResponse:
    return JsonResponse(
        refused.problem,
        status=refused.status,
        headers=refused.headers,
        content_type="application/problem+json",
    )


class _Protect:
    """`@protect` turns away who is not known, and sets `request.vestibule`."""

    def __init__(self, rights: Rights) -> None:
        self._rights = rights

    def requiring(
        self,
        *,
        groups: Iterable[str] = (),
        roles: Iterable[str] = (),
        permissions: Iterable[str] = (),
    ) -> Self:
        """The same, for those who have all of these."""
        return type(self)(required(groups, roles, permissions))

    def __call__(self, view: Callable[..., Any]) -> Callable[..., Any]:
        """The view, for those who are known."""
        if iscoroutinefunction(view):

            @wraps(view)
            async def guarded_async(request: Any, *args: Any, **kwargs: Any) -> Any:
                refusal = await sync_to_async(self._refusal)(request)
                return refusal or await view(request, *args, **kwargs)

            return guarded_async

        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
            return self._refusal(request) or view(request, *args, **kwargs)

        return guarded

    def _refusal(self, request: Any) -> JsonResponse | None:
        try:
            caller = judged(request)
            self._rights.require(caller)
        except RefusedError as refused:
            return _answer(refused)
        request.vestibule = caller
        return None


def required(groups: Iterable[str], roles: Iterable[str], permissions: Iterable[str]) -> Rights:
    """Rights that the way of the setting tells; others would let nobody by."""
    rights = Rights.of(groups, roles, permissions)
    untold = rights.kinds() - way().rights
    if untold:
        raise ValueError(f"{type(way()).__name__} tells no {', '.join(sorted(untold))}")
    return rights


protect = _Protect(Rights())


def _or_none(request: Any) -> Caller | None:
    try:
        return judged(request)
    except RefusedError:
        return None


@sync_and_async_middleware  # type: ignore[untyped-decorator]
def VestibuleMiddleware(get_response: Callable[[Any], Any]) -> Callable[[Any], Any]:  # noqa: N802
    """Sets `request.vestibule`: who asks, or what is false where nobody is known.

    It turns nobody away. Who asks is found out where a view looks at it first; in a view that is a
    coroutine, await `sync_to_async(bool)(request.vestibule)` before.
    """

    def look(request: Any) -> None:
        request.vestibule = SimpleLazyObject(lambda: _or_none(request))

    if iscoroutinefunction(get_response):

        async def middleware_async(request: Any) -> Any:
            look(request)
            return await get_response(request)

        return middleware_async

    def middleware(request: Any) -> Any:
        look(request)
        return get_response(request)

    return middleware
