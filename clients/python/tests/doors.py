"""Signs somebody in through each door, as its clients do; they registered at `/v1`."""

from __future__ import annotations

import httpx

from vestibule.testing import TestServer

PASSWORD = "correct horse 7"
DOORS = ("useraccount", "envelope", "chat", "knowme", "personal", "v1")


def credential(server: TestServer, door: str, name: str) -> str:
    """What the Authorization header holds."""
    pair = {"username": name, "pwd": PASSWORD}
    address = {"email": f"{name}@example.org", "password": PASSWORD}
    with httpx.Client(base_url=server.url) as http:
        match door:
            case "useraccount":
                cookies = http.post("/user_account/login", json=pair).cookies
                return f"Bearer {cookies['access_token_cookie']}"
            case "envelope":
                return f"Bearer {http.post('/api/login', json=pair).json()['data']['token']}"
            case "chat":
                return f"Bearer {http.post('/api/token/', data=address).json()['access']}"
            case "knowme":
                return f"Token {http.post('/auth/login/', data=address).json()['token']}"
            case "personal":
                fields = {"login": name, "password": PASSWORD}
                answer = http.post("/account/login", json=fields, headers={"browser": "test"})
                return str(answer.json()["token"])
            case "v1":
                return f"Bearer {server.client.sign_in(name, PASSWORD).access_token()}"
    raise AssertionError(door)


def sign_out(server: TestServer, shown: str) -> None:
    """Ends the session of a credential."""
    httpx.delete(
        f"{server.url}/v1/sessions/current", headers={"Authorization": shown}
    ).raise_for_status()


def cookies(server: TestServer, name: str) -> httpx.Cookies:
    """The server's own cookie, as a page of its own gets it."""
    fields = {"login": name, "password": PASSWORD, "cookies": True}
    answer = httpx.post(f"{server.url}/v1/sessions", json=fields, headers={"Origin": server.url})
    # It is Secure, and httpx keeps it from plain HTTP.
    value = answer.headers["Set-Cookie"].partition(";")[0].partition("=")[2]
    return httpx.Cookies({"__Host-vestibule": value})
