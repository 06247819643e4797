"""Log-ins at ten times the capacity, in an open loop: what cannot be hashed is refused at once, everything else goes on."""

import dataclasses
import json
import os
import random
import statistics

from harness import requests, usage, vegeta
from harness.clients import DOORS, unavailable_words
from harness.figures import MEGA, Verdict, at_least, at_most
from harness.measuring import ROUNDS, Report, disturbances, warm_up
from harness.ours import Node, Person
from harness.seed import PASSWORD
from harness.table import number
from harness.vegeta import CLOSED, Stream
from measures import refresh, whoami_c

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
KNOWN_ANSWERS = 1_000
SAMPLED = 50


@dataclasses.dataclass(frozen=True)
class Round:
    """One measurement of the capacity, and the flood that followed it; see vegeta.Outcome."""

    calm: object
    flood: object
    # Bytes of the server.
    resident: int
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

    def others(self):
        """The share of the processor that went to others, at worst."""
        return max(self.calm.others, self.flood.others)


class Flood:
    """The node and what is asked of it. Log-ins go through all five doors, mixed by chance: each must refuse in its own words."""

    def __init__(self, context):
        self._context = context
        node = Node(context, accounts=ACCOUNTS).start()
        self._server = node.server
        log_ins = [(door.log_in(account, PASSWORD), refusal(door)) for account in node.accounts for door in DOORS.values()]
        random.Random(1).shuffle(log_ins)
        self._log_ins, self._refusals = zip(*log_ins)
        whoami = list(map(whoami_c.request, node.tokens("C")[:KNOWN_ANSWERS]))
        known = [requests.ask(node.server.port, request.raw()).body for request in whoami]
        self._whoami = Stream("whoami", whoami, WHOAMI, answers=known)
        self._refresh = Stream("refresh", list(map(refresh.request, node.tokens("refresh"))), REFRESHES, 4)
        self._live = list(node.tokens("A"))

    def warm_up(self, seconds):
        """So many log-ins in a closed loop that most are refused: what does that must be compiled. Gives answers a second."""
        outcome = self._load("warm-up", [self._log_in(CLOSED, FLOOD_CONNECTIONS), self._whoami, self._refresh], seconds)
        seen = outcome.streams["log-in"]
        return (seen.right.count + seen.refused.count) / seconds

    def round(self, name, seconds):
        """The capacity, then the flood."""
        calm = self._load("calm", [self._log_in(CLOSED, ENOUGH_CONNECTIONS), self._whoami], seconds)
        # One more second of them than are due, so that none is asked to end again.
        ending = [self._live.pop() for _ in range(LOG_OUTS * (seconds + WARM + 1))]
        log_out = Stream("log-out", list(map(DOORS["A"].log_out, ending)), LOG_OUTS, 4)
        rate = TIMES_CAPACITY * calm.streams["log-in"].right.count / calm.seconds
        flood = self._load("flood", [self._log_in(rate, FLOOD_CONNECTIONS), self._whoami, self._refresh, log_out], seconds)
        ended = [ending[number] for number in flood.streams["log-out"].numbers]
        found = Round(calm, flood, usage.resident([self._server.process.pid]), self._look(ended))
        self._context.note(f"{name}: {line(found)}")
        return found

    def _load(self, name, streams, seconds):
        return vegeta.run(self._context.folder / name, self._server, streams, seconds, WARM)

    def _log_in(self, rate, connections):
        return Stream("log-in", self._log_ins, rate, connections, refusals=self._refusals)

    def _look(self, ended):
        """How many of the sessions that were ended are not, and of those that were not are."""
        asked = [(token, 401) for token in random.sample(ended, min(SAMPLED, len(ended)))]
        asked += [(token, 200) for token in self._live[:SAMPLED]]
        return sum(requests.ask(self._server.port, DOORS["A"].who_am_i(token).raw()).status != status for token, status in asked)


def refusal(door):
    """The whole body by which a door says that it cannot sign anybody in just now; A and B write JSON as Flask does."""
    words = unavailable_words(door.log_in(Person("somebody"), PASSWORD).path)
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return (text + "\n" if door.letter in "AB" else text).encode()


def line(found):
    """One round, for who watches."""
    streams = found.flood.streams
    refused, whoami = streams["log-in"].refused, streams["whoami"].right
    before = found.calm.streams["whoami"].right
    return (f"capacity {found.capacity():.1f}/s, good {found.good():.1f}/s ({found.kept():.2f}), refused p99 {refused.p99} "
            f"worst {refused.worst} ms, whoami p99 {whoami.p99} ms (before {before.p99}), wrong {found.all_wrong()}, "
            f"others {found.others():.0%}")


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
        times = [getattr(getattr(one, load).streams[name], what) for one in rounds]
        rate = statistics.median(one.count for one in times) / rounds[0].flood.seconds
        title = "  sent late by the generator" if what == "late" else f"{load}: {name}" + (", refused" if what == "refused" else "")
        rows.append([title, number(rate), *(number(median(times, lambda one: getattr(one, key))) for key in ("p50", "p99", "p999", "worst"))])
    return [(columns, rows)]


def verdicts(rounds):
    wrong = sum(one.all_wrong() for one in rounds)
    return [
        at_most("refusals: p99", median(rounds, lambda one: one.flood.streams["log-in"].refused.p99), 50, " ms"),
        at_least("good log-ins to the capacity", median(rounds, Round.kept), 0.85),
        at_most("whoami beside the flood: p99", median(rounds, lambda one: one.flood.streams["whoami"].right.p99), 5, " ms"),
        Verdict("no wrong answer; refresh and log-out go on", f"{wrong} wrong", wrong == 0),
        *disturbances([[one.others() for one in rounds]]),
    ]


def notes(rounds):
    worst = max(one.flood.streams["log-in"].refused.worst or 0 for one in rounds)
    return [
        f"Capacity: {ENOUGH_CONNECTIONS} connections log in in a closed loop, beside {WHOAMI} whoami/s. Flood: {TIMES_CAPACITY} times as "
        f"many log-ins a second, beside {WHOAMI} whoami, {REFRESHES} refreshes and {LOG_OUTS} log-outs a second. Worst refusal of all "
        f"rounds: {worst} ms.",
        f"The generator took {median(rounds, lambda one: one.flood.generator):.0%} of a core in the flood, "
        f"{median(rounds, lambda one: one.calm.generator):.0%} before it; the server held "
        f"{median(rounds, lambda one: one.resident) / MEGA:.0f} MB.",
    ]


def run(context):
    flood = Flood(context)
    seconds = context.seconds()
    warm_up(lambda number: flood.warm_up(seconds))
    flood.round("warm-up", seconds)
    rounds = [flood.round(f"round {count + 1}", seconds) for count in range(context.rounds(ROUNDS))]
    return Report(tables(rounds), verdicts(rounds), {"rounds": rounds}, notes(rounds))
