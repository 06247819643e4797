"""Two nodes on one PostgreSQL under the same loads as one on SQLite, and how often each request goes to the database.

Everything shares this machine's cores, the database and the generators too: the figures say what a request costs, not what two machines can do.
Half of the connections are each node's. A round trip is a statement of the nodes, counted by pg_stat_statements; a BEGIN is none, as the driver
sends it along with the next statement. Background work is in it: each node reads the change feed four times a second.
"""

import concurrent.futures
import dataclasses
import statistics

from harness import postgres, table, usage
from harness.measuring import Report, disturbances
from harness.ours import MOST_REGISTRATIONS, Asked, Node, Registered
from harness.sample import OURS, Sample, Series, Unavailable
from harness.wrk import wrk
from measures import log_in, refresh, registration, whoami_c, whoami_e

LONGEST = 3600
ROUNDS = 5
STATEMENTS = "select coalesce(sum(calls), 0) from pg_stat_statements where userid = 'vestibule'::regrole and query not like 'BEGIN%'"


class Pair:
    """Two nodes on a database that counts statements."""

    def __init__(self, context):
        settings = {"shared_preload_libraries": "pg_stat_statements", "shared_buffers": "1GB"}
        self.database = context.owns(postgres.Postgres(context.folder / "postgres", settings=settings))
        self.database.start()
        self.database.sql("create extension pg_stat_statements", database=postgres.USER)
        self.node = Node(context, database=self.database)
        self.node.start()
        self.other = self.node.second()

    def statements(self):
        return int(self.database.sql(STATEMENTS, database=postgres.USER)[0][0])

    def ports(self):
        return [self.node.server.port, self.other.port]

    def pids(self):
        return [self.node.server.process.pid, self.other.process.pid]

    def used(self):
        """Seconds of CPU of the nodes, and of the database."""
        return usage.cpu(self.pids()), usage.cpu([self.database.pid()])


class OnBoth:
    """What makes an Ours load both nodes at once, half of the connections each; `trips` to the database a request, of each load."""

    def __init__(self, pair, ours):
        self._pair, self._ours, self.trips = pair, ours, []
        ours.measured, ours.pids, ours.ports = self._measured, pair.pids, pair.ports

    def _loads(self, load, seconds, first):
        """What is sent to each node: it has had half of what was sent before, and nobody registers at both."""
        ready = seconds * MOST_REGISTRATIONS if isinstance(self._ours, Registered) else len(self._pair.node.accounts)
        half = dataclasses.replace(load, connections=load.connections // 2, threads=1)
        return (half, first // 2), (dataclasses.replace(half, port=self._pair.other.port), first // 2 + int(ready) // 2)

    def _measured(self, load, seconds, first):
        statements, (before, stored) = self._pair.statements(), self._pair.used()
        generator, others = usage.waited_for(), usage.Others()
        with concurrent.futures.ThreadPoolExecutor() as both:
            found = list(both.map(lambda one: wrk(one[0], seconds, one[1]), self._loads(load, seconds, first)))
        requests = sum(one[0] for one in found)
        (own, database), generator = self._pair.used(), usage.waited_for() - generator
        own, database = own - before, database - stored
        share = others.share(own + database + generator)
        self.trips.append((self._pair.statements() - statements) / max(1, requests))
        return Sample(requests, max(one[1] for one in found), max(one[2] for one in found), max(one[3] for one in found), own,
                      usage.resident(self._pair.pids()), sum(one[4] for one in found), generator, share)


def doors(pair):
    """What is asked of both."""
    node = pair.node
    return [
        Asked(node, "whoami C", "C", whoami_c.request, whoami_c.expected),
        Asked(node, "whoami E", "E", whoami_e.request, whoami_e.expected),
        Asked(node, "refresh C", "refresh", refresh.request, refresh.expected),
        *(_named(log_in.door(node, letter), f"log-in {letter}") for letter in "CE"),
        *(_named(registration.door(node, letter), f"registration {letter}") for letter in "CE"),
    ]


def _named(door, name):
    door.name = name
    return door


def run(context):
    if why := postgres.missing():
        raise Unavailable(why)
    pair = Pair(context)
    found = []
    for ours in doors(pair):
        trips = OnBoth(pair, ours).trips
        ours.start()
        ours.warm()
        ours.load(context.seconds())
        trips.clear()
        samples = []
        for number in range(context.rounds(ROUNDS)):
            samples.append(ours.load(context.seconds()))
            context.note(f"round {number + 1}: {ours.name} {table.number(samples[-1].rate())}/s, {trips[-1]:.2f} round trips a request")
        found.append((Series(ours.name, OURS, tuple(samples)), statistics.median(trips)))
    series = [one for one, _ in found]
    columns, rows = table.comparison(series)
    rows = [[*row, f"{trips:.2f}"] for row, (_, trips) in zip(rows, found)]
    data = {"contestants": [{**vars(one), "round_trips_per_request": trips} for one, trips in found]}
    wrong = [f"{one.name}: {one.wrong()} wrong answers" for one in series if one.wrong()]
    verdicts = disturbances(one.shares() for one in series)
    if wrong:
        raise RuntimeError("; ".join(wrong))
    return Report([([*columns, "round trips"], rows)], verdicts, data)
