"""Answers that all who ask for the same at the same time share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from vestibule.errors import UnreachableError

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
F = TypeVar("F")


@dataclass(frozen=True)
class _Entry(Generic[F]):
    since: float
    answer: F


class _Kept(Generic[K, F]):
    """The answers, in the order in which they were asked for.

    The moment begins when an answer is asked for, so that nothing is shown that is older. Where it
    has no length, an answer is shared as long as it is under way.
    """

    def __init__(self, moment: float, most: int, clock: Callable[[], float]) -> None:
        self._moment = moment
        self._most = most
        self._clock = clock
        self._entries: dict[K, _Entry[F]] = {}

    def find(self, key: K, done: Callable[[F], bool]) -> F | None:
        """The answer for a key, while it is asked for or fresh."""
        known = self._entries.get(key)
        if known is None:
            return None
        under_way = self._moment == 0 and not done(known.answer)
        if under_way or self._clock() - known.since < self._moment:
            return known.answer
        del self._entries[key]
        return None

    def put(self, key: K, answer: F) -> None:
        """Keeps an answer that is asked for now; the oldest go where there are too many."""
        while len(self._entries) >= self._most:
            del self._entries[next(iter(self._entries))]
        self._entries[key] = _Entry(self._clock(), answer)

    def drop(self, key: K, answer: F) -> None:
        """Forgets this answer."""
        known = self._entries.get(key)
        if known is not None and known.answer is answer:
            del self._entries[key]


class Shared(Generic[K, V]):
    """For threads. An answer is good for `moment` seconds; failures are not kept."""

    def __init__(
        self, moment: float, most: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._lock = Lock()
        self._kept: _Kept[K, Future[V]] = _Kept(moment, most, clock)

    def get(self, key: K, asked: Callable[[], V]) -> V:
        """The answer for a key; raises what asking for it raises."""
        with self._lock:
            found = self._kept.find(key, Future.done)
            if found is None:
                mine: Future[V] = Future()
                self._kept.put(key, mine)
        if found is not None:
            return found.result()
        try:
            value = asked()
        except BaseException as failure:
            with self._lock:
                self._kept.drop(key, mine)
            ours = isinstance(failure, Exception)
            mine.set_exception(failure if ours else UnreachableError("who asked was interrupted"))
            raise
        mine.set_result(value)
        return value

    def drop(self, key: K) -> None:
        """Asks anew the next time."""
        with self._lock:
            found = self._kept.find(key, Future.done)
            if found is not None:
                self._kept.drop(key, found)


class AsyncShared(Generic[K, V]):
    """For the tasks of one event loop. One that is cancelled takes the answer from no other."""

    def __init__(
        self, moment: float, most: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._kept: _Kept[K, asyncio.Task[V]] = _Kept(moment, most, clock)

    async def get(self, key: K, asked: Callable[[], Awaitable[V]]) -> V:
        """The answer for a key; raises what asking for it raises."""
        task = self._kept.find(key, asyncio.Task.done)
        if task is None:
            task = asyncio.ensure_future(_awaited(asked))
            self._kept.put(key, task)
            mine = task
            task.add_done_callback(lambda ended: self._ended(key, mine, ended))
        return await asyncio.shield(task)

    def _ended(self, key: K, mine: asyncio.Task[V], ended: asyncio.Task[V]) -> None:
        if ended.cancelled() or ended.exception() is not None:
            self._kept.drop(key, mine)

    def drop(self, key: K) -> None:
        """Asks anew the next time."""
        found = self._kept.find(key, asyncio.Task.done)
        if found is not None:
            self._kept.drop(key, found)


async def _awaited(asked: Callable[[], Awaitable[V]]) -> V:
    return await asked()
