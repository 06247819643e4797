"""What a scenario of bench/run is given and gives back, and the comparison of contestants in interleaved rounds.

A contestant has `name`, `role` (harness.sample), `start()`, which gives itself and has asked whether answers are right, `load(seconds)`,
which gives a Sample, and `close()`; one of ours also `warm()`, what is done once before its first load.
"""

import dataclasses
import importlib
import statistics
import time

from harness import table, usage
from harness.figures import Verdict
from harness.sample import OURS, PEER, Series, Unavailable

ROUNDS = 5
# At most so many runs before the first that counts, and by how much faster one must be to be followed by another.
WARM_UPS = 12
FASTER = 1.03
# What the compilers have of one core when they are at rest, next to the odd method.
COMPILING = 0.02
# The share of the processor that a machine at rest needs for itself.
QUIET = 0.05


@dataclasses.dataclass
class Report:
    """What a scenario came to: tables for people, verdicts on its figures, data for programs."""

    # (columns, rows), see harness.table.
    tables: list
    verdicts: list
    # For programs: what was measured, as it is.
    data: dict
    # Sentences for below the tables.
    notes: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Absent:
    """A contestant that cannot be had here, and why."""

    name: str
    role: str
    reason: str

    def start(self):
        raise Unavailable(self.reason)

    def close(self):
        """It has nothing."""


def peer(module, make, name):
    """A contestant of bench/peers: what `make` makes of its module; an absent one of that name where the module is missing."""
    try:
        found = importlib.import_module(f"peers.{module}")
    except ModuleNotFoundError as missing:
        return Absent(name, PEER, f"there is no {missing.name}")
    contestant = make(found)
    # Figures and tables know it by this.
    contestant.name = name
    return contestant


def compare(context, contestants, figures):
    """Starts all, warms each up, and loads them in turn, round after round."""
    started, notes = [], []
    for contestant in contestants:
        context.owns(contestant)
        try:
            started.append(contestant.start())
            context.note(f"{contestant.name} is there")
        except Exception as why:
            # A peer that is broken is none of our figures' business, but for those that name it.
            if contestant.role != PEER and not isinstance(why, Unavailable):
                raise
            notes.append(f"{contestant.name} is not measured: {why}")
            context.note(notes[-1])
    # Ours last: what it remembers of 100,000 accounts is read again five minutes later, which is a hundredth of a steady load's time, but half of
    # the one or two rounds that come then.
    for contestant in sorted(started, key=lambda one: one.role == OURS):
        if contestant.role == OURS:
            contestant.warm()
        warm_up(lambda number, warmed=contestant: _loaded(context, warmed, f"warm-up {number}").rate())
    samples = {contestant.name: [] for contestant in started}
    for number in range(1, context.rounds(ROUNDS) + 1):
        for contestant in started:
            samples[contestant.name].append(_loaded(context, contestant, f"round {number}"))
    series = [Series(contestant.name, contestant.role, tuple(samples[contestant.name])) for contestant in started]
    found = {one.name: one for one in series}
    verdicts = [figure.judge(found) for figure in figures]
    verdicts += [Verdict(f"{one.name}: no wrong answer", str(one.wrong()), False) for one in series if one.wrong()]
    verdicts += disturbances(one.shares() for one in series)
    return Report([table.comparison(series)], verdicts, {"contestants": series}, notes)


def _loaded(context, contestant, what):
    usage.await_rest()
    sample = contestant.load(context.seconds())
    wrong = f", {sample.wrong} WRONG" if sample.wrong else ""
    context.note(f"{what}: {contestant.name} {table.number(sample.rate())}/s{wrong}")
    return sample


def warm_up(once):
    """Runs that do not count, until two in a row are not clearly quicker than those before and no just-in-time compiler is at work any more.

    once(number): does one run and gives its rate.
    """
    best, idle = 0.0, 0
    for number in range(1, WARM_UPS + 1):
        compiled, begun = usage.compiled(), time.monotonic()
        rate = once(number)
        compiling = (usage.compiled() - compiled) / (time.monotonic() - begun)
        idle = 0 if rate > best * FASTER else idle + 1
        if idle >= 2 and compiling < COMPILING:
            return
        best = max(best, rate)


def disturbances(runs):
    """The verdict on what others used of the processor: None, as nothing that was measured beside them can be quoted, be it reached or not.

    runs: of each thing of which the median of several runs is quoted, the shares of others in these runs, 0 to 1, None where not known. As a
    median is quoted, it is the median that must have met a machine at rest.
    """
    known = [found for found in ([share for share in shares if share is not None] for shares in runs) if found]
    if not known:
        return []
    most, worst = max(map(statistics.median, known)), max(map(max, known))
    found = f"{most:.0%} in the median of what was disturbed most, {worst:.0%} in the worst run"
    return [Verdict(f"a machine at rest: something else had at most {QUIET:.0%} of the processor", found, most <= QUIET or None)]
