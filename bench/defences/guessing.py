"""100,000 passwords for one account, from one address and from a thousand: how many reach a hash, and what they cost.

On PostgreSQL, which counts. Without limits every guess reaches a hash; that is measured for some seconds. In test mode a clock is moved
through three hours of the same guesses.
"""

import itertools
import re

from harness import postgres, table, usage
from harness.attack import LIMITED, Flood, Hours, guess, hashes, limited, network, person, sent_from
from harness.clients import DOORS, Client
from harness.figures import Verdict, at_most
from harness.measuring import Report
from harness.nodes import nodes
from harness.one_by_one import Line
from harness.sample import Unavailable

LONGEST = 900
GUESSES = 100_000
ADDRESSES = 1_000
HOURS = 3
STEPS = 2_000
MOST_AN_HOUR = 100
HOME = network(60_000)
ELSEWHERE = network(60_001)
SPENT = ("select coalesce(sum(calls), 0), coalesce(sum(calls) filter (where query = 'COMMIT'), 0), pg_current_wal_lsn() - '0/0'"
         " from pg_stat_statements where userid = 'vestibule'::regrole and query not like 'BEGIN%'")


def guesses(name, addresses):
    return (guess(network(number % addresses), name, f"guess{number:06d}") for number in range(GUESSES))


class Owner:
    """Somebody who has signed in at home, and so has a mark on the device."""

    def __init__(self, server, name):
        self.who, self._client, self.answers = person(name), Client(server.port), []
        DOORS["A"].register(self._client, self.who)
        mark = re.search(r"vestibule_device=[^;]+", self._sign_in(HOME).headers["set-cookie"])
        self._device = {"Cookie": mark[0]} if mark else {}

    def _sign_in(self, address, **headers):
        return self._client.ask(sent_from(address, DOORS["A"].log_in(self.who, self.who.password), **headers))

    def comes(self):
        """On the device, from an address where the owner never was, on a connection of its own."""
        self._client.close()
        self.answers.append(self._sign_in(ELSEWHERE, **self._device).status)


def attack(server, database, name, addresses, seconds, least):
    """One attack on the real clock: what it came to."""
    owner = Owner(server, name)
    before, cpu, spent = hashes(server), usage.cpu([server.process.pid]), spent_of(database)
    requests = took = 0
    while requests < least:
        flood = Flood(server, itertools.islice(guesses(name, addresses), requests, None), seconds, 64)
        owner.comes()
        sent, lasted = flood.end()
        requests, took = requests + sent, took + lasted
        owner.comes()
    found = hashes(server) - before - len(owner.answers)
    cpu = usage.cpu([server.process.pid]) - cpu
    spent = [now - then for now, then in zip(spent_of(database), spent)]
    return owner, found, [requests, table.number(took), found, *(table.number(1e6 * cpu / requests), *(f"{one / requests:.3f}" for one in spent))]


def spent_of(database):
    return [int(one) for one in database.sql(SPENT, database=postgres.USER)[0]]


def on_postgres(context, limits):
    database = context.owns(postgres.Postgres(context.folder / f"postgres-{limits}", settings={"shared_preload_libraries": "pg_stat_statements"}))
    database.start().sql("create extension pg_stat_statements", database=postgres.USER)
    server, = nodes(context.folder / limits, database.url(), 1, {**LIMITED, "VESTIBULE_LIMITS": limits})
    return context.owns(server.start()), database


def in_hours(context):
    """The most hashes in any hour of three, and the owner's answers."""
    server = limited(context, "hours", test=True)
    owner, line, hours = Owner(server, "hours"), Line(server.port), Hours(server)
    # One of the thousand stands behind the owner's own address.
    sent = itertools.chain.from_iterable(zip(guesses("hours", ADDRESSES), (guess(HOME, "hours", f"at home{number}") for number in itertools.count())))
    counted = hashes(server)
    for step in range(STEPS):
        for request in itertools.islice(sent, GUESSES // STEPS):
            line.ask(request.raw())
        found = hashes(server)
        hours.count(found - counted)
        if step % (STEPS // 10) == 0:
            owner.comes()
        counted = hashes(server)
        hours.advance(HOURS * 3600 / STEPS)
    return hours.most, owner.answers


def run(context):
    if why := postgres.missing():
        raise Unavailable(why)
    rows, verdicts = [], []
    (context.folder / "on").mkdir(), (context.folder / "off").mkdir()
    for limits, kinds in (("on", (1, ADDRESSES)), ("off", (ADDRESSES,))):
        server, database = on_postgres(context, limits)
        for addresses in kinds:
            owner, found, row = attack(server, database, f"{limits}{addresses}", addresses, context.seconds(), GUESSES if limits == "on" else 1)
            rows.append([f"limits {limits}, {addresses} addresses", *row])
            context.note(str(rows[-1]))
            if limits == "on":
                verdicts.append(at_most(f"hashes for guesses from {addresses} addresses", found, MOST_AN_HOUR, digits=0))
                verdicts.append(came(owner.answers))
        server.close()
    most, answers = in_hours(context)
    verdicts += [at_most(f"hashes in any of {HOURS} moved hours, one of the addresses being the owner's", most, MOST_AN_HOUR, digits=0), came(answers)]
    columns = ["", "guesses", "seconds", "hashes", "CPU µs a guess", "statements a guess", "commits a guess", "bytes of WAL a guess"]
    return Report([(columns, rows)], verdicts, {"rows": rows})


def came(answers):
    return Verdict("the owner signs in on a known device meanwhile", f"{answers.count(200)} of {len(answers)}", set(answers) == {200})
