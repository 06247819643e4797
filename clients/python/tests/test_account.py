"""The life of an account, by threads and by tasks, against a running server."""

from __future__ import annotations

import asyncio
import base64
import re
from datetime import timedelta

import pytest
from conftest import PASSWORD, registered, signed_in

from vestibule import (
    AsyncClient,
    Client,
    FactorWantedError,
    FieldError,
    ProblemError,
    SignedOutError,
    UnreachableError,
)
from vestibule.testing import TestServer

# A pixel.
PICTURE = base64.b64decode("R0lGODdhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=")


def test_a_whole_life(vestibule: TestServer) -> None:
    client = vestibule.client
    account = client.register("ada@example.org", PASSWORD, username="ada", phone=None)
    assert (account.username, account.email, account.email_verified) == (
        "ada",
        "ada@example.org",
        False,
    )
    assert [each.email for each in account.addresses] == ["ada@example.org"]
    client.request_confirmation("ada@example.org")
    client.confirm(vestibule.mailbox.newest("ada@example.org").code)
    ada = client.sign_in("ada", PASSWORD)
    who = ada.whoami()
    assert (who.id, who.door, who.email_verified) == (account.id, "v1", True)
    assert [factor.name for factor in who.factors] == ["password"]
    assert client.whoami(f"Bearer {ada.access_token()}") == who
    edited = ada.edit(full_name="Ada L.", phone="+44 20")
    assert (edited.full_name, edited.phone) == ("Ada L.", "+44 20")
    assert ada.edit(phone=None).phone is None
    assert ada.account().full_name == "Ada L."
    ada.change_password(PASSWORD, "correct horse 8")
    assert ada.export()["account"]["id"] == account.id
    ada.delete_account("correct horse 8")
    with pytest.raises(SignedOutError):
        ada.account()
    with pytest.raises(ProblemError) as refused:
        client.sign_in("ada", "correct horse 8")
    assert refused.value.code == "credentials_wrong"


def test_a_deletion_is_taken_back_by_its_mail(vestibule: TestServer) -> None:
    ada = signed_in(vestibule)
    ada.delete_account(PASSWORD)
    code = vestibule.mailbox.newest("ada@example.org").code
    vestibule.client.cancel_deletion(code)
    assert vestibule.client.sign_in("ada", PASSWORD).account().username == "ada"
    with pytest.raises(ProblemError) as spent:
        vestibule.client.cancel_deletion(code)
    assert [error.code for error in spent.value.errors] == ["code_invalid"]


def test_a_mailed_code_signs_in(vestibule: TestServer) -> None:
    registered(vestibule, "ada")
    client = vestibule.client
    mailed = client.request_sign_in_code("ada@example.org")
    assert mailed.expires_in == 600
    assert mailed.ticket not in repr(mailed)
    found = re.search(r"[0-9]{8}", vestibule.mailbox.newest("ada@example.org").text)
    assert found is not None
    with pytest.raises(ProblemError) as wrong:
        client.sign_in_by_code(mailed.ticket, "x")
    assert (wrong.value.status, wrong.value.code) == (401, "credentials_wrong")
    ada = client.sign_in_by_code(mailed.ticket, found.group())
    assert [factor.name for factor in ada.whoami().factors] == ["mail"]


def test_a_picture_is_given_and_taken(vestibule: TestServer) -> None:
    ada = signed_in(vestibule)
    with pytest.raises(ProblemError) as missing:
        ada.avatar()
    assert (missing.value.status, missing.value.code) == (404, "avatar_missing")
    ada.change_avatar(PICTURE, "image/gif")
    shown = ada.avatar()
    assert (shown[:3], shown[-2:]) == (b"\xff\xd8\xff", b"\xff\xd9")
    with pytest.raises(ProblemError) as unreadable:
        ada.change_avatar(b"<svg/>", "image/png")
    assert unreadable.value.code == "avatar_unreadable"
    assert ada.avatar() == shown
    ada.remove_avatar()
    with pytest.raises(ProblemError):
        ada.remove_avatar()


def test_the_same_by_tasks(vestibule: TestServer) -> None:
    async def life() -> None:
        async with AsyncClient(vestibule.url) as client:
            await client.register("ada@example.org", PASSWORD, username="ada")
            await client.confirm(vestibule.mailbox.newest("ada@example.org").code)
            ada = await client.sign_in("ada@example.org", PASSWORD)
            assert (await ada.whoami()).username == "ada"
            assert [each.email async for each in ada.addresses()] == ["ada@example.org"]
            await ada.sign_out()
            await ada.sign_out()
            with pytest.raises(SignedOutError):
                await ada.account()

    asyncio.run(life())


def test_addresses(vestibule: TestServer) -> None:
    ada = signed_in(vestibule)
    second = ada.add_address("countess@example.org")
    with pytest.raises(ProblemError) as refused:
        ada.prefer_address(second.id)
    assert (refused.value.status, refused.value.code) == (409, "address_unverified")
    vestibule.client.confirm(vestibule.mailbox.newest("countess@example.org").code)
    assert ada.prefer_address(second.id).primary
    first = next(each for each in ada.addresses() if not each.primary)
    ada.remove_address(first.id)
    assert [each.email for each in ada.addresses()] == ["countess@example.org"]
    vestibule.clock.advance(timedelta(minutes=11))
    with pytest.raises(ProblemError) as stale:
        ada.add_address("third@example.org")
    assert (stale.value.status, stale.value.code) == (403, "proof_wanted")
    ada.prove(PASSWORD)
    assert not ada.add_address("third@example.org").verified


