"""A guard: a way to find out who asks, and the rights that they need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from vestibule.protect.caller import Caller, Rights
from vestibule.protect.presented import Presented
from vestibule.protect.ways import Way


class Guard:
    """What the guards of all frameworks are made of."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self._rights = Rights()

    def requiring(
        self,
        *,
        groups: Iterable[str] = (),
        roles: Iterable[str] = (),
        permissions: Iterable[str] = (),
    ) -> Self:
        """The same guard, which lets by only who has all of these too.

        Raises a `ValueError` where the way does not tell such rights: nobody would ever come by.
        """
        rights = Rights.of(groups, roles, permissions)
        untold = rights.kinds() - self._way.rights
        if untold:
            raise ValueError(f"{type(self._way).__name__} tells no {', '.join(sorted(untold))}")
        other = type(self)(self._way)
        other._rights = Rights(
            self._rights.groups | rights.groups,
            self._rights.roles | rights.roles,
            self._rights.permissions | rights.permissions,
        )
        return other

    def judge(self, presented: Presented) -> Caller:
        """Who it is; raises a `RefusedError`."""
        caller = self._way.judge(presented)
        self._rights.require(caller)
        return caller

    async def judge_async(self, presented: Presented) -> Caller:
        """Who it is; raises a `RefusedError`."""
        caller = await self._way.judge_async(presented)
        self._rights.require(caller)
        return caller
