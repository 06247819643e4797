"""Answers that are shared, without a server."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from vestibule import UnreachableError
from vestibule._shared import AsyncShared, Shared


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_answer_is_good_for_its_moment_from_the_asking_on() -> None:
    time = Time()
    shared: Shared[str, float] = Shared(1, clock=time)

    def slow() -> float:
        time.now += 0.75
        return time.now

    assert shared.get("a", slow) == 0.75
    time.now = 0.99
    assert shared.get("a", slow) == 0.75
    time.now = 1.0
    assert shared.get("a", slow) == 1.75
    shared.drop("a")
    assert shared.get("a", slow) == 2.5


def test_one_under_way_is_not_shared_when_its_moment_is_over() -> None:
    time = Time()
    shared: Shared[str, str] = Shared(1, clock=time)
    asked, go = Event(), Event()

    def first() -> str:
        asked.set()
        assert go.wait(20)
        return "old"

    with ThreadPoolExecutor(1) as thread:
        slow = thread.submit(shared.get, "a", first)
        assert asked.wait(20)
        time.now = 1.0
        assert shared.get("a", lambda: "new") == "new"
        go.set()
        assert slow.result(20) == "old"
    assert shared.get("a", lambda: "newer") == "new"


def test_without_a_moment_one_is_shared_while_it_is_under_way() -> None:
    shared: Shared[str, int] = Shared(0)
    asked, go = Event(), Event()

    def first() -> int:
        asked.set()
        assert go.wait(20)
        return 1

    with ThreadPoolExecutor(2) as threads:
        one = threads.submit(shared.get, "a", first)
        assert asked.wait(20)
        other = threads.submit(shared.get, "a", lambda: 2)
        go.set()
        assert one.result(20) == 1
        assert other.result(20) in (1, 2)
    assert shared.get("a", lambda: 3) == 3


def test_failures_are_told_to_all_and_not_kept() -> None:
    shared: Shared[str, int] = Shared(1)

    def fails() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        shared.get("a", fails)
    assert shared.get("a", lambda: 1) == 1


def test_who_waits_for_somebody_that_is_interrupted_is_told_so() -> None:
    shared: Shared[str, int] = Shared(0)
    asked, go = Event(), Event()

    def interrupted() -> int:
        asked.set()
        assert go.wait(20)
        raise KeyboardInterrupt

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(shared.get, "a", interrupted)
        assert asked.wait(20)
        found = shared._kept.find("a", lambda answer: answer.done())
        go.set()
        assert isinstance(first.exception(20), KeyboardInterrupt)
        assert found is not None
        assert isinstance(found.exception(20), UnreachableError)


def test_no_more_than_so_many_are_kept() -> None:
    shared: Shared[int, int] = Shared(1, most=3, clock=Time())
    for number in range(5):
        shared.get(number, lambda number=number: number)  # type: ignore[misc]
    assert list(shared._kept._entries) == [2, 3, 4]


def test_tasks_share_and_forget_failures() -> None:
    async def run() -> None:
        shared: AsyncShared[str, int] = AsyncShared(1, clock=Time())
        calls = 0

        async def fails() -> int:
            nonlocal calls
            calls += 1
            await asyncio.sleep(0)
            raise ValueError("no")

        results = await asyncio.gather(
            *(shared.get("a", fails) for _ in range(5)), return_exceptions=True
        )
        assert [type(each) for each in results] == [ValueError] * 5
        assert calls == 1

        async def one() -> int:
            return 1

        assert await shared.get("a", one) == 1

    asyncio.run(run())
