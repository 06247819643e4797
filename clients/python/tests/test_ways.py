"""Who asks, found out in four ways, with no framework around."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from contextlib import aclosing, closing
from datetime import timedelta

import pytest
from conftest import PASSWORD, Between, registered, signed_in, waiting_for
from doors import DOORS, cookies, credential, sign_out

from vestibule import ServiceCredential
from vestibule.protect import (
    BehindProxy,
    ByIntrospection,
    ByKeys,
    ByWhoami,
    Caller,
    RefusedError,
    Way,
)
from vestibule.protect.guard import Guard
from vestibule.protect.presented import Presented
from vestibule.testing import TestServer

INTROSPECT = "/v1/introspect"
SERVICE = ServiceCredential(id="shop", secret="s%cr:t ü")


def presented(
    method: str = "GET",
    headers: dict[str, str] | None = None,
    cookies: dict[str, str] | None = None,
    peer: str | None = "127.0.0.1",
) -> Presented:
    lowered = {name.lower(): value for name, value in (headers or {}).items()}
    return Presented(method, lambda name: lowered.get(name.lower()), cookies or {}, peer)


def shown(value: str) -> Presented:
    return presented(headers={"Authorization": value})


def by_threads(way: Way, request: Presented) -> Caller:
    with closing(way):
        return way.judge(request)


def by_tasks(way: Way, request: Presented) -> Caller:
    async def run() -> Caller:
        async with aclosing(way):
            return await way.judge_async(request)

    return asyncio.run(run())


Judge = Callable[[Way, Presented], Caller]
both = pytest.mark.parametrize("judge", [by_threads, by_tasks])


def refusal(judge: Judge, way: Way, request: Presented) -> tuple[int, str]:
    with pytest.raises(RefusedError) as refused:
        judge(way, request)
    return refused.value.status, refused.value.code


@both
@pytest.mark.parametrize("door", DOORS)
def test_the_credential_of_any_door_passes(vestibule: TestServer, door: str, judge: Judge) -> None:
    registered(vestibule, "ada")
    way = ByWhoami(vestibule.url, moment=0)
    value = credential(vestibule, door, "ada")
    caller = judge(way, shown(value))
    assert (caller.username, caller.email, caller.door) == ("ada", "ada@example.org", door)
    sign_out(vestibule, value)
    assert refusal(judge, way, shown(value)) == (401, "session_ended")


@both
def test_an_address_that_is_not_confirmed_is_not_told(vestibule: TestServer, judge: Judge) -> None:
    vestibule.client.register("ada@example.org", PASSWORD, username="ada")
    ada = vestibule.client.sign_in("ada", PASSWORD)
    caller = judge(ByWhoami(vestibule.url), shown(f"Bearer {ada.access_token()}"))
    assert caller.email is None


@both
@pytest.mark.parametrize("value", ["", "x", "Bearer x", "Basic eDp5", "Bearer a\r\nX: y", "é"])
def test_nobody_passes_by_what_is_no_credential(
    vestibule: TestServer, value: str, judge: Judge
) -> None:
    assert refusal(judge, ByWhoami(vestibule.url), shown(value)) == (401, "token_invalid")


@both
def test_headers_of_a_proxy_are_nothing_where_there_is_none(
    vestibule: TestServer, judge: Judge
) -> None:
    forged = presented(headers={"X-Vestibule-User": "1", "X-Vestibule-Groups": "staff"})
    for way in (
        ByWhoami(vestibule.url),
        ByKeys(vestibule.url, vestibule.url),
        ByIntrospection(vestibule.url, SERVICE),
    ):
        assert refusal(judge, way, forged) == (401, "credential_missing")


def test_an_answer_is_remembered_for_a_moment(vestibule: TestServer, between: Between) -> None:
    value = f"Bearer {signed_in(vestibule).access_token()}"
    way = ByWhoami(between.url, moment=1)
    for _ in range(3):
        way.judge(shown(value))
    assert between.count("/v1/whoami") == 1
    sign_out(vestibule, value)

    def ended() -> bool:
        try:
            return way.judge(shown(value)) is None
        except RefusedError as refused:
            return refused.code == "session_ended"

    waiting_for(ended)
    way.close()
    assert between.count("/v1/whoami") == 2


@pytest.mark.parametrize("moment", [1.01, -1, 60])
def test_no_answer_is_remembered_for_longer(moment: float) -> None:
    with pytest.raises(ValueError, match="second"):
        ByWhoami("http://localhost:1", moment=moment)


@both
def test_a_page_of_another_site_changes_nothing_by_a_cookie(
    vestibule: TestServer, judge: Judge
) -> None:
    registered(vestibule, "ada")
    way = ByWhoami(vestibule.url)
    jar = dict(cookies(vestibule, "ada"))
    assert judge(way, presented(cookies=jar)).username == "ada"
    for headers in (
        {},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"X-Original-Method": "GET", "X-Forwarded-Method": "GET"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "post"):
            assert refusal(judge, way, presented(method, headers, jar)) == (403, "origin_foreign")
    for own in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": vestibule.url}):
        assert refusal(judge, way, presented("POST", own, jar)) == (403, "csrf_mismatch")
        shown = own | {"X-CSRF-TOKEN": "any"}
        assert judge(way, presented("POST", shown, jar)).username == "ada"


@both
def test_of_two_cookies_the_good_one_counts(vestibule: TestServer, judge: Judge) -> None:
    registered(vestibule, "ada")
    token = credential(vestibule, "useraccount", "ada").partition(" ")[2]
    way = ByWhoami(vestibule.url)
    jar = {"__Host-vestibule": "0a1b", "access_token_cookie": token, "other": "x"}
    assert judge(way, presented(cookies=jar)).door == "useraccount"
    jar["access_token_cookie"] = "x; __Host-vestibule=y"
    assert refusal(judge, way, presented(cookies=jar))[0] == 401
    # A header that is worth nothing is not mended by a cookie.
    mixed = presented(
        headers={"Authorization": "Bearer x"}, cookies=dict(cookies(vestibule, "ada"))
    )
    assert refusal(judge, way, mixed) == (401, "token_invalid")


@both
def test_who_cannot_be_asked_lets_nobody_by(
    vestibule: TestServer, between: Between, judge: Judge
) -> None:
    value = shown(f"Bearer {signed_in(vestibule).access_token()}")
    between.answers["/v1/whoami"] = [
        (503, {}, b""),
        (500, {}, b"{}"),
        (429, {}, b""),
        (200, {}, b"[]"),
    ]
    way = ByWhoami(between.url, moment=0)
    for _ in range(4):
        assert refusal(judge, way, value) == (503, "unavailable")
    nobody = [ByWhoami("http://localhost:1"), ByKeys("http://localhost:1", "x")]
    for each in nobody:
        assert refusal(judge, each, value) == (503, "unavailable")
    assert judge(way, value).username == "ada"


@both
def test_keys_verify_without_asking_for_each(
    vestibule: TestServer, between: Between, judge: Judge
) -> None:
    ada = signed_in(vestibule)
    value = shown(f"Bearer {ada.access_token()}")
    way = ByKeys(between.url, vestibule.url)
    caller = judge(way, value)
    assert (caller.id, caller.username, caller.groups) == (ada.account().id, None, frozenset())
    for door in DOORS[:5]:
        assert refusal(judge, way, shown(credential(vestibule, door, "ada")))[0] == 401
    assert refusal(judge, way, shown(ada.access_token())) == (401, "token_invalid")
    assert between.count("/v1/whoami") == 0


def test_keys_refuse_what_has_run_out(vestibule: TestServer) -> None:
    ada = signed_in(vestibule)
    value = shown(f"Bearer {ada.access_token()}")
    way = ByKeys(vestibule.url, vestibule.url, clock=vestibule.clock.now)
    by_threads(way, value)
    vestibule.clock.advance(timedelta(minutes=15))
    assert refusal(by_threads, way, value) == (401, "token_invalid")


def told(**claims: object) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "application/json"}, json.dumps(claims).encode()


@both
def test_a_service_asks_what_a_token_is_worth(between: Between, judge: Judge) -> None:
    between.answers[INTROSPECT] = [
        told(
            active=True,
            sub="12",
            username="ada",
            email="ada@example.org",
            email_verified=True,
            groups=["staff"],
            roles=[],
            permissions=["sell"],
            door="chat",
        ),
        told(active=False),
        told(active="true", sub="12"),
        told(active=True),
        told(active=True, sub="12", token_type="refresh_token"),
        told(active=True, sub="12", token_use="refresh"),
        told(active=True, sub="12", token_use="cookie"),
        told(active=True, sub="12"),
        (401, {}, b'{"code":"token_invalid","detail":"d"}'),
    ]
    way = ByIntrospection(between.url, SERVICE, moment=0)
    caller = judge(way, shown("Token a b&c"))
    assert (caller.id, caller.groups, caller.permissions) == ("12", {"staff"}, {"sell"})
    asked = between.asked[-1]
    assert (asked.method, asked.body) == ("POST", b"token=a+b%26c")
    pair = base64.b64decode(asked.headers["Authorization"].partition(" ")[2]).decode()
    assert pair == "shop:s%25cr%3At+%C3%BC"
    for _ in range(6):
        assert refusal(judge, way, shown("Bearer x")) == (401, "token_invalid")
    assert refusal(judge, way, shown("Bearer vr1_x")) == (401, "token_invalid")
    # That the service's own credential is wrong is no fault of who asks.
    assert refusal(judge, way, shown("Bearer x")) == (503, "unavailable")


@both
def test_behind_a_proxy_its_headers_count(judge: Judge) -> None:
    headers = {
        "X-Vestibule-User": "12",
        "X-Vestibule-Email": "a%2Bb%40example.org",
        "X-Vestibule-Groups": "R%26D,a%2Cb",
        "X-Vestibule-Roles": "",
    }
    caller = judge(BehindProxy(), presented(headers=headers))
    assert caller == Caller(id="12", email="a+b@example.org", groups=frozenset({"R&D", "a,b"}))
    mapped = presented(headers=headers, peer="::ffff:127.0.0.1")
    assert judge(BehindProxy(), mapped).id == "12"
    for peer in ("10.0.0.1", "::2", "", None, "unix:", "127.0.0.1, 10.0.0.1"):
        other = presented(headers=headers, peer=peer)
        assert refusal(judge, BehindProxy(), other) == (401, "credential_missing")
    assert (
        judge(BehindProxy(["10.0.0.0/8"]), presented(headers=headers, peer="10.0.0.1")).id == "12"
    )


@both
@pytest.mark.parametrize("user", [None, "", "1,2", " 1", "x", "-1", "²", "1\n"])
def test_a_proxy_that_names_nobody_lets_nobody_by(user: str | None, judge: Judge) -> None:
    headers = {"X-Vestibule-Groups": "staff"} | ({} if user is None else {"X-Vestibule-User": user})
    assert refusal(judge, BehindProxy(), presented(headers=headers)) == (401, "credential_missing")


def test_rights_that_a_way_does_not_tell_cannot_be_required() -> None:
    keys = Guard(ByKeys("http://localhost:1", "x"))
    for wanted in ({"groups": ["a"]}, {"roles": ["a"]}, {"permissions": ["a"]}):
        with pytest.raises(ValueError, match="ByKeys tells no"):
            keys.requiring(**wanted)
    with pytest.raises(ValueError, match="permissions"):
        Guard(BehindProxy()).requiring(permissions=["a"])
    with pytest.raises(TypeError):
        Guard(BehindProxy()).requiring(groups="staff")


def test_all_rights_are_wanted() -> None:
    guard = Guard(BehindProxy()).requiring(groups=["staff"]).requiring(roles=["editor"])

    def asked(groups: str, roles: str) -> Presented:
        return presented(
            headers={
                "X-Vestibule-User": "1",
                "X-Vestibule-Groups": groups,
                "X-Vestibule-Roles": roles,
            }
        )

    assert guard.judge(asked("it,staff", "editor")).id == "1"
    for groups, roles in (("staff", ""), ("", "editor"), ("Staff", "editor"), ("staffx", "editor")):
        with pytest.raises(RefusedError) as refused:
            guard.judge(asked(groups, roles))
        assert (refused.value.status, refused.value.code) == (403, "right_missing")


def test_tasks_of_several_loops(vestibule: TestServer) -> None:
    value = shown(f"Bearer {signed_in(vestibule).access_token()}")
    way = ByWhoami(vestibule.url)
    for _ in range(3):
        assert by_tasks(way, value).username == "ada"
