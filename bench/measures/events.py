"""10,000 events a minute, told to a webhook, in an open loop: who am I beside them, and beside the same changes where nobody is told."""

import dataclasses
import statistics

from harness import requests, vegeta
from harness.clients import DOORS
from harness.figures import Verdict, at_most
from harness.measuring import ROUNDS, Report, disturbances, warm_up
from harness.ours import Node
from harness.receiver import Receiver
from harness.server import wait_until
from harness.table import number
from harness.vegeta import Stream
from measures import whoami_v1

LONGEST = 1200
ACCOUNTS = 10_000
WARM = 3
# A second.
WHOAMI, CHANGES = 200, 10_000 / 60
CONNECTIONS = 16
KNOWN_ANSWERS = 1_000
# p99 where events are told to p99 where they are not: what a p99 of some thousand answers varies by on a machine at rest, and no more.
AS_IT_WAS = 1.15
TOLD, UNTOLD = "told", "not told"
SETTINGS = {"VESTIBULE_EVENTS_KEPT": "on", "VESTIBULE_WEBHOOKS_ALLOW_HTTP": "on", "VESTIBULE_WEBHOOKS_ALLOW_PRIVATE": "on"}
# What was owed at the end of a load is sent within so many seconds, or the webhook does not keep up.
KEEPS_UP = 5


class Loaded:
    """A node whose people change their names while others ask who they are."""

    def __init__(self, context, name, settings):
        self.name = name
        self._context = context
        self._node = Node(context, settings, accounts=ACCOUNTS, name=name.replace(" ", "-")).start()
        self.server = self._node.server
        whoami = list(map(whoami_v1.request, self._node.tokens("v1")[:KNOWN_ANSWERS]))
        # Those who change are others: an answer stays what it was.
        known = [requests.ask(self.server.port, request.raw()).body for request in whoami]
        self._whoami = Stream("whoami", whoami, WHOAMI, CONNECTIONS, answers=known)
        self._keys = self._node.tokens("D")[KNOWN_ANSWERS:]
        self._turn = 0

    def load(self, seconds):
        """A name is another in each load, as the same once more is no change."""
        self._turn += 1
        changes = [DOORS["D"].profile(key, "PATCH", {"first_name": f"Name {self._turn}"}) for key in self._keys]
        if CHANGES * (seconds + WARM) > len(changes):
            raise ValueError(f"{len(changes)} people are too few for so long a load")
        streams = [self._whoami, Stream("change", changes, CHANGES, CONNECTIONS)]
        return vegeta.run(self._context.folder / f"{self.name}-load", self.server, streams, seconds, WARM)


@dataclasses.dataclass(frozen=True)
class Round:
    """The same load on both nodes; see vegeta.Outcome. late: seconds until the last event had come."""

    untold: object
    told: object
    late: float

    def ratio(self):
        return self.told.streams["whoami"].right.p99 / self.untold.streams["whoami"].right.p99


class Events:
    """Both nodes, and the receiver of the one."""

    def __init__(self, context):
        self._context = context
        self.receiver = context.owns(Receiver())
        self.untold = Loaded(context, UNTOLD, {})
        self.told = Loaded(context, TOLD, SETTINGS)
        self.changed = 0
        done = self.told.server.command("webhook", "create", self.receiver.url())
        if done.returncode != 0:
            raise RuntimeError(f"no webhook was made: {done.stderr}")

    def round(self, name, seconds):
        untold = self.untold.load(seconds)
        told = self.told.load(seconds)
        self.changed += len(told.streams["change"].numbers)
        found = Round(untold, told, self._late(told))
        self._context.note(
            f"{name}: whoami p99 {told.streams['whoami'].right.p99} ms, not told {untold.streams['whoami'].right.p99} ms, "
            f"last event after {found.late:.1f} s, wrong {untold.wrong() + told.wrong()}"
        )
        return found

    def _late(self, told):
        start = self._context.elapsed()
        wait_until("all events", lambda: self.receiver.count("account.changed") >= self.changed, 120)
        return self._context.elapsed() - start

    def warm_up(self, seconds):
        """Gives the loads' inverse p99, which grows as the compilers do their work."""
        found = self.round("warm-up", seconds)
        return 1 / found.told.streams["whoami"].right.p99


def tables(rounds):
    columns = ["median of the rounds", "requests/s", "p50 ms", "p99 ms", "p99.9 ms", "worst ms"]
    rows = []
    for load, name in (("untold", "whoami"), ("told", "whoami"), ("untold", "change"), ("told", "change")):
        times = [getattr(one, load).streams[name].right for one in rounds]
        rate = statistics.median(one.count for one in times) / rounds[0].told.seconds
        where = TOLD if load == "told" else UNTOLD
        medians = (statistics.median(getattr(one, key) for one in times) for key in ("p50", "p99", "p999", "worst"))
        rows.append([f"{where}: {name}", number(rate), *map(number, medians)])
    return [(columns, rows)]


def verdicts(rounds, receiver):
    wrong = sum(one.untold.wrong() + one.told.wrong() for one in rounds)
    return [
        at_most("whoami's p99 where events are told, to where they are not", statistics.median(map(Round.ratio, rounds)), AS_IT_WAS),
        at_most("the last event of a load: told", max(one.late for one in rounds), KEEPS_UP, " s"),
        Verdict("no wrong answer", f"{wrong} wrong", wrong == 0),
        Verdict("each account's events in order", f"{receiver.out_of_order()} accounts out of order", receiver.out_of_order() == 0),
        *disturbances([[one.untold.others for one in rounds], [one.told.others for one in rounds]]),
    ]


def run(context):
    events = Events(context)
    seconds = context.seconds()
    warm_up(lambda number: events.warm_up(seconds))
    rounds = [events.round(f"round {count + 1}", seconds) for count in range(context.rounds(ROUNDS))]
    notes = [
        f"{WHOAMI} whoami/s beside {CHANGES * 60:.0f} changes of names a minute, each an event; the receiver is Python on the same machine, "
        "which the node that tells has to share with it."
    ]
    return Report(tables(rounds), verdicts(rounds, events.receiver), {"rounds": rounds}, notes)
