"""A million lines on SQLite and on PostgreSQL, beside a server that is asked who somebody is: lines a second, memory, and what it shows of them.

Hashes are Django's PBKDF2, kept as they are; those that are wrapped cost a hash each, and fewer come. A few people's are real, and they sign in.
"""

import base64
import hashlib
import itertools
import json
import os
import threading

from harness import postgres, requests, usage, vegeta
from harness.clients import DOORS, Client
from harness.figures import MEGA, Verdict, at_least, at_most
from harness.imports import imported
from harness.measuring import Report, disturbances
from harness.ours import Node, Person
from harness.sample import Unavailable
from harness.sized import SCATTER
from harness.table import number
from harness.vegeta import Stream
from measures import whoami_c

LONGEST = 3600
LINES = "BENCH_MOVING_LINES"
MANY, WRAPPED = 1_000_000, 3_000
# Beyond the ids of those who are there.
FIRST_ID = 100_000_000
# Every so many lines somebody has a hash that a password matches.
REAL = 50_000
ROUNDS = 600_000
# A second, of so many people.
WHOAMI, KNOWN = 200, 1_000
GOAL, MOST_MB = 10_000, 300


def pbkdf2(digest, salt):
    return f"pbkdf2_sha256${ROUNDS}${salt}${base64.b64encode(digest).decode()}"


def kept():
    """Hashes of Django's that come in as they are, for person after person."""
    real = pbkdf2(hashlib.pbkdf2_hmac("sha256", Person.password.encode(), b"bench", ROUNDS), "bench")
    for place in itertools.count():
        yield pbkdf2(os.urandom(32), os.urandom(11).hex()) if place % REAL else real


def wrapped():
    """The same of those that are hashed once more."""
    for place in itertools.count():
        salt = os.urandom(11).hex()
        yield f"md5${salt}${hashlib.md5((salt + Person.password).encode()).hexdigest()}"


def person(kind, place):
    """Somebody whose name lies anywhere among those of the others, as names do that people have chosen."""
    return Person(f"{kind}{place * SCATTER % 10 ** 10:010d}")


def write(file, name, first, count, hashes):
    """People in our own form."""
    with open(file, "w", encoding="utf-8") as out:
        for place, encoded in zip(range(count), hashes):
            who = person(name, place)
            out.write(json.dumps({
                "id": first + place, "username": who.name, "emails": [{"address": who.address, "verified": True, "primary": True}],
                "password": {"hash": encoded, "scheme": "django"}, "created_at": "2020-07-01T10:00:00Z", "full_name": "Ada Lovelace",
            }) + "\n")


class Asking:
    """Asks a server who somebody is, window after window, from now on until `end`, which gives what each saw."""

    def __init__(self, context, node, seconds):
        known = list(map(whoami_c.request, node.tokens("C")[:KNOWN]))
        answers = [requests.ask(node.server.port, request.raw()).body for request in known]
        self._stream = Stream("whoami", known, WHOAMI, answers=answers)
        self._folder, self._server, self._seconds = context.folder / "asking", node.server, seconds
        self._ended = threading.Event()
        self._windows = []

    def window(self):
        """One, while nothing else goes on."""
        return vegeta.run(self._folder, self._server, [self._stream], self._seconds, 1).streams["whoami"]

    def begin(self):
        self._ended.clear()
        self._windows = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def _run(self):
        while not self._ended.is_set():
            self._windows.append((self.window(), self._ended.is_set()))

    def end(self):
        """The windows; the last one went on beyond the end, and counts only where there is no other."""
        self._ended.set()
        self._thread.join()
        whole = [seen for seen, late in self._windows if not late]
        return whole or [seen for seen, _ in self._windows]


class Measured:
    """One import beside a server that is asked."""

    def __init__(self, asking, pids, node, name, count, *words):
        own, others = usage.cpu(pids), usage.Others()
        children = usage.waited_for()
        asking.begin()
        try:
            self.report, self.ended = imported(node.server, name, *words)
        finally:
            self.windows = asking.end()
        self.others = others.share(usage.cpu(pids) - own + usage.waited_for() - children)
        self.count = count

    def rate(self):
        return self.count / self.ended.seconds

    def row(self, what):
        return [what, f"{self.count:,}", number(self.ended.seconds), number(self.rate()), f"{self.ended.peak / MEGA:.0f}", *times(self.windows)]


