"""Registrations through all doors on kept connections, one by one or at once, and which connection each was answered on."""

import itertools
import threading
import time

from harness.clients import DOORS, Client, Refused, clearly_unavailable

MOST_ATTEMPTS = 10


class Stampede:
    """Clients that only register, so many accounts each; `answers` has the names in their order, by the client's port."""

    def __init__(self, port, journal, clients, each):
        self.answers = {}
        self._failures = []
        threads = [
            threading.Thread(target=self._run, args=(port, journal, each, number), daemon=True) for number in range(clients)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self._failures:
            raise self._failures[0]

    def _run(self, port, journal, each, number):
        client = Client(port)
        try:
            letters = itertools.cycle("ABCDE")
            for _ in range(number % 5):
                next(letters)
            for _ in range(each):
                account = journal.new_account(next(letters))
                self._register(client, account)
                journal.acknowledge(account)
                self.answers.setdefault(client.own_port(), []).append(account.name)
        except Exception as failure:
            self._failures.append(failure)
        finally:
            client.close()

    @staticmethod
    def _register(client, account):
        """As often as it takes: a server that is traced, or a database that is slow, may say that it cannot just now."""
        for attempt in range(MOST_ATTEMPTS):
            try:
                DOORS[account.door].register(client, account)
                account.registered = True
                return
            except Refused as refused:
                if attempt == MOST_ATTEMPTS - 1 or not clearly_unavailable(refused.answer):
                    raise
                time.sleep(float(refused.answer.headers["retry-after"]))
