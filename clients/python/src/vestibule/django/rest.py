"""Authentication and permissions for Django REST framework."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import APIException, AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission

from vestibule.django.views import required
from vestibule.django.ways import judged
from vestibule.protect.caller import Caller, RefusedError


class VestibuleUser:
    """What `request.user` is: no row of the application's, but what its framework asks of one."""

    is_authenticated = True
    is_anonymous = False
    is_active = True
    is_staff = False
    is_superuser = False

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.pk = caller.id
        self.id = caller.id

    def get_username(self) -> str:
        """The user name, or the id of who has none."""
        return self.caller.username or self.caller.id

    def has_perm(self, name: str, _: object = None) -> bool:
        """Whether they have a permission of Vestibule's."""
        return name in self.caller.permissions

    def __str__(self) -> str:
        return self.get_username()


class _UnavailableError(APIException):  # type: ignore[misc]
    status_code = 503
    default_code = "unavailable"


class VestibuleAuthentication(BaseAuthentication):  # type: ignore[misc]
    """`request.user` is a `VestibuleUser`, `request.auth` its `Caller`.

    Who shows no credential is anonymous; one that is not good is refused.
    """

    def authenticate(self, request: Any) -> tuple[VestibuleUser, Caller] | None:
        """What the framework calls."""
        try:
            caller = judged(request._request)
        except RefusedError as refused:
            if refused.code == "credential_missing":
                return None
            raise _translated(refused) from refused
        return VestibuleUser(caller), caller

    def authenticate_header(self, _: Any) -> str:
        """What `WWW-Authenticate` says."""
        return "Bearer"


def _translated(refused: RefusedError) -> APIException:
    if refused.status == 401:
        return AuthenticationFailed(refused.detail, refused.code)
    if refused.status == 403:
        return PermissionDenied(refused.detail, refused.code)
    return _UnavailableError(refused.detail)


def requiring(
    *, groups: Iterable[str] = (), roles: Iterable[str] = (), permissions: Iterable[str] = ()
) -> type[BasePermission]:
    """A permission class for those who have all of these."""
    rights = required(groups, roles, permissions)

    class HasRights(BasePermission):  # type: ignore[misc]
        """Lets by who has the rights."""

        def has_permission(self, request: Any, _: Any) -> bool:
            """What the framework calls."""
            if not isinstance(request.auth, Caller):
                return False
            try:
                rights.require(request.auth)
            except RefusedError:
                return False
            return True

    return HasRights