def test_sessions_end(vestibule: TestServer) -> None:
    first = signed_in(vestibule)
    second, third = (vestibule.client.sign_in("ada", PASSWORD) for _ in range(2))
    listed = list(first.sessions())
    assert [each.current for each in listed] == [False, False, True]
    first.end_session(listed[0].id)
    with pytest.raises(ProblemError) as ended:
        third.account()
    assert (ended.value.status, ended.value.code) == (401, "session_ended")
    first.end_other_sessions()
    with pytest.raises(ProblemError):
        second.account()
    assert len(list(first.sessions())) == 1
    second.sign_out()


def test_all_pages_of_a_list_are_read(vestibule: TestServer) -> None:
    first = signed_in(vestibule)
    for _ in range(201):
        vestibule.client.sign_in("ada", PASSWORD)
    ids = [each.id for each in first.sessions()]
    assert len(ids) == len(set(ids)) == 202


def test_a_reset(vestibule: TestServer) -> None:
    ada = signed_in(vestibule)
    vestibule.client.request_reset("ada")
    code = vestibule.mailbox.newest("ada@example.org").code
    with pytest.raises(ProblemError) as short:
        vestibule.client.reset(code, "x")
    assert {each.pointer for each in short.value.errors} == {"/password"}
    vestibule.client.reset(code, "correct horse 8")
    with pytest.raises(ProblemError):
        ada.account()
    assert vestibule.client.sign_in("ada", "correct horse 8").account().username == "ada"


def test_problems_are_told(vestibule: TestServer) -> None:
    with pytest.raises(ProblemError) as wrong:
        vestibule.client.register("ada@", "1234")
    assert (wrong.value.status, wrong.value.code, wrong.value.retry_after) == (
        422,
        "fields_invalid",
        None,
    )
    assert wrong.value.errors == (
        FieldError("/email", "email_invalid", "No mail can be sent to that."),
        FieldError("/password", "password_too_short", "It has fewer than 8 characters."),
        FieldError("/password", "password_too_common", "Many people have it."),
        FieldError("/password", "password_numeric", "It has digits alone."),
    )


@pytest.mark.parametrize(
    "credential", ["x", "Bearer ", "", "é", "a\nb: c", "Basic eDp5", "x" * 9000]
)
def test_what_is_no_credential_is_refused(vestibule: TestServer, credential: str) -> None:
    with pytest.raises(ProblemError) as refused:
        vestibule.client.whoami(credential)
    assert (refused.value.status, refused.value.code) == (401, "token_invalid")


@pytest.mark.parametrize("number", ["", "../sessions", "1/primary", "-1", "1" * 17])
def test_ids_are_digits(vestibule: TestServer, number: str) -> None:
    ada = signed_in(vestibule)
    with pytest.raises(ValueError, match="digits"):
        ada.remove_address(number)


def test_a_request_is_done_once(vestibule: TestServer) -> None:
    once = vestibule.client.with_headers({"Idempotency-Key": "k1"})
    first = once.register("ada@example.org", PASSWORD)
    assert once.register("ada@example.org", PASSWORD) == first
    assert len(vestibule.mailbox.all()) == 1


def test_secrets_are_not_shown(vestibule: TestServer) -> None:
    registered(vestibule, "ada")
    shown = []

    class Store:
        def load(self) -> None:
            return None

        def save(self, tokens: object) -> None:
            shown.append(repr(tokens))

        def clear(self) -> None:
            pass

    vestibule.client.sign_in("ada", PASSWORD, Store())
    assert "eyJ" not in shown[0]
    assert "vr1_" not in shown[0]


def test_nobody_answers() -> None:
    with Client("http://localhost:1", timeout=2) as client, pytest.raises(UnreachableError):
        client.request_reset("ada")


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"id": 1}'])
def test_an_answer_that_cannot_be_read(between, body: bytes) -> None:  # type: ignore[no-untyped-def]
    between.answers["/v1/accounts"] = [(201, {}, body)]
    with Client(between.url) as client, pytest.raises(UnreachableError):
        client.register("ada@example.org", PASSWORD)


def test_a_page_of_a_proxy_is_a_problem(between) -> None:  # type: ignore[no-untyped-def]
    between.answers["/v1/resets"] = [
        (502, {"Content-Type": "text/html"}, b"<html>"),
        (429, {"Retry-After": "20"}, b'{"code":"throttled","detail":"Later."}'),
        (
            429,
            {"Vestibule-Challenge-Wanted": "/v1/challenge?for=attempt", "Retry-After": "x"},
            b"{}",
        ),
    ]
    with Client(between.url) as client:
        told = []
        for _ in range(3):
            with pytest.raises(ProblemError) as refused:
                client.request_reset("ada")
            problem = refused.value
            told.append((problem.status, problem.code, problem.retry_after, problem.challenge))
    assert told == [
        (502, "http_502", None, None),
        (429, "throttled", 20.0, None),
        (429, "http_429", None, "/v1/challenge?for=attempt"),
    ]


def test_another_factor(between) -> None:  # type: ignore[no-untyped-def]
    wanted = b'{"code":"factor_wanted","detail":"d","ticket":"t1","expires_in":300}'
    between.answers["/v1/sessions"] = [(401, {}, wanted)]
    tokens = (
        b'{"account":"1","session":"2","access_token":"a","token_type":"Bearer",'
        b'"expires_in":900,"refresh_token":"r"}'
    )
    between.answers["/v1/sessions/complete"] = [(201, {}, tokens)]
    with Client(between.url) as client:
        with pytest.raises(FactorWantedError) as first:
            client.sign_in("ada", PASSWORD)
        assert (first.value.ticket, first.value.expires_in) == ("t1", 300)
        assert client.complete_sign_in("t1", "123456").access_token() == "a"
    assert between.asked[-1].body == b'{"ticket":"t1","answer":"123456"}'
