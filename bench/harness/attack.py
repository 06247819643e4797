"""What attackers and the people beside them send, and what the defence let through."""

import collections
import dataclasses
import re
import threading
import time

from harness import requests
from harness.clients import DOORS, Client
from harness.journal import Account
from harness.seed import PASSWORD
from harness.server import Server
from harness.wrk import Load, wrk

# Clients come from wherever they are forwarded from.
LIMITED = {"VESTIBULE_LIMITS": "on", "VESTIBULE_TRUSTED_PROXIES": "127.0.0.1"}
HOUR = 3600
# Milliseconds from an answer to the next guess: attackers are some way off, and their processors are not ours.
PAUSE = 20


def limited(context, name="node", settings=None, **more):
    """A server with its limits on, started."""
    return context.owns(Server(context.folder / name, {**LIMITED, **(settings or {})}, **more).start())


def person(name):
    return Account(name, f"{name}@example.org", "A", PASSWORD)


def network(number):
    """An address that shares no range with that of another number."""
    return f"10.{number // 256}.{number % 256}.1"


def sent_from(address, request, **headers):
    """The request as a trusted proxy forwards it."""
    return dataclasses.replace(request, headers={**request.headers, "X-Forwarded-For": address, **headers})


def guess(address, name, password):
    """A log-in through document A."""
    return sent_from(address, DOORS["A"].log_in(person(name), password))


def metric(server, name):
    """The sum of all series of one name."""
    found = re.findall(rf"^{name}(?:{{.*?}})? (\S+)$", server.get("/metrics")[1], re.MULTILINE)
    return sum(map(float, found))


def hashes(server):
    """How many passwords it has hashed."""
    return int(metric(server, "vestibule_hashing_computed_total"))


class Flood:
    """wrk, from now on and for some seconds, on so many connections; `end` waits, and gives (requests, seconds)."""

    def __init__(self, server, sent, seconds, connections):
        file = server.folder / "requests-flood"
        requests.write(file, (request.raw() for request in sent))
        self._found = []
        load = Load(server.port, file, None, connections, pause=PAUSE)
        self._thread = threading.Thread(target=lambda: self._found.append(wrk(load, seconds)), daemon=True)
        self._thread.start()

    def lasts(self):
        return self._thread.is_alive()

    def end(self):
        self._thread.join()
        return self._found[0][:2]


class Hours:
    """The clock of a server in test mode, and the most that happened in any hour of it."""

    def __init__(self, server):
        self._client = Client(server.port)
        self._now, self._times, self.most = 0.0, collections.deque(), 0

    def advance(self, seconds):
        answer = self._client.ask(requests.Request("POST", "/v1/test/clock", {"advance": f"PT{seconds:.1f}S"}))
        if answer.status != 200:
            raise RuntimeError(answer.text)
        self._now += seconds

    def count(self, times):
        """So much has happened now."""
        self._times.extend([self._now] * times)
        while self._times and self._times[0] <= self._now - HOUR:
            self._times.popleft()
        self.most = max(self.most, len(self._times))


def persistent(client, request, seconds):
    """Asks, and again whenever the refusal says, as people do; gives the last answer, and the seconds that it took."""
    begin = time.monotonic()
    while True:
        answer = client.ask(request)
        wait = float(answer.headers.get("retry-after", 0))
        if answer.status not in (429, 503) or time.monotonic() + wait > begin + seconds:
            return answer, time.monotonic() - begin
        # An idle connection is closed by the server.
        client.close()
        time.sleep(wait)
