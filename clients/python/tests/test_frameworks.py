"""What each framework's guard answers, whole, behind the frameworks' own test clients."""

import asyncio
import json
from collections.abc import Callable
from typing import Annotated, Any

import django
import httpx
import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import AsyncClient as DjangoAsyncClient
from django.test import Client as DjangoClient
from django.test import override_settings
from django.urls import path
from fastapi import Depends, FastAPI
from flask import Blueprint, Flask

from vestibule.protect import BehindProxy, ByWhoami, Caller

settings.configure(
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=["vestibule.django.VestibuleMiddleware"],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": ["vestibule.django.rest.VestibuleAuthentication"],
        "UNAUTHENTICATED_USER": None,
    },
    ROOT_URLCONF=__name__,
    SECRET_KEY="x",
    VESTIBULE=BehindProxy(),
)
django.setup()

from rest_framework.decorators import api_view, permission_classes
from rest_framework.response import Response

from vestibule import django as vestibule_django
from vestibule import fastapi as vestibule_fastapi
from vestibule import flask as vestibule_flask
from vestibule.django.rest import requiring

PROXY = BehindProxy()
ADA = {"X-Vestibule-User": "12", "X-Vestibule-Groups": "staff", "X-Vestibule-Roles": "editor"}
BOB = {"X-Vestibule-User": "13", "X-Vestibule-Groups": ""}
MISSING = {
    "type": "about:blank",
    "status": 401,
    "code": "credential_missing",
    "detail": "The request shows no credential.",
}
LACKING = {
    "type": "about:blank",
    "status": 403,
    "code": "right_missing",
    "detail": "You may not do this.",
}


@vestibule_django.protect
def django_me(request: Any) -> HttpResponse:
    return HttpResponse(request.vestibule.id)


@vestibule_django.protect
async def django_async_me(request: Any) -> HttpResponse:
    return HttpResponse(request.vestibule.id)


@vestibule_django.protect.requiring(groups=["staff"], roles=["editor"])
def django_staff(_: Any) -> HttpResponse:
    return HttpResponse("hello")


async def django_lazy(request: Any) -> HttpResponse:
    return HttpResponse(str(await sync_to_async(bool)(request.vestibule)))


@api_view(["GET", "POST"])
def rest_anybody(request: Any) -> Response:
    return Response({"known": request.auth is not None, "name": str(request.user or "")})


@api_view()
@permission_classes([requiring(groups=["staff"])])
def rest_staff(request: Any) -> Response:
    return Response([request.user.pk, request.user.get_username(), request.user.has_perm("x")])


urlpatterns = [
    path("me", django_me),
    path("async-me", django_async_me),
    path("staff", django_staff),
    path("lazy", django_lazy),
    path("rest/anybody", rest_anybody),
    path("rest/staff", rest_staff),
]


def flask_app(way: Any = PROXY) -> Flask:
    app = Flask("test")
    protect = vestibule_flask.Protect(way)

    @app.get("/me")
    @protect
    def me() -> str:
        return vestibule_flask.caller().id

    @app.get("/async-me")
    @protect
    async def async_me() -> str:
        return vestibule_flask.caller().id

    @app.get("/staff")
    @protect.requiring(groups=["staff"], roles=["editor"])
    def staff() -> str:
        return "hello"

    inner = Blueprint("inner", __name__)

    @inner.get("/inner")
    def inside() -> str:
        return vestibule_flask.caller().id

    protect.everything(inner)
    app.register_blueprint(inner)
    return app


def fastapi_app(way: Any = PROXY) -> FastAPI:
    app = FastAPI()
    protect = vestibule_fastapi.Protect(way)

    @app.get("/me")
    async def me(caller: Annotated[Caller, Depends(protect)]) -> str:
        return caller.id

    @app.get(
        "/staff", dependencies=[Depends(protect.requiring(groups=["staff"], roles=["editor"]))]
    )
    async def staff() -> str:
        return "hello"

    return app


Ask = Callable[[str, dict[str, str]], tuple[int, dict[str, str], str]]


def ask_flask(target: str, headers: dict[str, str]) -> tuple[int, dict[str, str], str]:
    answer = flask_app().test_client().get(target, headers=headers)
    return answer.status_code, dict(answer.headers), answer.text


def ask_django(target: str, headers: dict[str, str]) -> tuple[int, dict[str, str], str]:
    answer = DjangoClient().get(target, headers=headers)
    return answer.status_code, dict(answer.headers), answer.content.decode()


def ask_fastapi(target: str, headers: dict[str, str]) -> tuple[int, dict[str, str], str]:
    answer = of_fastapi(fastapi_app(), target, list(headers.items()))
    return answer.status_code, dict(answer.headers), answer.text


