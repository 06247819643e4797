"""Tokens are renewed once for all who find them too old."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from conftest import PASSWORD, Between, registered

from vestibule import AsyncClient, Client, MemoryTokenStore, ProblemError, SignedOutError
from vestibule.testing import TestServer

REFRESH = "/v1/sessions/refresh"
CALLERS = 16


class MovableClock:
    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def test_threads_renew_once(vestibule: TestServer, between: Between) -> None:
    registered(vestibule, "ada")
    clock = MovableClock()
    with Client(between.url, clock=clock) as client:
        ada = client.sign_in("ada", PASSWORD)
        old = ada.access_token()
        clock.ahead = timedelta(minutes=15)
        started = Barrier(CALLERS)

        def call(_: int) -> str:
            started.wait(20)
            return ada.account().username or ""

        with ThreadPoolExecutor(CALLERS) as threads:
            assert list(threads.map(call, range(CALLERS))) == ["ada"] * CALLERS
        assert between.count(REFRESH) == 1
        assert ada.access_token() != old


def test_tasks_renew_once(vestibule: TestServer, between: Between) -> None:
    registered(vestibule, "ada")

    async def calls() -> None:
        clock = MovableClock()
        async with AsyncClient(between.url, clock=clock) as client:
            ada = await client.sign_in("ada", PASSWORD)
            clock.ahead = timedelta(minutes=15)
            await asyncio.gather(*(ada.account() for _ in range(CALLERS)))
            assert between.count(REFRESH) == 1
            await ada.account()
            assert between.count(REFRESH) == 1

    asyncio.run(calls())


def test_a_task_that_is_cancelled_takes_the_tokens_from_nobody(
    vestibule: TestServer, between: Between
) -> None:
    registered(vestibule, "ada")

    async def calls() -> None:
        clock = MovableClock()
        async with AsyncClient(between.url, clock=clock) as client:
            ada = await client.sign_in("ada", PASSWORD)
            clock.ahead = timedelta(minutes=15)
            held = between.hold(REFRESH)
            first = asyncio.create_task(ada.account())
            others = [asyncio.create_task(ada.account()) for _ in range(3)]
            assert await asyncio.to_thread(between.reached[REFRESH].wait, 20)
            first.cancel()
            await asyncio.to_thread(held.wait, 20)
            assert [each.username for each in await asyncio.gather(*others)] == ["ada"] * 3
            assert first.cancelled()
            assert between.count(REFRESH) == 1

    asyncio.run(calls())


def test_the_servers_clock_counts(vestibule: TestServer, between: Between) -> None:
    registered(vestibule, "ada")
    with Client(between.url) as client:
        ada = client.sign_in("ada", PASSWORD)
        vestibule.clock.advance(timedelta(days=2))
        assert ada.account().username == "ada"
        assert between.count("/v1/account") == 2
        assert between.count(REFRESH) == 1


def test_an_answer_that_was_lost_is_asked_for_again(
    vestibule: TestServer, between: Between
) -> None:
    registered(vestibule, "ada")
    clock = MovableClock()
    with Client(between.url, clock=clock) as client:
        ada = client.sign_in("ada", PASSWORD)
        clock.ahead = timedelta(minutes=15)
        between.lost[REFRESH] = 1
        assert ada.account().username == "ada"
        assert between.count(REFRESH) == 2


def test_a_session_that_has_ended_is_forgotten_once_for_all(
    vestibule: TestServer, between: Between
) -> None:
    registered(vestibule, "ada")
    clock = MovableClock()
    with Client(between.url, clock=clock) as client:
        ada = client.sign_in("ada", PASSWORD)
        vestibule.client.sign_in("ada", PASSWORD).end_other_sessions()
        clock.ahead = timedelta(minutes=15)
        with pytest.raises(ProblemError) as ended:
            ada.account()
        assert (ended.value.status, ended.value.code) == (401, "session_ended")
        with pytest.raises(SignedOutError):
            ada.account()
        assert between.count(REFRESH) == 1


def test_a_failure_is_no_end(vestibule: TestServer, between: Between) -> None:
    registered(vestibule, "ada")
    clock = MovableClock()
    with Client(between.url, clock=clock) as client:
        ada = client.sign_in("ada", PASSWORD)
        clock.ahead = timedelta(minutes=15)
        between.answers[REFRESH] = [(503, {"Retry-After": "1"}, b'{"code":"unavailable"}')]
        with pytest.raises(ProblemError) as later:
            ada.account()
        assert (later.value.status, later.value.retry_after) == (503, 1.0)
        assert ada.account().username == "ada"


def test_what_another_process_has_stored_counts(vestibule: TestServer) -> None:
    registered(vestibule, "ada")
    store = MemoryTokenStore()
    here = vestibule.client.sign_in("ada", PASSWORD, store)
    there = vestibule.client.resume(store)
    vestibule.clock.advance(timedelta(minutes=16))
    assert there.account() == here.account()
    assert there.access_token() == here.access_token()


def test_who_signs_out_meanwhile_stays_out(vestibule: TestServer, between: Between) -> None:
    registered(vestibule, "ada")
    clock = MovableClock()
    store = MemoryTokenStore()
    with Client(between.url, clock=clock) as client:
        ada = client.sign_in("ada", PASSWORD, store)
        clock.ahead = timedelta(minutes=15)
        held = between.hold(REFRESH)
        with ThreadPoolExecutor(1) as thread:
            call = thread.submit(ada.account)
            assert between.reached[REFRESH].wait(20)
            store.clear()
            held.wait(20)
            call.exception(20)
        assert store.load() is None
