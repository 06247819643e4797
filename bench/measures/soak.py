"""Twenty minutes of everything at a moderate rate: memory stays flat, no answer is wrong, the 99th percentile stays flat."""

import dataclasses
import itertools
import statistics
import threading
import time

from harness import requests, usage, vegeta
from harness.clients import DOORS
from harness.figures import MEGA, Verdict, at_most
from harness.measuring import Report, disturbances
from harness.ours import Node, Person
from harness.table import number
from harness.vegeta import Stream
from measures import refresh, whoami_a, whoami_d

SECONDS = 1200
LONGEST = 3600
WINDOWS = 20
# Requests a second, through all doors that can. What is written has a hash or a sync to it, and is fewer.
WHOAMI, REFRESHES, LOG_INS, REGISTRATIONS, EDITS, LOG_OUTS = 400, 40, 5, 2, 5, 5
# Whoami asks for the first ones, whose answers are known; others are edited, refreshed and signed in; each log-out ends another session.
KNOWN, OTHERS = 500, 5_000
# What the last quarter may be to the second one: resident memory, and the 99th percentile of whoami.
FLAT_MEMORY, FLAT_P99 = 1.05, 1.5


@dataclasses.dataclass(frozen=True)
class Window:
    """One twentieth of the time. streams: (Times of the right answers, count of wrong ones) by name; bytes."""

    streams: dict
    # The median.
    resident: float


class Memory:
    """Looks at a server's memory, once in so many seconds."""

    def __init__(self, server, pause):
        self._server, self._pause = server, pause
        self._ended = threading.Event()
        self._seen = []
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while not self._ended.wait(self._pause):
            self._seen.append((time.monotonic(), usage.resident([self._server.process.pid])))

    def between(self, begin, end):
        """The median."""
        return statistics.median(resident for moment, resident in self._seen if begin <= moment <= end)

    def close(self):
        self._ended.set()


# By cookie, header and key.
WHO = ((whoami_a.request, "A"), (DOORS["B"].who_am_i, "A"), (DOORS["C"].who_am_i, "C"), (whoami_d.request, "D"), (DOORS["E"].who_am_i, "E"))


def whoami(node):
    """Through all doors, by header, cookie and key; with the answers, each of which must come again."""
    asked = [request for together in zip(*(map(make, node.tokens(kind)[:KNOWN]) for make, kind in WHO)) for request in together]
    answers = [requests.ask(node.server.port, request.raw()) for request in asked]
    if any(answer.status != 200 for answer in answers):
        raise RuntimeError(next(answer for answer in answers if answer.status != 200))
    return Stream("whoami", asked, WHOAMI, answers=[answer.body for answer in answers])


def edit(token, number):
    """Document D's change of names."""
    return DOORS["D"].profile(token, "PATCH", {"first_name": f"Person {number}"})


def streams(node, seconds):
    """All that is asked. C and D answer a registration with 201, so these are a stream of their own."""
    others = slice(KNOWN, KNOWN + OTHERS)
    # What cannot be asked twice is there for a second more than is due.
    newcomers = [Person(f"new{number:08d}") for number in range(REGISTRATIONS * (seconds + 1))]
    half = len(newcomers) // 2

    def through(letters, what, people):
        return [what(DOORS[letter], one) for letter, one in zip(itertools.cycle(letters), people)]

    def register(door, who):
        return door.registration(who)

    return [
        whoami(node),
        Stream("refresh", list(map(refresh.request, node.tokens("refresh")[others])), REFRESHES, 4),
        Stream("log-in", through("ABCDE", lambda door, who: door.log_in(who, who.password), node.accounts[others]), LOG_INS, 8),
        Stream("registration A, B, E", through("ABE", register, newcomers[:half]), REGISTRATIONS / 2, 4),
        Stream("registration C, D", through("CD", register, newcomers[half:]), REGISTRATIONS / 2, 4, expected=201),
        Stream("profile edit", list(map(edit, node.tokens("D")[others], itertools.count())), EDITS, 4),
        Stream("log-out", through("AB", lambda door, token: door.log_out(token), node.tokens("A")[KNOWN + OTHERS:]), LOG_OUTS, 4),
    ]


def load(context, node, seconds):
    """The Outcome, and the windows."""
    each = seconds / WINDOWS
    memory = context.owns(Memory(node.server, min(1, each / 10)))
    outcome = vegeta.run(context.folder / "soak", node.server, streams(node, seconds), seconds, parts=WINDOWS)
    begin = outcome.began
    windows = [
        Window({name: seen.parts[part] for name, seen in outcome.streams.items()}, memory.between(begin + part * each, begin + (part + 1) * each))
        for part in range(WINDOWS)
    ]
    return outcome, windows


def kept(node, outcome):
    """Whether what was acknowledged is in the database."""
    accounts = node.count("select count(*) as found from identifier where key between 'new0' and 'new:' and kind = 'ADDRESS'")
    ended = node.count("select count(*) as found from session where ended_at is not null")
    registered = sum(len(seen.numbers) for name, seen in outcome.streams.items() if name.startswith("registration"))
    out = len(outcome.streams["log-out"].numbers)
    same = accounts == registered and ended == out
    return Verdict("registrations and log-outs are kept", f"{accounts} of {registered}, {ended} of {out}", same)


def quarters(windows, value):
    """The medians of the second quarter and of the last one."""
    size = max(1, len(windows) // 4)
    return [statistics.median(map(value, part)) for part in (windows[size:2 * size], windows[-size:])]


def flat(text, windows, value, most):
    early, late = quarters(windows, value)
    return at_most(f"{text}, the last quarter to the second", late / early, most)


def p99(window):
    return window.streams["whoami"][0].p99


def tables(outcome, windows):
    columns = ["", "requests/s", "p50 ms", "p99 ms", "p99.9 ms", "worst ms", "p99 of quarters", "wrong"]
    size = max(1, len(windows) // 4)
    rows = []
    for name, seen in outcome.streams.items():
        parts = [windows[first:first + size] for first in range(0, 4 * size, size)]
        across = [number(statistics.median(window.streams[name][0].p99 or 0 for window in part)) for part in parts if part]
        times = seen.right
        found = map(number, (times.p50, times.p99, times.p999, times.worst))
        rows.append([name, number(times.count / outcome.seconds), *found, " ".join(across), seen.wrong])
    return [(columns, rows)]


def verdicts(node, outcome, windows):
    wrong = outcome.wrong()
    answered = sum(seen.right.count for seen in outcome.streams.values())
    return [
        flat("resident memory", windows, lambda window: window.resident, FLAT_MEMORY),
        Verdict("no error", f"{wrong} wrong, {answered} right", wrong == 0),
        flat("whoami: p99", windows, p99, FLAT_P99),
        kept(node, outcome),
        *disturbances([[outcome.others]]),
    ]


def notes(outcome, windows, seconds):
    early, late = quarters(windows, lambda window: window.resident)
    return [
        f"{seconds} s in {len(windows)} windows. Resident: median of the second quarter {early / MEGA:.0f} MB, of the last "
        f"{late / MEGA:.0f} MB, most {max(window.resident for window in windows) / MEGA:.0f} MB.",
        f"The generator took {outcome.generator:.1%} of a core.",
    ]


def run(context):
    seconds = context.seconds(SECONDS)
    node = Node(context, accounts=KNOWN + OTHERS + LOG_OUTS * (seconds + 1)).start()
    outcome, windows = load(context, node, seconds)
    data = {"outcome": outcome, "windows": windows}
    found = verdicts(node, outcome, windows)
    return Report(tables(outcome, windows), found, data, notes(outcome, windows, seconds))
