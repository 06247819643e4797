"""Clients whose every answer must be the documented one: what nobody may notice is shown by them."""

import collections
import itertools
import threading
import time

from harness import clients
from harness.clients import DOORS, Refused, Unanswered
from harness.crowd import Crowd
from harness.journal import Account, new_password
from harness.requests import Request


class Seen:
    """What the clients saw: how many answers of each status, how slow the slowest, and every failure."""

    def __init__(self):
        self.answers = collections.Counter()
        self.failures = []
        self.slowest = 0.0
        self._start = time.monotonic()
        self._lock = threading.Lock()

    def count(self, status, seconds):
        with self._lock:
            self.answers[status] += 1
            self.slowest = max(self.slowest, seconds)

    def fail(self, text):
        with self._lock:
            self.failures.append(f"{time.monotonic() - self._start:.2f} s: {text}")

    def total(self):
        return sum(self.answers.values())

    def figures(self):
        answers = ", ".join(f"{count} of {status}" for status, count in sorted(self.answers.items()))
        return f"answers {self.total()} ({answers}), failed {len(self.failures)}"


class Counted:
    """A client whose every answer is counted; one that never came is written down, and what the server says of its own fault."""

    def __init__(self, client, seen):
        self._client = client
        self._seen = seen

    def ask(self, request):
        start = time.monotonic()
        try:
            answer = self._client.ask(request)
        except Unanswered as gone:
            self._seen.fail(str(gone))
            raise
        self._seen.count(answer.status, time.monotonic() - start)
        return answer


class Newcomers(Crowd):
    """A crowd of which every refusal is a failure: what takes a password's hash."""

    def __init__(self, port, journal, sink, seen, size):
        self._seen = seen
        super().__init__(port, journal, sink, size, patient=True, sure=False)

    def _step(self, client, own, chance):
        try:
            super()._step(Counted(client, self._seen), own, chance)
        except Refused as refused:
            self._seen.fail(f"refused: {refused}")
            raise


class Regulars:
    """Threads with an account each, that do what takes no hash, as fast as they are let, until `stop`."""

    PAUSE = 0.02

    def __init__(self, port, sink, seen, size):
        self._port = port
        self._sink = sink
        self._seen = seen
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(f"regular{number}",), daemon=True) for number in range(size)]
        for thread in self._threads:
            thread.start()

    def stop(self, seconds=60):
        self._stopped.set()
        for thread in self._threads:
            thread.join(seconds)

    def _run(self, name):
        client = Counted(clients.Client(self._port), self._seen)
        try:
            requests = self._requests(client, name)
            for request, expected in itertools.cycle(requests):
                if self._stopped.wait(self.PAUSE):
                    return
                self._one(client, request, expected)
        except Exception as broken:
            self._seen.fail(f"{name}: {type(broken).__name__}: {broken}")

    def _one(self, client, request, expected):
        try:
            answer = client.ask(request)
        except Unanswered:
            # It is written down.
            return
        if answer.status != expected:
            self._seen.fail(f"{answer.status} to {request.method} {request.path}: {answer.text[:100]}")

    def _requests(self, client, name):
        """Registers at one door, signs in at all, and gives what can be asked from then on, with the status that must come."""
        account = Account(name, f"{name}@example.org", "A", new_password())
        DOORS["A"].register(client, account)
        if not self._sink.wait_for(lambda: self._sink.to(account.address), 60):
            raise TimeoutError("no mail")
        DOORS["A"].confirm(client, account, self._sink.to(account.address)[0].links()[0], account.password)
        tokens = {letter: door.sign_in(client, account, account.password) for letter, door in DOORS.items()}
        pair = client.ask(DOORS["C"].log_in(account, account.password)).json()
        profile, key = DOORS["D"].profile, tokens["D"]
        return [
            *((door.who_am_i(tokens[letter]), 200) for letter, door in DOORS.items()),
            (DOORS["C"].refresh(pair["refresh"]), 200),
            (profile(key), 200),
            (profile(key, "PATCH", {"first_name": name}), 200),
            (profile(key, "PUT", {"first_name": name, "last_name": "R."}), 200),
            (Request("GET", f"/account/login/check?login={name}"), 200),
            (Request("POST", "/api/token/", {"email": account.address}), 400),
            (DOORS["E"].who_am_i("nobody"), 403),
        ]
