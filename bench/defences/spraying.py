"""One password for 10,000 names from one network, again and again: how many reach a hash, and when a newcomer behind it gets in.

In test mode a clock is moved through three hours of it; on the real clock it goes as fast as it can.
"""

import itertools

from harness import table
from harness.attack import Flood, Hours, guess, hashes, limited, network, person, persistent, sent_from
from harness.clients import DOORS, Client
from harness.figures import Verdict, at_most
from harness.measuring import Report
from harness.one_by_one import Line

LONGEST = 900
NAMES = 10_000
HOURS = 3
STEPS = 1_000
MOST_AN_HOUR = 300
PATIENCE = 300
NEWCOMERS = 3
SPRAYED = network(1)


def sprayed():
    return (guess(SPRAYED, f"name{number:05d}", "Summer2026") for number in range(NAMES))


def in_hours(context):
    server = limited(context, "hours", test=True)
    line, hours, counted = Line(server.port), Hours(server), 0
    names = itertools.cycle(list(sprayed()))
    for _ in range(STEPS):
        for request in itertools.islice(names, HOURS * NAMES // STEPS):
            line.ask(request.raw())
        found = hashes(server)
        hours.count(found - counted)
        counted = found
        hours.advance(HOURS * 3600 / STEPS)
    return hours.most


def newcomer(server, number):
    """Somebody with an account, whom the network has never seen: the status, and the seconds until then."""
    client, who = Client(server.port), person(f"newcomer{number}")
    DOORS["A"].register(client, who)
    answer, took = persistent(client, sent_from(SPRAYED, DOORS["A"].log_in(who, who.password)), PATIENCE)
    return answer.status, took


def run(context):
    server = limited(context)
    found, rows = [], []
    flood = Flood(server, sprayed(), context.seconds(150), 64)
    for number in range(NEWCOMERS):
        if flood.lasts():
            found.append(newcomer(server, number))
            context.note(f"newcomer: {found[-1]}")
    requests, took = flood.end()
    spent = hashes(server)
    rows.append(["as fast as it can", requests, table.number(took), spent, ", ".join(f"{seconds:.0f}" for _, seconds in found)])
    most = in_hours(context)
    rows.append([f"through {HOURS} moved hours", HOURS * NAMES, HOURS * 3600, most, ""])
    verdicts = [
        at_most("hashes in an hour", max(most, spent), MOST_AN_HOUR, digits=0),
        Verdict(f"a newcomer gets in within {PATIENCE} s", f"{[status for status, _ in found].count(200)} of {len(found)}",
                all(status == 200 for status, _ in found)),
    ]
    columns = ["one password for 10,000 names", "guesses", "seconds", "hashes, the most an hour", "seconds until newcomers were in"]
    return Report([(columns, rows)], verdicts, {"rows": rows})