def times(windows):
    """The median window's p50 and p99, the worst p99, and what was wrong, for a table."""
    middle = sorted(windows, key=lambda seen: seen.right.p99 or 0)[len(windows) // 2].right
    return [number(middle.p50), number(middle.p99), number(max(seen.right.p99 or 0 for seen in windows)),
            str(sum(seen.wrong for seen in windows))]


def signed_in(node, count, letters="ADE"):
    """Of those whose password is known, how many times somebody is let in by it at these doors, and how many times by another."""
    client, good, bad = Client(node.server.port), 0, 0
    people = [person("many", place) for place in range(0, count, REAL)]
    for who, letter in itertools.product(people, letters):
        bad += client.ask(DOORS[letter].log_in(who, "wrong" + who.password)).status == 200
        good += client.ask(DOORS[letter].log_in(who, who.password)).status == 200
    return good, bad, len(people) * len(letters)


def one_base(context, kind, database, files):
    """Rows and verdicts of one kind of database."""
    node = Node(context, accounts=KNOWN, database=database, name=kind.lower()).start()
    pids = [node.server.process.pid, *([database.pid()] if database else [])]
    asking, found = Asking(context, node, context.seconds()), {}
    asking.window()
    quiet = asking.window()
    for name, (file, count) in files.items():
        words = ("jsonl", "--from", file, "--source", "bench" if name != "wrapped" else "old")
        found[name] = Measured(asking, pids, node, name, count, *words)
        context.note(f"{kind}: {name}: {found[name].row('')}")
        if found[name].ended.code != 0:
            raise RuntimeError(f"the import ended with {found[name].ended.code}: {(node.server.folder / 'command.err').read_text()[-2000:]}")
    lines = files["kept"][1]
    there = node.count("select count(*) as found from account where id >= " + str(FIRST_ID))
    good, bad, tries = signed_in(node, lines)
    node.server.close()
    rows = [[f"{kind}: at rest", "", "", "", "", *times([quiet])], *(one.row(f"{kind}: {name}") for name, one in found.items())]
    wrong = sum(seen.wrong for one in found.values() for seen in one.windows)
    again = found["again"].ended.summary
    limit = [at_least(f"{kind}: lines a second", found["kept"].rate(), GOAL, digits=0)] if database is None else []
    return rows, [
        *limit,
        at_most(f"{kind}: memory of the import at the top", max(one.ended.peak for one in found.values()) / MEGA, MOST_MB, " MB", 0),
        Verdict(f"{kind}: everybody is there", f"{there:,}", there == lines + files["wrapped"][1]),
        Verdict(f"{kind}: a second run changes nothing", str(again), again.get("unchanged") == lines),
        Verdict(f"{kind}: those whose password is known sign in, by no other", f"{good} of {tries}, {bad}", good == tries and bad == 0),
        Verdict(f"{kind}: no wrong answer beside it", str(wrong), wrong == 0),
        *disturbances([[one.others] for one in found.values()]),
    ]


def run(context):
    if reason := vegeta.missing():
        raise Unavailable(reason)
    lines = int(os.environ.get(LINES, MANY))
    few = min(WRAPPED, lines)
    many, slow = context.folder / "many.jsonl", context.folder / "wrapped.jsonl"
    write(many, "many", FIRST_ID, lines, kept())
    write(slow, "slow", FIRST_ID + lines, few, wrapped())
    files = {"kept": (many, lines), "again": (many, lines), "wrapped": (slow, few)}
    tables, verdicts, notes = [], [], [] if lines == MANY else [f"{lines:,} lines instead of {MANY:,}"]
    for kind in ("SQLite", "PostgreSQL"):
        if kind == "PostgreSQL" and (reason := postgres.missing()):
            notes.append(reason)
            continue
        database = context.owns(postgres.Postgres(context.folder / "postgres")).start() if kind == "PostgreSQL" else None
        rows, judged = one_base(context, kind, database, files)
        tables += rows
        verdicts += judged
    columns = ["", "lines", "seconds", "lines/s", "MB at the top", "whoami p50 ms", "p99 ms", "worst p99 ms", "wrong"]
    return Report([(columns, tables)], verdicts, {"rows": tables}, notes)
