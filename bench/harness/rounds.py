"""Rounds of kill -9 of a server under a crowd, each followed by a start on the same data and a comparison."""

import dataclasses
import random
import time

from harness.crowd import Crowd
from harness.journal import Comparison, Journal

# The last mails may wait for the lease of a worker that was killed with them in hand.
LONGEST_LEASE = 60


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


def kill_rounds(context, server, sink, rounds, after_kill=None, clients=16, seconds=6.0):
    """Kills the server so often under its clients and compares; `after_kill(round)` looks at the data while it is down."""
    journal = Journal("k")
    outcome = Outcome(journal, [], [], [])
    server.start()
    for number in range(1, rounds + 1):
        _load_and_kill(server, journal, sink, outcome, clients, seconds)
        if after_kill is not None:
            after_kill(number)
        server.start()
        _compare(server, journal, outcome)
        context.note(f"round {number}: {outcome.figures()}")
    outcome.lost += Comparison(server.port, journal.accounts).lost
    sink.wait_for(lambda: not journal.mails_lost(sink), LONGEST_LEASE + 30)
    outcome.mails_lost = journal.mails_lost(sink)
    for text in (outcome.lost + outcome.mails_lost + outcome.broken)[:20]:
        context.note(text)
    return outcome


def _load_and_kill(server, journal, sink, outcome, clients, seconds):
    crowd = Crowd(server.port, journal, sink, clients)
    # Somewhere in the middle of everything, another place each time.
    time.sleep(seconds * random.uniform(0.7, 1.3))
    server.kill()
    crowd.stop()
    outcome.broken += crowd.broken
    outcome.broken += [f"refused: {refusal.status} {refusal.text[:200]}" for refusal in crowd.refusals if refusal.status != 503]


def _compare(server, journal, outcome):
    accounts = journal.touched()
    earlier = [account for account in journal.registered() if account not in accounts]
    outcome.lost += Comparison(server.port, accounts + random.sample(earlier, min(20, len(earlier)))).lost
