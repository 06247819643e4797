"""Access tokens are verified by the published keys, and nothing else passes."""

from __future__ import annotations

import asyncio
import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from conftest import Between, signed_in
from joserfc import jws, jwt
from joserfc.jwk import ECKey, OctKey

from vestibule import (
    AsyncClient,
    AsyncVerifier,
    Client,
    TokenRejectedError,
    UnreachableError,
    Verifier,
    _calls,
)
from vestibule._keyset import Refetches
from vestibule.testing import TestServer

KEYS = "/.well-known/jwks.json"


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    header, claims, signature = token.split(".")
    read = [json.loads(base64.urlsafe_b64decode(each + "==")) for each in (header, claims)]
    return read[0], read[1], signature


def test_a_token_is_good(vestibule: TestServer) -> None:
    ada = signed_in(vestibule)
    who = ada.whoami()
    token = Verifier(vestibule.client, vestibule.url).verify(ada.access_token())
    assert token.account == who.id
    assert who.token is not None
    assert (token.issued, token.expires) == (who.token.issued, who.token.expires)
    assert token.claims["token_use"] == "access"


def test_the_same_for_tasks(vestibule: TestServer) -> None:
    ada = signed_in(vestibule)

    async def run() -> None:
        async with AsyncClient(vestibule.url) as client:
            verifier = AsyncVerifier(client, vestibule.url)
            tokens = await asyncio.gather(*(verifier.verify(ada.access_token()) for _ in range(8)))
            assert {each.account for each in tokens} == {ada.account().id}
            with pytest.raises(TokenRejectedError):
                await verifier.verify(ada.access_token()[:-2])

    asyncio.run(run())


def test_it_runs_out(vestibule: TestServer) -> None:
    ada = signed_in(vestibule)
    token = ada.access_token()
    verifier = Verifier(vestibule.client, vestibule.url, clock=vestibule.clock.now)
    expires = verifier.verify(token).expires
    vestibule.clock.move_to(expires - timedelta(seconds=5))
    verifier.verify(token)
    vestibule.clock.move_to(expires)
    with pytest.raises(TokenRejectedError, match="expired"):
        verifier.verify(token)


def test_nothing_else_is_taken(vestibule: TestServer) -> None:
    ada = signed_in(vestibule)
    token = ada.access_token()
    verifier = Verifier(vestibule.client, vestibule.url)
    header, claims, signature = parts(token)
    body = token.split(".")[1]
    public = vestibule.client.send(keys_call())["keys"][0]
    confused = jws.serialize_compact(
        {**header, "alg": "HS256"},
        json.dumps(claims),
        OctKey.import_key(json.dumps(public).encode()),
        ["HS256"],
    )
    foreign = jwt.encode(header, claims, ECKey.generate_key("P-256"), ["ES256"])
    wrong = [
        "",
        ".",
        "..",
        "a.b.c",
        "é.é.é",
        "x" * 9000,
        token + "A",
        token + ".",
        token[1:],
        token.replace(".", "..", 1),
        confused,
        foreign,
        f"{part({**header, 'alg': 'none'})}.{body}.",
        f"{part({**header, 'alg': 'ES256', 'typ': 'logout+jwt'})}.{body}.{signature}",
        f"{part({**header, 'kid': 1})}.{body}.{signature}",
        f"{part({**header, 'kid': 'other'})}.{body}.{signature}",
        f"{part({**header, 'crit': ['b64'], 'b64': False})}.{body}.{signature}",
        f"{part({**header, 'jwk': public})}.{body}.{signature}",
        f"{part([1])}.{body}.{signature}",
        f"{token.split('.')[0]}.{part({**claims, 'sub': '1'})}.{signature}",
    ]
    for each in wrong:
        with pytest.raises(TokenRejectedError):
            verifier.verify(each)
    verifier.verify(token)


def keys_call() -> Any:
    return _calls.get(KEYS, dict[str, Any])


