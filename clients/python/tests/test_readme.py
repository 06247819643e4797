"""The examples of README, run as they stand, with what was installed, in an empty folder."""

from __future__ import annotations

import os
import pathlib
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator

import httpx
import pytest
from conftest import PASSWORD, registered, signed_in, waiting_for
from doors import DOORS, credential

import vestibule as package
from vestibule.testing import TestServer

README = pathlib.Path(__file__).parents[1] / "README.md"
EXAMPLES = dict(
    re.findall(r"<!-- file: (\S+) -->\n```python\n(.*?)```", README.read_text(), re.DOTALL)
)
Run = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def run(tmp_path: pathlib.Path, vestibule: TestServer) -> Iterator[Run]:
    """Runs a command in a folder that holds one example."""
    processes = []
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "VESTIBULE_PROGRAM")}

    def start(example: str, *command: str) -> subprocess.Popen[str]:
        (tmp_path / example).write_text(EXAMPLES[example])
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=tmp_path,
            env={**kept, "VESTIBULE_URL": vestibule.url, "AOT_CACHE": "off"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def served(process: subprocess.Popen[str], port: int) -> str:
    url = f"http://localhost:{port}"

    def answers() -> bool:
        assert process.poll() is None, process.stdout.read()
        try:
            return httpx.get(url + "/me").status_code == 401
        except httpx.TransportError:
            return False

    waiting_for(answers)
    return url


def test_the_installed_package_is_what_is_tested() -> None:
    assert "site-packages" in package.__file__


def test_quickstart(run: Run, vestibule: TestServer) -> None:
    registered(vestibule, "ada")
    process = run("quickstart.py", "quickstart.py")
    output, _ = process.communicate(timeout=60)
    assert output.splitlines() == [
        "Ada L.",
        "['v1']",
        "fields_invalid [('/password', 'password_wrong')]",
    ]
    assert process.returncode == 0


def test_the_example_of_the_programs_own_readme(
    vestibule: TestServer, tmp_path: pathlib.Path
) -> None:
    text = (README.parents[2] / "README.md").read_text()
    (example,) = re.findall(r"```python[^\n]*\n(from vestibule import .*?)```", text, re.DOTALL)
    assert '"http://localhost:8080"' in example
    registered(vestibule, "ada")
    (tmp_path / "example.py").write_text(example.replace("http://localhost:8080", vestibule.url))
    command = [sys.executable, "example.py"]
    ended = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stdout == "Ada L.\n"


def test_the_whole_registration_in_a_test(run: Run) -> None:
    process = run("test_signing_up.py", "-m", "pytest", "-q", "-p", "no:cacheprovider", ".")
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0, output
    assert "1 passed" in output


@pytest.mark.parametrize(
    ("example", "command", "paths"),
    [
        ("fastapi_app.py", "-m uvicorn fastapi_app:app --port {port}", ["/me"]),
        ("flask_app.py", "-m flask --app flask_app run --port {port}", ["/me"]),
        (
            "django_app.py",
            "django_app.py runserver --noreload {port}",
            ["/me", "/rest/me"],
        ),
    ],
)
def test_an_application(
    run: Run, vestibule: TestServer, example: str, command: str, paths: list[str]
) -> None:
    ada = signed_in(vestibule)
    port = free_port()
    url = served(run(example, *command.format(port=port).split()), port)
    known = {"id": ada.account().id, "email": "ada@example.org"}
    for path in paths:
        refused = httpx.get(url + path, headers={"X-Vestibule-User": "1"})
        assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")
        for door in DOORS:
            header = {"Authorization": credential(vestibule, door, "ada")}
            answer = httpx.get(url + path, headers=header)
            assert (answer.status_code, answer.json()) == (200, known), door
    header = {"Authorization": f"Bearer {ada.access_token()}"}
    assert httpx.get(url + "/staff").status_code in (401, 403)
    assert httpx.get(url + "/staff", headers=header).status_code == 403
    if example == "django_app.py":
        assert httpx.get(url + "/greeting").json() == {"known": False}
        assert httpx.get(url + "/greeting", headers=header).json() == {"known": True}
    ada.sign_out()
    waiting_for(lambda: httpx.get(url + "/me", headers=header).status_code == 401)


def test_each_example_is_run() -> None:
    assert sorted(EXAMPLES) == [
        "django_app.py",
        "fastapi_app.py",
        "flask_app.py",
        "quickstart.py",
        "test_signing_up.py",
    ]
    assert PASSWORD in EXAMPLES["quickstart.py"]
