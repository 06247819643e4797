"""One process of `vestibule serve --test`."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
from collections import deque
from collections.abc import Mapping, Sequence
from threading import Event, Thread
from typing import Self

# A shell watches the server: when this process ends, however that happens, the pipe to the shell
# ends, and the shell ends the server. The server has no part in that pipe.
_WATCHED = """
"$@" </dev/null &
server=$!
exec >/dev/null 2>&1
cat
kill $server
wait $server
"""

_READY = re.compile(r"vestibule ready on \S+:(\d+) in .*")
_TRIES = 5
# It runs for minutes: the compiler that makes code fast slowly would never be paid back.
_FLAGS = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"}
# A first start may build the program.
_STARTING = 300.0
_ENDING = 30.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class ServerProcess:
    """A server, from its start until `close`, or until this process ends."""

    @classmethod
    def started(cls, program: Sequence[str], settings: Mapping[str, str]) -> Self:
        """Starts one on a free port.

        The server could find one by itself, but its links and tokens name the port that it is told.
        """
        for attempt in range(_TRIES):
            process = cls(program, {"VESTIBULE_HTTP_PORT": str(_free_port()), **settings})
            if process.is_ready:
                return process
            process.close()
            if "in use" not in process.said or attempt == _TRIES - 1:
                break
        raise RuntimeError(f"{shlex.join(program)} did not start, and said:\n{process.said}")

    def __init__(self, program: Sequence[str], settings: Mapping[str, str]) -> None:
        # What is set for another server, of somebody's own, is none of this one's.
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("VESTIBULE_")
        }
        self._said: deque[str] = deque(maxlen=50)
        self._settled = Event()
        self._port: str | None = None
        # Its own session: Ctrl-C is for the tests, which end it then.
        self._process = subprocess.Popen(  # noqa: S603 - the program is the caller's choice
            ["/bin/sh", "-c", _WATCHED, "sh", *program, "serve", "--test"],
            env={**_FLAGS, **kept, **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._reader = Thread(target=self._read, name="vestibule-output", daemon=True)
        self._reader.start()
        self._settled.wait(_STARTING)

    @property
    def is_ready(self) -> bool:
        """Whether it has started."""
        return self._port is not None

    @property
    def said(self) -> str:
        """The end of its output."""
        return "\n".join(self._said)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://localhost:{self._port}"

    def _read(self) -> None:
        """To its end, so that the server never waits for a reader."""
        if self._process.stdout is None:
            raise AssertionError("its output is a pipe")
        with self._process.stdout as lines:
            for line in lines:
                self._said.append(line.rstrip("\n"))
                ready = _READY.match(line)
                if ready:
                    self._port = ready.group(1)
                    self._settled.set()
        self._settled.set()

    def close(self) -> None:
        """Ends the server."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(_ENDING)
