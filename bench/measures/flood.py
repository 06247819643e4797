"""Log-ins at ten times the capacity, in an open loop: what cannot be hashed is refused at once, everything else goes on."""

import dataclasses
import os
import random
import statistics

from harness import open_loop, requests, usage, visits
from harness.figures import MEGA, Verdict, at_least, at_most
from harness.measuring import ROUNDS, Report
from harness.open_loop import CLOSED, Stream
from harness.others import Others
from harness.ours import Node
from harness.table import number

LONGEST = 1200
ACCOUNTS = 10_000
TIMES_CAPACITY = 10
WARM = 3
# A second. Who am I as the figure says; refreshes and log-outs are few, so that they cost nothing to speak of.
WHOAMI, REFRESHES, LOG_OUTS = 200, 10, 10
# So many log-ins at once never leave a core idle, and are half of what may wait.
ENOUGH_CONNECTIONS = 10 * os.cpu_count()
# Those that wait for their hash, and as many again and more that are being refused.
FLOOD_CONNECTIONS = 64 * os.cpu_count()
# More of the machine than this for others makes a round worthless.
MOST_FOR_OTHERS = 0.05
SAMPLED = 50


@dataclasses.dataclass(frozen=True)
class Round:
    """One measurement of the capacity, and the flood that followed it; see open_loop.Outcome."""

    calm: object
    flood: object
    # Seconds of CPU and bytes of the server, the former with the warm-up.
    resident: int
    # The share of the machine that went to others in the one and in the other.
    others: tuple
    # Requests that were wrongly answered after the flood.
    wrong: int

    def capacity(self):
        """Good log-ins a second."""
        return self.calm.streams["log-in"].right.count / self.calm.seconds

    def good(self):
        """Good log-ins a second in the flood."""
        return self.flood.streams["log-in"].right.count / self.flood.seconds

    def kept(self):
        return self.good() / self.capacity()

    def all_wrong(self):
        return self.calm.wrong() + self.flood.wrong() + self.wrong


