"""A guard for Flask: a decorator that protects a route."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import Response, abort, current_app, g, request

from vestibule.protect.caller import Caller, RefusedError
from vestibule.protect.guard import Guard
from vestibule.protect.presented import Presented

P = ParamSpec("P")
R = TypeVar("R")


def caller() -> Caller:
    """Who asks, in a function that a guard protects."""
    return cast(Caller, g.vestibule)


class Protect(Guard):
    """`@protect` under `@app.get(…)` turns away who is not known; `caller()` is who asks.

    `protect.everything(app)` does it for all routes of an application or a blueprint.
    """

    def __call__(self, view: Callable[P, R]) -> Callable[P, R]:
        """The view, for those who are known."""

        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            self._admit()
            # So that views that are coroutines work too.
            return cast(R, current_app.ensure_sync(view)(*args, **kwargs))

        return guarded

    def everything(self, scaffold: object) -> None:
        """Protects all routes of an application or a blueprint."""
        scaffold.before_request(self._admit)  # type: ignore[attr-defined]

    def _admit(self) -> None:
        presented = Presented(
            request.method, request.headers.get, request.cookies, request.remote_addr
        )
        try:
            g.vestibule = self.judge(presented)
        except RefusedError as refused:
            abort(_answer(refused))


def _answer(refused: RefusedError) -> Response:
    return Response(
        json.dumps(refused.problem),
        refused.status,
        refused.headers,
        content_type="application/problem+json",
    )
