"""Known against unknown names under strict privacy: the difference of what log-in, reset, registration and confirmation take.

Pairs of one of each, asked one right after the other by one client, who begins in turn; each pair comes from a network of its own, as limits are on.
The estimate is the median of the pairs' differences, its interval that of order statistics: so says no distribution, and outliers do not move it.
"""

import dataclasses
import itertools
import statistics

from harness import table
from harness.attack import LIMITED, network, sent_from
from harness.clients import DOORS
from harness.figures import Verdict
from harness.measuring import Report
from harness.one_by_one import Line
from harness.ours import Node, Person
from harness.requests import Request

LONGEST = 3000
PAIRS = 2_000
WARM = 50
# Of the normal distribution, for 99 %.
SIGMAS = 2.576
MOST_MS, MOST_SHARE = 0.3, 0.02


def questions(count):
    """(what, the request about somebody, known people, unknown ones); all names are of one length."""
    seeded, free, nobody = (people(kind, count) for kind in ("seed", "free", "none"))
    for letter, door in DOORS.items():
        yield f"log-in {letter}", lambda who, number, door=door: door.log_in(who, "wrong"), seeded, nobody
    yield "reset", lambda who, number: Request("POST", "/user_account/reset_password_request", {"username": who.name}), seeded, nobody
    yield "registration", registration, seeded, free
    # Those who have just registered, and have not confirmed their addresses.
    yield "confirmation", lambda who, number: Request("POST", "/v1/confirmations", {"email": who.address}), free, nobody


def people(kind, count):
    return [Person(f"{kind}{number:06d}") for number in range(1, count + 1)]


def registration(who, number):
    """Of a new name, with an address that is taken or free."""
    return dataclasses.replace(DOORS["A"].registration(who), body={**DOORS["A"].registration(who).body, "username": f"name{number:06d}"})


def pairs(line, ask, known, unknown, networks):
    """The milliseconds of both kinds, pair by pair."""
    times = [], []
    for number, both in enumerate(zip(known, unknown)):
        address, answers = network(next(networks)), {}
        for kind in (0, 1) if number % 2 else (1, 0):
            answers[kind] = line.ask(sent_from(address, ask(both[kind], 2 * number + kind)).raw())
        if answers[0][0] != answers[1][0] or answers[0][0] in (429, 503):
            raise RuntimeError(f"the answers differ: {answers}")
        if number >= WARM:
            for kind in (0, 1):
                times[kind].append(answers[kind][2])
    return times


def interval(values):
    """The median between the bounds of its 99 % interval."""
    ordered, half = sorted(values), SIGMAS * len(values) ** 0.5 / 2
    return ordered[int(len(ordered) / 2 - half)], statistics.median(ordered), ordered[int(len(ordered) / 2 + half)]


def run(context):
    count = context.rounds(PAIRS)
    node = Node(context, {**LIMITED, "VESTIBULE_PRIVACY": "strict"}, WARM + count).start()
    line, networks, rows, verdicts = Line(node.server.port), itertools.count(), [], []
    for what, ask, known, unknown in questions(WARM + count):
        times = pairs(line, ask, known, unknown, networks)
        usual = statistics.median(times[1])
        low, middle, high = interval([one - other for one, other in zip(*times)])
        allowed = max(MOST_MS, MOST_SHARE * usual)
        rows.append([what, *(f"{value:.3f}" for value in (statistics.median(times[0]), usual, middle, low, high, allowed))])
        context.note(str(rows[-1]))
        verdicts.append(Verdict(f"{what}: 99 % interval of the difference within ±{allowed:.2f} ms", f"{low:+.3f} to {high:+.3f} ms",
                                -allowed <= low and high <= allowed))
    columns = ["ms", "known", "unknown", "difference", "from", "to", "allowed ±"]
    return Report([(columns, rows)], verdicts, {"rows": rows}, [f"{count} pairs each"])
