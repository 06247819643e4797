"""Clients that do everything at once, each with accounts of its own, and write into the journal what was acknowledged."""

import contextlib
import random
import threading
import time

from harness import clients
from harness.clients import CHANGING, DOORS, SIGNING_OUT, Refused, Unanswered
from harness.journal import new_password


class Crowd:
    """Threads that register, confirm, sign in, change passwords and sign out until `stop`.

    patient: goes on after an Unanswered, for servers that come back; else a client ends with it.
    sure: a refusal says that nothing was done; else it leaves that as open as no answer does.
    """

    def __init__(self, port, journal, sink, size=16, patient=False, sure=True):
        self._port = port
        self._journal = journal
        self._sink = sink
        self._patient = patient
        self._sure = sure
        self._stopped = threading.Event()
        self.refusals = []
        self.broken = []
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(size)]
        for thread in self._threads:
            thread.start()

    def stop(self, seconds=60):
        """Lets every client end what it does."""
        self._stopped.set()
        self.join(seconds)

    close = stop

    def join(self, seconds=60):
        end = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
            if thread.is_alive():
                raise TimeoutError("a client does not end")

    def _run(self):
        client = clients.Client(self._port)
        own = []
        chance = random.Random()
        while not self._stopped.is_set():
            try:
                self._step(client, own, chance)
            except Refused as refused:
                self._journal.refuse()
                self.refusals.append(refused.answer)
                time.sleep(0.05)
            except Unanswered:
                if not self._patient:
                    break
                time.sleep(0.1)
            except Exception as broken:
                self.broken.append(f"{type(broken).__name__}: {broken}")
                break
        client.close()

    def _step(self, client, own, chance):
        """One thing that is possible with the accounts that this client has."""
        account = chance.choice(own) if own else None
        if account is not None and account.maybe_password is not None:
            # Which password it has is for the comparison to find out.
            own.remove(account)
            return
        if account is None or chance.random() < 0.3:
            own.append(self._register(client, chance))
        elif not account.confirmed:
            self._confirm(client, account)
        elif chance.random() < 0.35:
            self._change(client, account, chance)
        elif chance.random() < 0.3:
            self._sign_out(client, account)
        else:
            self._sign_in(client, account, chance)

    @contextlib.contextmanager
    def _doing(self, account, undo):
        """A change that is asked for in the block, and acknowledged at its end; when it is refused for sure, `undo` says that nothing was done."""
        self._journal.touch(account)
        try:
            yield
        except Refused:
            if self._sure:
                undo()
            raise
        self._journal.acknowledge(account)

    def _register(self, client, chance):
        account = self._journal.new_account(chance.choice("ABCDE"))
        account.registered = None
        with self._doing(account, lambda: setattr(account, "registered", False)):
            DOORS[account.door].register(client, account)
            account.registered = True
        return account

    def _confirm(self, client, account):
        links = [mail.links() for mail in self._sink.to(account.address)]
        if not any(links) or account.confirmed is None:
            self._sign_in(client, account, random)
            return
        account.confirmed = None
        with self._doing(account, lambda: setattr(account, "confirmed", False)):
            DOORS[account.door].confirm(client, account, next(filter(None, links))[0], account.password)
            account.confirmed = True

    def _sign_in(self, client, account, chance):
        letter = chance.choice("ABCDE" if account.confirmed else "ABCE")
        token = DOORS[letter].sign_in(client, account, account.password)
        account.live.append((letter, token))
        self._journal.acknowledge(account)

    def _change(self, client, account, chance):
        able = [pair for pair in account.live if pair[0] in CHANGING]
        if not able:
            self._sign_in(client, account, chance)
            return
        letter, token = chance.choice(able)
        others = [pair for pair in account.live if pair != (letter, token)]
        # Until there is an answer nobody knows of the other sessions.
        account.maybe_password, account.live = new_password(), [(letter, token)]

        def undo():
            account.maybe_password, account.live = None, account.live + others

        with self._doing(account, undo):
            clients.change_password(client, letter, token, account.password, account.maybe_password)
            account.change(account.maybe_password)
            account.ended += others

    def _sign_out(self, client, account):
        able = [pair for pair in account.live if pair[0] in SIGNING_OUT]
        if not able:
            return
        pair = able[-1]
        account.live.remove(pair)
        with self._doing(account, lambda: account.live.append(pair)):
            DOORS[pair[0]].sign_out(client, pair[1])
            account.ended.append(pair)
