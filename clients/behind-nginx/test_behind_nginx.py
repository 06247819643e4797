"""Somebody signs in through each door, and applications of three languages know it from nginx."""

from __future__ import annotations

import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event

import httpx
import pytest
from doors import DOORS, PASSWORD, cookies, credential, sign_out

from vestibule.testing import TestServer

HERE = pathlib.Path(__file__).parent
GUIDE = HERE.parents[1] / "docs" / "operations.md"
RECIPE = re.compile(r"<!-- nginx auth_request -->\n```nginx\n(.*?)```", re.DOTALL)
APPLICATIONS = os.environ["APPLICATIONS"].split(",")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(application: str, port: int) -> list[str]:
    """What starts an application."""
    match application:
        case "flask":
            return [
                sys.executable,
                "-B",
                "-m",
                "flask",
                "--app",
                "flask_app",
                "run",
                "--port",
                str(port),
            ]
        case "express":
            return ["node", "express_app.mjs", str(port)]
        case "spring":
            settings = [
                f"--server.port={port}",
                "--server.address=127.0.0.1",
                "--vestibule.check=proxy",
            ]
            java = f"{os.environ['JAVA_HOME']}/bin/java"
            return [java, "-XX:TieredStopAtLevel=1", "-jar", os.environ["SPRING_JAR"], *settings]
    raise AssertionError(application)


def waiting_for(process: subprocess.Popen[bytes], port: int) -> None:
    """Until a program listens."""
    end = time.monotonic() + 60
    while True:
        assert process.poll() is None, f"it ended with {process.returncode}"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < end, "it does not listen"
            Event().wait(0.05)
        else:
            return


@dataclass(frozen=True)
class Behind:
    """The applications behind nginx, by their names."""

    urls: dict[str, str]

    def ask(self, headers: dict[str, str], method: str = "GET") -> dict[str, httpx.Response]:
        return {
            name: httpx.request(method, url + "/me", headers=headers)
            for name, url in self.urls.items()
        }

    def statuses(self, headers: dict[str, str], method: str = "GET") -> dict[str, int]:
        return {name: answer.status_code for name, answer in self.ask(headers, method).items()}

    def all(self, status: int) -> dict[str, int]:
        return dict.fromkeys(self.urls, status)


@pytest.fixture(scope="session")
def vestibule_settings() -> dict[str, str]:
    return {"VESTIBULE_TRUSTED_PROXIES": "127.0.0.1", "VESTIBULE_LIMITS": "off"}


@pytest.fixture(scope="session")
def behind(
    vestibule_server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Behind]:
    folder = tmp_path_factory.mktemp("behind")
    for name in ("flask_app.py", "express_app.mjs"):
        shutil.copy(HERE / name, folder)
    if "express" in APPLICATIONS:
        (folder / "node_modules").symlink_to(HERE / ".cache" / "node_modules")
    processes = []

    def started(words: list[str], port: int) -> None:
        with open(folder / f"{port}.log", "wb") as log:
            process = subprocess.Popen(
                words, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        processes.append((process, port))

    try:
        ports = {name: free_port() for name in APPLICATIONS}
        for name, port in ports.items():
            started(command(name, port), port)
        fronts = {name: free_port() for name in APPLICATIONS}
        file = folder / "nginx.conf"
        file.write_text(nginx(folder, vestibule_server.url, ports, fronts))
        words = ["nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(file)]
        started(words, next(iter(fronts.values())))
        for process, port in processes:
            try:
                waiting_for(process, port)
            except AssertionError as failure:
                raise AssertionError((folder / f"{port}.log").read_text()) from failure
        yield Behind({name: f"http://localhost:{port}" for name, port in fronts.items()})
    finally:
        for process, _ in processes:
            process.terminate()
        for process, _ in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def nginx(folder: pathlib.Path, server: str, ports: dict[str, int], fronts: dict[str, int]) -> str:
    """A configuration with the guide's recipe for each application."""
    found = RECIPE.search(GUIDE.read_text())
    assert found is not None
    blocks = []
    for name, port in ports.items():
        recipe = found.group(1).replace(
            "10.0.0.11:8080", server.removeprefix("http://").replace("localhost", "127.0.0.1")
        )
        assert "10.0.0.51:9000" in recipe
        recipe = recipe.replace("10.0.0.51:9000", f"127.0.0.1:{port}")
        blocks.append(f"server {{ listen 127.0.0.1:{fronts[name]};\n{recipe} }}")
    paths = "".join(
        f"{each}_temp_path {folder}/{each};\n"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off;\n{paths}" + "\n".join(blocks) + "\n}\n"
    )


@pytest.fixture
def ada(vestibule: TestServer) -> str:
    account = vestibule.client.register("ada@example.org", PASSWORD, username="ada")
    vestibule.client.confirm(vestibule.mailbox.newest("ada@example.org").code)
    return account.id


def is_felt_within_a_second(behind: Behind, headers: dict[str, str]) -> None:
    """All applications turn away who has signed out."""
    end = time.monotonic() + 1
    while behind.statuses(headers) != behind.all(401):
        assert time.monotonic() < end, "a log-out is not felt"


@pytest.mark.parametrize("door", DOORS)
def test_who_signs_in_at_any_door_is_known_to_all(
    vestibule: TestServer, behind: Behind, ada: str, door: str
) -> None:
    shown = credential(vestibule, door, "ada")
    headers = {"Authorization": shown}
    forged = {
        **headers,
        "X-Vestibule-User": "1000",
        "X-Vestibule-Groups": "staff",
        "X_Vestibule_User": "9",
    }
    for name, answer in behind.ask(forged).items():
        told = {each: answer.json()[each] for each in ("id", "email", "groups")}
        assert (answer.status_code, told) == (
            200,
            {"id": ada, "email": "ada@example.org", "groups": []},
        ), name
    assert behind.statuses(headers, "POST") == behind.all(200)
    sign_out(vestibule, shown)
    is_felt_within_a_second(behind, headers)


@pytest.mark.parametrize("door", ["useraccount", "v1"])
def test_a_browser_is_known_by_its_cookie(
    vestibule: TestServer, behind: Behind, ada: str, door: str
) -> None:
    if door == "v1":
        value = next(iter(cookies(vestibule, "ada").items()))
        shown = None
    else:
        shown = credential(vestibule, door, "ada")
        value = ("access_token_cookie", shown.removeprefix("Bearer "))
    cookie = {"Cookie": f"{value[0]}={value[1]}"}
    for name, answer in behind.ask(cookie).items():
        assert (answer.status_code, answer.json()["id"]) == (200, ada), name
    elsewhere = {**cookie, "Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert behind.statuses(elsewhere, "POST") == behind.all(403)
    if shown is None:
        own = {**cookie, "Sec-Fetch-Site": "same-origin", "X-CSRF-TOKEN": "any"}
        assert behind.statuses(own, "POST") == behind.all(200)
        answer = httpx.delete(vestibule.url + "/v1/sessions/current", headers=own)
        assert answer.status_code == 204
    else:
        sign_out(vestibule, shown)
    is_felt_within_a_second(behind, cookie)


def test_nobody_comes_through_whatever_they_claim(vestibule: TestServer, behind: Behind) -> None:
    for headers in (
        {},
        {"X-Vestibule-User": "1"},
        {"X_Vestibule_User": "1"},
        {"Authorization": "Bearer x"},
        {"Cookie": "__Host-vestibule=x"},
    ):
        assert behind.statuses(headers) == behind.all(401)