class Flood:
    """The node and what is asked of it. Log-ins go through all five doors, mixed by chance: each must refuse in its own words."""

    def __init__(self, context):
        self._context = context
        self._node = Node(context, accounts=ACCOUNTS).start()
        self._port = self._node.server.port
        log_ins = [(visits.log_in(letter, account), visits.refusal(letter)) for account in self._node.accounts for letter in visits.LOG_IN]
        random.Random(1).shuffle(log_ins)
        self._log_ins, self._refusals = zip(*log_ins)
        whoami = [visits.who("C", token) for token in self._node.tokens("C")[:ACCOUNTS // 5]]
        self._whoami = Stream("whoami", whoami, WHOAMI, answers=visits.answers(self._port, whoami))
        self._sessions = iter(self._node.tokens("A"))

    def _log_in(self, rate, connections):
        return Stream("log-in", self._log_ins, rate, connections, refusals=self._refusals)

    def _beside(self, tokens):
        """What goes on beside the flood. A token logs out once."""
        refresh = [requests.raw("POST", "/api/token/refresh/", body={"refresh": token}) for token in self._node.tokens("refresh")]
        log_out = [requests.raw("GET", "/user_account/logout", visits.authorized("A", token)) for token in tokens]
        return [Stream("refresh", refresh, REFRESHES, 4), Stream("log-out", log_out, LOG_OUTS, 4, repeats=False)]

    def round(self, name, seconds):
        calm, others_then = self._load("calm", [self._log_in(CLOSED, ENOUGH_CONNECTIONS), self._whoami], seconds)
        capacity = calm.streams["log-in"].right.count / seconds
        ending = [next(self._sessions) for _ in range(LOG_OUTS * (seconds + WARM))]
        streams = [self._log_in(TIMES_CAPACITY * capacity, FLOOD_CONNECTIONS), self._whoami, *self._beside(ending)]
        flood, others = self._load("flood", streams, seconds)
        resident = usage.resident([self._node.server.process.pid])
        found = Round(calm, flood, resident, (others_then, others), self._look(ending))
        self._context.note(f"{name}: {line(found)}")
        return found

    def _load(self, name, streams, seconds):
        """An Outcome, and the share of the machine that others had."""
        others = Others([self._node.server.process.pid])
        outcome = open_loop.run(self._context.folder / name, self._port, streams, seconds, WARM)
        return outcome, others.share()

    def _look(self, ended):
        """How many of the sessions that were ended are not, and of those that were not are."""
        asked = [(token, 401) for token in random.sample(ended, min(SAMPLED, len(ended)))]
        asked += [(token, 200) for token in self._node.tokens("A")[-SAMPLED:]]
        return sum(requests.ask(self._port, visits.who("A", token)).status != status for token, status in asked)


def line(found):
    streams = found.flood.streams
    refused, whoami = streams["log-in"].refused, streams["whoami"].right
    return (f"capacity {found.capacity():.1f}/s, good {found.good():.1f}/s ({found.kept():.2f}), refused p99 {refused.p99} worst {refused.worst} ms, "
            f"whoami p99 {whoami.p99} ms (calm {found.calm.streams['whoami'].right.p99}), wrong {found.all_wrong()}, "
            f"others {found.others[0]:.0%} and {found.others[1]:.0%}")


def median(rounds, value):
    """None where a round has none."""
    found = [value(one) for one in rounds]
    return None if None in found else statistics.median(found)


def tables(rounds):
    columns = ["median of the rounds", "requests/s", "p50 ms", "p99 ms", "p99.9 ms", "worst ms"]
    rows = []
    for load, name, what in (
        ("calm", "log-in", "right"), ("calm", "whoami", "right"), ("flood", "log-in", "right"), ("flood", "log-in", "refused"),
        ("flood", "whoami", "right"), ("flood", "refresh", "right"), ("flood", "log-out", "right"), ("flood", "whoami", "late"),
    ):
        def times(one):
            return getattr(getattr(one, load).streams[name], what)
        rate = median(rounds, lambda one: times(one).count / getattr(one, load).seconds)
        title = "  sent late by the generator" if what == "late" else f"{load}: {name}" + (", refused" if what == "refused" else "")
        rows.append([title, number(rate), *(number(median(rounds, lambda one: getattr(times(one), key))) for key in ("p50", "p99", "p999", "worst"))])
    return [(columns, rows)]


def verdicts(rounds):
    wrong = sum(one.all_wrong() for one in rounds)
    others = max(max(one.others) for one in rounds)
    found = [
        at_most("refusals: p99", median(rounds, lambda one: one.flood.streams["log-in"].refused.p99), 50, " ms"),
        at_least("good log-ins to the capacity", median(rounds, Round.kept), 0.85),
        at_most("whoami beside the flood: p99", median(rounds, lambda one: one.flood.streams["whoami"].right.p99), 5, " ms"),
        Verdict("no wrong answer; refresh and log-out go on", f"{wrong} wrong", wrong == 0),
    ]
    if others > MOST_FOR_OTHERS:
        found.append(Verdict(f"others had at most {MOST_FOR_OTHERS:.0%} of the machine", f"{others:.0%}", None))
    return found


def run(context):
    flood = Flood(context)
    seconds = context.seconds()
    flood.round("warm-up", seconds)
    rounds = [flood.round(f"round {count + 1}", seconds) for count in range(context.rounds(ROUNDS))]
    notes = [
        f"Capacity: {ENOUGH_CONNECTIONS} connections that log in in a closed loop beside {WHOAMI} whoami/s; flood: {TIMES_CAPACITY} times as many "
        f"log-ins a second beside {WHOAMI} whoami, {REFRESHES} refreshes and {LOG_OUTS} log-outs a second.",
        f"The generator took {median(rounds, lambda one: one.flood.cpu / one.flood.seconds):.0%} of a core in the flood "
        f"({median(rounds, lambda one: one.calm.cpu / one.calm.seconds):.0%} before it); the server holds "
        f"{median(rounds, lambda one: one.resident) / MEGA:.0f} MB.",
        f"Worst refusal of all rounds: {number(max(one.flood.streams['log-in'].refused.worst for one in rounds))} ms.",
    ]
    return Report(tables(rounds), verdicts(rounds), {"rounds": [dataclasses.asdict(one) for one in rounds]}, [], notes)
