"""Rounds of kill -9 of a server under a crowd, each followed by a start on the same data and a comparison."""

import dataclasses
import random
import time

from harness.clients import DOORS, Client, Refused
from harness.crowd import Crowd
from harness.journal import Comparison, Journal

# The last mails may wait for the lease of a worker that was killed with them in hand.
LONGEST_LEASE = 60

CLIENTS = 16
CODES = 100


@dataclasses.dataclass
class Outcome:
    """What all rounds together came to."""

    journal: Journal
    lost: list
    mails_lost: list
    broken: list

    def good(self):
        return not (self.lost or self.mails_lost or self.broken) and self.journal.acknowledged > 0

    def figures(self):
        due = self.journal.mails_due()
        return (
            f"acknowledged {self.journal.acknowledged}, lost {len(self.lost)}; "
            f"mails due {due}, lost {len(self.mails_lost)}"
        )


def kill_rounds(context, server, sink, rounds, after_kill=None, kill=None, seconds=6.0):
    """Kills the server so often under its clients and compares with what was acknowledged.

    after_kill: looks at the data while the server is down; is given the number of the round.
    kill: does it in another way than by kill -9; what the server still says then counts for nothing.
    """
    journal = Journal("k")
    outcome = Outcome(journal, [], [], [])
    server.start()
    for number in range(1, rounds + 1):
        crowd = Crowd(server.port, journal, sink, CLIENTS, sure=kill is None)
        # Somewhere in the middle of everything, another place each time.
        time.sleep(seconds * random.uniform(0.7, 1.3))
        (kill or server.kill)()
        crowd.stop()
        outcome.broken += crowd.broken
        if kill is None:
            outcome.broken += [f"refused: {answer.status} {answer.text[:200]}" for answer in crowd.refusals if answer.status != 503]
        if after_kill is not None:
            after_kill(number)
        server.start()
        _compare(server, journal, outcome)
        context.note(f"round {number}: {outcome.figures()}; refused {journal.refused}")
    _end(context, server, sink, outcome)
    return outcome


def _compare(server, journal, outcome):
    """All accounts of this round, and some of earlier ones."""
    accounts = journal.touched()
    known = set(map(id, accounts))
    earlier = [account for account in journal.registered() if id(account) not in known]
    outcome.lost += Comparison(server.port, accounts + random.sample(earlier, min(20, len(earlier)))).lost


def _end(context, server, sink, outcome):
    """Every account once more, every mail, and whether the codes of mails still work."""
    journal = outcome.journal
    outcome.lost += Comparison(server.port, journal.accounts).lost
    sink.wait_for(lambda: not journal.mails_lost(sink), LONGEST_LEASE + 30)
    outcome.mails_lost = journal.mails_lost(sink)
    outcome.lost += dead_codes(server, journal, sink)
    for text in (outcome.lost + outcome.mails_lost + outcome.broken)[:20]:
        context.note(text)


def dead_codes(server, journal, sink):
    """The accounts that the newest mail which they got does not confirm."""
    waiting = [account for account in journal.registered() if account.confirmed is False]
    client = Client(server.port)
    for account in random.sample(waiting, min(CODES, len(waiting))):
        links = [mail.links()[0] for mail in sink.to(account.address) if mail.confirms()]
        try:
            DOORS[account.door].confirm(client, account, links[-1], account.password)
        except (Refused, IndexError) as dead:
            yield f"{account.name} (door {account.door}): the code of its mail: {dead}"
    client.close()
