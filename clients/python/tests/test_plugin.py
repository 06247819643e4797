"""The fixture: each worker has its own server, and none outlives pytest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from conftest import PASSWORD, registered, waiting_for

from vestibule.testing import TestServer, running
from vestibule.testing.process import ServerProcess


def answers(url: str) -> bool:
    try:
        return httpx.get(url + "/health/live").status_code == 200
    except httpx.TransportError:
        return False


def test_a_test_knows_nobody_of_another(vestibule: TestServer, pytester: pytest.Pytester) -> None:
    registered(vestibule, "ada")
    vestibule.clock.advance(timedelta(days=2))
    vestibule.reset()
    assert vestibule.mailbox.all() == []
    assert abs(vestibule.clock.now() - datetime.now(UTC)) < timedelta(hours=1)
    registered(vestibule, "ada")


def test_the_clock_goes_forwards(vestibule: TestServer) -> None:
    start = vestibule.clock.now()
    step = timedelta(days=1, microseconds=5)
    moved = vestibule.clock.advance(step)
    assert step <= moved - start < step + timedelta(minutes=1)
    with pytest.raises(ValueError, match="forwards"):
        vestibule.clock.advance(-step)
    with pytest.raises(ValueError, match="zone"):
        vestibule.clock.move_to(datetime(2030, 1, 1))  # noqa: DTZ001
    target = datetime(2040, 1, 1, tzinfo=UTC)
    assert timedelta(0) <= vestibule.clock.move_to(target) - target < timedelta(minutes=1)


def test_a_mail_that_is_missing_is_said(vestibule: TestServer) -> None:
    vestibule.client.register("ada+x@example.org", PASSWORD)
    mail = vestibule.mailbox.newest("ada+x@example.org")
    assert mail.link.endswith(mail.code)
    assert mail.to == "ada+x@example.org"
    with pytest.raises(AssertionError, match=r"no mail to b@example.org, but to \['ada\+x@"):
        vestibule.mailbox.newest("b@example.org")


def test_settings_of_another_server_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    program = os.environ["VESTIBULE_PROGRAM"]
    monkeypatch.setenv("VESTIBULE_HTTP_PORT", "1")
    monkeypatch.setenv("VESTIBULE_NO_SUCH_SETTING", "x")
    with running([program], {"VESTIBULE_PRIVACY": "strict"}) as server:
        assert httpx.get(server.url + "/health/live").headers["Vestibule-Mode"] == "test"
    assert not answers(server.url)


def test_a_program_that_does_not_start_is_said() -> None:
    with pytest.raises(RuntimeError, match="/bin/false did not start"):
        ServerProcess.started(["/bin/false"], {})
    with pytest.raises(RuntimeError, match="did not start, and said:\nno good"):
        ServerProcess.started(["/bin/sh", "-c", "echo no good"], {})


def test_a_port_that_is_taken_meanwhile_is_another_the_next_time(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(
        """#!/bin/sh
        [ -e "$0.tried" ] && exec "$REAL_PROGRAM" "$@"
        touch "$0.tried"
        echo "The port $VESTIBULE_HTTP_PORT is in use."
        """
    )
    program.chmod(0o700)
    real = {"REAL_PROGRAM": os.environ["VESTIBULE_PROGRAM"]}
    with running(["/usr/bin/env", "-S", str(program)], real) as server:
        assert answers(server.url)


def test_links_and_tokens_name_the_server(vestibule: TestServer) -> None:
    registered(vestibule, "ada")
    assert vestibule.mailbox.newest("ada@example.org").link.startswith(vestibule.url + "/")


def test_workers_have_servers_of_their_own(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("n", range(4))
        def test_it(vestibule, n, worker_id):
            vestibule.client.register("ada@example.org", "correct horse 7")
            assert len(vestibule.mailbox.all()) == 1
            with open(f"{worker_id}.url", "w") as file:
                file.write(vestibule.url)
        """
    )
    result = pytester.runpytest_subprocess("-n2", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=4)
    urls = {file.read_text() for file in pytester.path.glob("gw*.url")}
    assert len(urls) == 2
    waiting_for(lambda: not any(map(answers, urls)))


def test_the_program_is_a_setting(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nvestibule_program = /bin/sh -c 'echo it is this one'")
    pytester.makepyfile("def test_it(vestibule): pass")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*it is this one*"])


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_server_ends_with_pytest_however_that_ends(
    pytester: pytest.Pytester, number: signal.Signals
) -> None:
    pytester.makepyfile(
        """
        from threading import Event

        def test_it(vestibule):
            with open("url.part", "w") as file:
                file.write(vestibule.url)
            import os
            os.rename("url.part", "url")
            Event().wait(300)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=pytester.path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    told = pytester.path / "url"
    waiting_for(told.exists)
    url = told.read_text()
    assert answers(url)
    process.send_signal(number)
    process.wait(20)
    waiting_for(lambda: not answers(url))
