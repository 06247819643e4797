"""Registrations through all doors on kept connections, one by one or at once, and which connection each was answered on."""

import itertools
import threading

from harness.clients import DOORS, Client


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
                account.registered = None
                DOORS[account.door].register(client, account)
                account.registered = True
                journal.acknowledge(account)
                self.answers.setdefault(client.own_port(), []).append(account.name)
        except Exception as failure:
            self._failures.append(failure)
        finally:
            client.close()