class OwnKey:
    """A server whose key we hold, so that each claim can be another."""

    def __init__(self, between: Between) -> None:
        self.key = ECKey.generate_key(
            "P-256", parameters={"kid": "k1", "alg": "ES256", "use": "sig"}
        )
        self.body = json.dumps({"keys": [self.key.as_dict(private=False)]}).encode()
        between.answers[KEYS] = [(200, {}, self.body) for _ in range(50)]

    def token(self, **changed: object) -> str:
        claims = {
            "iss": "https://a.example.org",
            "sub": "12",
            "jti": "j",
            "iat": 1_000,
            "exp": 4_000_000_000,
            "token_use": "access",
            **changed,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "ES256", "kid": "k1", "typ": "JWT"}, kept, self.key, ["ES256"])


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": None},
        {"iss": "https://b.example.org"},
        {"iss": "https://a.example.org/"},
        {"sub": None},
        {"sub": 12},
        {"jti": None},
        {"iat": None},
        {"exp": None},
        {"exp": 1_001},
        {"exp": "4000000000"},
        {"nbf": 3_900_000_000},
        {"token_use": None},
        {"token_use": "refresh"},
        {"token_use": ["access"]},
        {"aud": "https://b.example.org"},
        {"aud": ["https://b.example.org"]},
        {"aud": 1},
    ],
)
def test_each_claim_counts(between: Between, changed: dict[str, object]) -> None:
    own = OwnKey(between)
    with Client(between.url) as client:
        verifier = Verifier(client, "https://a.example.org")
        assert verifier.verify(own.token()).account == "12"
        with pytest.raises(TokenRejectedError):
            verifier.verify(own.token(**changed))


def test_an_audience_is_wanted_where_it_is_named(between: Between) -> None:
    own = OwnKey(between)
    with Client(between.url) as client:
        issuers = Verifier(client, "https://a.example.org")
        ours = Verifier(client, "https://a.example.org", audience="shop")
        assert issuers.verify(own.token(aud="https://a.example.org"))
        assert ours.verify(own.token(aud=["other", "shop"]))
        for token in (own.token(), own.token(aud="other")):
            with pytest.raises(TokenRejectedError):
                ours.verify(token)


def test_keys_are_kept_and_read_once_more_for_an_unknown_one(
    vestibule: TestServer, between: Between
) -> None:
    token = signed_in(vestibule).access_token()
    header, _, _ = parts(token)
    body = token.partition(".")[2]
    with Client(between.url) as client:
        verifier = Verifier(client, vestibule.url)
        for _ in range(5):
            verifier.verify(token)
        assert between.count(KEYS) == 1
        for number in range(20):
            with pytest.raises(TokenRejectedError, match="unknown key"):
                verifier.verify(f"{part({**header, 'kid': f'k{number}'})}.{body}")
        assert between.count(KEYS) == 2
        verifier.verify(token)
        assert between.count(KEYS) == 2


def test_a_key_that_came_meanwhile_is_found(between: Between) -> None:
    own = OwnKey(between)
    between.answers[KEYS] = [(200, {}, b'{"keys": []}'), (200, {}, own.body)]
    with Client(between.url) as client:
        assert Verifier(client, "https://a.example.org").verify(own.token()).account == "12"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"keys": 1}',
        b'{"keys": [1]}',
        b'{"keys": [{"kty": "EC", "crv": "P-256", "alg": "ES256"}]}',
    ],
)
def test_keys_that_cannot_be_read(between: Between, body: bytes) -> None:
    own = OwnKey(between)
    between.answers[KEYS] = [(200, {}, body), (200, {}, own.body)]
    with Client(between.url) as client:
        verifier = Verifier(client, "https://a.example.org")
        with pytest.raises(UnreachableError):
            verifier.verify(own.token())
        assert verifier.verify(own.token()).account == "12"


def test_reading_again_is_rare() -> None:
    now = 0.0
    refetches = Refetches(30, clock=lambda: now)
    assert [refetches.allowed() for _ in range(3)] == [True, False, False]
    now = 29.9
    assert not refetches.allowed()
    now = 30.0
    assert [refetches.allowed() for _ in range(2)] == [True, False]