def of_fastapi(
    app: FastAPI, target: str, headers: list[tuple[str, str]], peer: str = "127.0.0.1"
) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(peer, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(target, headers=headers)

    return asyncio.run(run())


@pytest.mark.parametrize("ask", [ask_flask, ask_django])
def test_flask_and_django_answer_with_problems(ask: Ask) -> None:
    assert ask("/me", ADA)[::2] == (200, "12")
    status, headers, body = ask("/me", {})
    assert (status, json.loads(body)) == (401, MISSING)
    assert headers["Content-Type"] == "application/problem+json"
    assert (headers["WWW-Authenticate"], headers["Cache-Control"]) == ("Bearer", "no-store")
    assert ask("/staff", ADA)[::2] == (200, "hello")
    status, headers, body = ask("/staff", BOB)
    assert (status, json.loads(body)) == (403, LACKING)
    assert "WWW-Authenticate" not in headers


def test_fastapi_answers_in_its_own_form() -> None:
    assert ask_fastapi("/me", ADA)[::2] == (200, '"12"')
    status, headers, body = ask_fastapi("/me", {})
    missing = {"code": "credential_missing", "detail": "The request shows no credential."}
    assert (status, json.loads(body)) == (401, {"detail": missing})
    assert headers["www-authenticate"] == "Bearer"
    assert ask_fastapi("/staff", ADA)[0] == 200
    assert ask_fastapi("/staff", BOB)[0] == 403
    document = fastapi_app().openapi()
    assert document["paths"]["/me"]["get"]["security"] == [{"HTTPBearer": []}]
    assert "parameters" not in document["paths"]["/me"]["get"]


def test_fastapi_believes_neither_of_two_headers() -> None:
    pairs = [("X-Vestibule-User", "1"), ("X-Vestibule-User", "2")]
    assert of_fastapi(fastapi_app(), "/me", pairs).status_code == 401
    assert of_fastapi(fastapi_app(), "/me", pairs[:1]).status_code == 200
    assert of_fastapi(fastapi_app(), "/me", pairs[:1], "10.0.0.1").status_code == 401


def test_flask_protects_a_blueprint_and_coroutines() -> None:
    assert ask_flask("/inner", ADA)[::2] == (200, "12")
    assert ask_flask("/inner", {})[0] == 401
    assert ask_flask("/async-me", ADA)[::2] == (200, "12")
    assert ask_flask("/async-me", {})[0] == 401
    other = {"REMOTE_ADDR": "10.0.0.1"}
    assert flask_app().test_client().get("/me", headers=ADA, environ_base=other).status_code == 401


@pytest.mark.parametrize("target", ["/me", "/async-me"])
def test_django_protects_coroutines(target: str) -> None:
    assert ask_django(target, ADA)[::2] == (200, "12")
    assert ask_django(target, {})[0] == 401


def test_django_middleware_turns_nobody_away() -> None:
    async def run() -> list[bytes]:
        client = DjangoAsyncClient()
        known = await client.get("/lazy", headers=ADA)
        return [known.content, (await client.get("/lazy")).content]

    # Django's client for tasks comes from this machine.
    assert asyncio.run(run()) == [b"True", b"False"]


def test_rest_framework() -> None:
    assert ask_django("/rest/anybody", {})[::2] == (200, '{"known":false,"name":""}')
    assert ask_django("/rest/anybody", ADA)[::2] == (200, '{"known":true,"name":"12"}')
    assert ask_django("/rest/staff", ADA)[::2] == (200, '["12","12",false]')
    assert ask_django("/rest/staff", BOB)[0] == 403
    status, headers, _ = ask_django("/rest/staff", {})
    assert (status, headers["WWW-Authenticate"]) == (401, "Bearer")


def test_nobody_is_let_by_where_the_server_is_away() -> None:
    away = ByWhoami("http://localhost:1")
    header = {"Authorization": "Bearer x"}
    answer = flask_app(away).test_client().get("/me", headers=header)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert of_fastapi(fastapi_app(away), "/me", list(header.items())).status_code == 503
    with override_settings(VESTIBULE=away):
        assert ask_django("/me", header)[0] == 503
        assert ask_django("/rest/anybody", header)[0] == 503
        assert ask_django("/rest/anybody", {})[0] == 200


def test_django_says_what_is_missing() -> None:
    with override_settings(VESTIBULE="x"), pytest.raises(ImproperlyConfigured, match="VESTIBULE"):
        ask_django("/me", ADA)
    with pytest.raises(ValueError, match="BehindProxy tells no permissions"):
        requiring(permissions=["x"])
