"""The pytest plugin: a fixture `vestibule`, and a server for each process of pytest-xdist."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    # Projects that have the client and use no fixture do not pay for its import.
    from vestibule.testing.server import TestServer


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the setting that says which program is started."""
    parser.addini(
        "vestibule_program",
        "the command that starts Vestibule; else VESTIBULE_PROGRAM, else `vestibule` on the PATH",
    )


@pytest.fixture(scope="session")
def vestibule_settings() -> dict[str, str]:
    """The server's settings, by the names of its variables; a project may have its own fixture."""
    return {}


@pytest.fixture(scope="session")
def vestibule_server(
    pytestconfig: pytest.Config, vestibule_settings: dict[str, str]
) -> Iterator[TestServer]:
    """One server for all tests of this process. Nothing in it is forgotten between them."""
    from vestibule.testing.server import running  # noqa: PLC0415 - see above

    program = pytestconfig.getini("vestibule_program") or os.environ.get("VESTIBULE_PROGRAM")
    with running(shlex.split(program or "vestibule"), vestibule_settings) as server:
        yield server


@pytest.fixture
def vestibule(vestibule_server: TestServer) -> TestServer:
    """A server that knows nobody: `client`, `mailbox`, `clock`, `url`."""
    vestibule_server.reset()
    return vestibule_server
