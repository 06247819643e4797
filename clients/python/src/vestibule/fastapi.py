"""A guard for FastAPI: a dependency that protects a route."""

from __future__ import annotations

from typing import Annotated

from fastapi import HTTPException, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from vestibule.protect.caller import Caller, RefusedError
from vestibule.protect.guard import Guard
from vestibule.protect.presented import Presented

_BEARER = HTTPBearer(auto_error=False, description="A token or key of Vestibule.")


class Protect(Guard):
    """`Depends(protect)` gives the `Caller`, and turns away who is not known."""

    async def __call__(
        self,
        request: Request,
        _: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
    ) -> Caller:
        """What FastAPI calls. That the credential is read by itself is for its documents only."""
        presented = Presented(
            request.method,
            # Of two headers of one name neither is believed.
            lambda name: ",".join(request.headers.getlist(name)) or None,
            request.cookies,
            request.client.host if request.client else None,
        )
        try:
            return await self.judge_async(presented)
        except RefusedError as refused:
            raise HTTPException(
                refused.status,
                {"code": refused.code, "detail": refused.detail},
                refused.headers,
            ) from refused
