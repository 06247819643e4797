"""300 honest registrations and log-ins from one address as fast as they go, and people who mistype nine times."""

import collections
import concurrent.futures
import itertools

from harness.attack import limited, person, sent_from
from harness.clients import DOORS, Client
from harness.figures import Verdict, at_most
from harness.measuring import Report

LONGEST = 300
PEOPLE = 300
AT_ONCE = 8
MOST_SECONDS = 300
MISTYPED = 9
OFFICE = "192.0.2.1"
# D lets nobody in whose address is not confirmed, so its people come in at A.
DOOR = {"D": "A"}


def comes(server, who, letter):
    """Registers and signs in; the statuses of both."""
    client = Client(server.port)
    sign_in = DOORS[DOOR.get(letter, letter)].log_in(who, who.password)
    return [client.ask(sent_from(OFFICE, request)).status for request in (DOORS[letter].registration(who), sign_in)]


def mistypes(server, letter):
    """The statuses of nine wrong passwords and of the right one, which follows at once."""
    client, who = Client(server.port), person(f"mistyping{letter}")
    who.door = letter
    DOORS[letter].register(client, who)
    passwords = [f"wrong{number}" for number in range(MISTYPED)] + [who.password]
    return [client.ask(sent_from(OFFICE, DOORS[letter].log_in(who, password))).status for password in passwords]


def run(context):
    server, begin = limited(context), context.elapsed()
    people = [(person(f"honest{number}"), letter) for number, letter in zip(range(PEOPLE), itertools.cycle(DOORS))]
    for who, letter in people:
        who.door = letter
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda one: comes(server, *one), people))
    took = context.elapsed() - begin
    statuses = collections.Counter(itertools.chain.from_iterable(found))
    tries = {letter: mistypes(server, letter) for letter in "ABCE"}
    rows = [["registrations and log-ins", ", ".join(f"{count} of {status}" for status, count in sorted(statuses.items()))],
            *([f"mistyping at {letter}", " ".join(map(str, one))] for letter, one in tries.items())]
    verdicts = [
        Verdict("every registration and log-in is good", str(dict(statuses)), set(statuses) <= {200, 201} and statuses.total() == 2 * PEOPLE),
        at_most("seconds for all", took, MOST_SECONDS, digits=0),
        Verdict("who mistypes nine times gets in at the tenth", str([one[-1] for one in tries.values()]),
                all(one[-1] == 200 and 429 not in one for one in tries.values())),
    ]
    return Report([(["300 people behind one address", "statuses"], rows)], verdicts, {"rows": rows})
