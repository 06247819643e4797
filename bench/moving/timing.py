"""Refused log-ins of names that exist against those of names that do not, over a stock of many forms: how well their times tell them apart.

One client asks for one of each in turn, at all doors; the measure is the area under the curve: 0.5 is no better than a coin. No hash costs more
than 100 ms, and none has a password: all are made up in their forms.
"""

import base64
import itertools
import json
import os
import random
import statistics

from harness import table
from harness.clients import DOORS
from harness.figures import at_most
from harness.imports import imported
from harness.measuring import Report
from harness.one_by_one import Line
from harness.ours import Person
from harness.server import Server
from moving._doors import Typed

LONGEST = 1800
SAMPLES, WARM = 500, 50
MOST = 0.55
PEOPLE = 400
# What bcrypt writes in.
LETTERS = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def b64(size):
    return base64.b64encode(os.urandom(size)).decode()


def bcrypt(cost):
    letters = "".join(random.choices(LETTERS, k=21)) + "." + "".join(random.choices(LETTERS, k=30)) + "."
    return f"bcrypt$$2b${cost:02d}${letters}"


# Of Django's; a stock that has grown for years.
FORMS = (
    lambda: f"pbkdf2_sha256$20000${os.urandom(6).hex()}${b64(32)}",
    lambda: f"pbkdf2_sha256$150000${os.urandom(6).hex()}${b64(32)}",
    lambda: f"argon2$argon2id$v=19$m=65536,t=2,p=1${b64(16).rstrip('=')}${b64(32).rstrip('=')}",
    lambda: f"scrypt$16384${os.urandom(6).hex()}$8$1${b64(64)}",
    lambda: bcrypt(10),
    lambda: bcrypt(6),
    lambda: f"md5${os.urandom(6).hex()}${os.urandom(16).hex()}",
    lambda: f"pbkdf2_sha1$60000${os.urandom(6).hex()}${b64(20)}",
)


def name(kind, number):
    """All are of one length."""
    return f"{kind}{number:05d}"


def write(file):
    with open(file, "w", encoding="utf-8") as out:
        for number, form in zip(range(1, PEOPLE + 1), itertools.cycle(FORMS)):
            who = Person(name("known", number))
            out.write(json.dumps({"id": number, "username": who.name, "emails": [{"address": who.address, "verified": True}],
                                  "password": {"hash": form(), "scheme": "django"}}) + "\n")


def area(some, others):
    """The chance that one of some is greater than one of the others, ties half; or its contrary, whichever is greater."""
    wins = sum((one > other) + (one == other) / 2 for one in some for other in others)
    share = wins / len(some) / len(others)
    return max(share, 1 - share)


def refused(line, kind, number):
    """The milliseconds of one refusal."""
    door = list(DOORS.values())[number % len(DOORS)]
    who = Person(name(kind, number % PEOPLE + 1))
    status, body, took = line.ask(door.log_in(Typed(who.name if door.has_names else who.address), who.password).raw())
    if status in (429, 503) or status == 200 and door.letter != "B":
        raise RuntimeError(f"{status} {body}")
    return took


def run(context):
    file = context.folder / "people.jsonl"
    write(file)
    server = context.owns(Server(context.folder / "node")).start()
    _, ended = imported(server, "people", "jsonl", "--from", file)
    if ended.code:
        raise RuntimeError(f"the import ended with {ended.code}: {ended.summary}")
    # A start counts the stock, which is else counted beside the requests.
    server.terminate()
    server.start()
    line, times, count = Line(server.port), {"known": [], "nobod": []}, context.rounds(SAMPLES)
    for number in range(WARM + count):
        for kind in ("known", "nobod") if number % 2 else ("nobod", "known"):
            took = refused(line, kind, number)
            if number >= WARM:
                times[kind].append(took)
    line.close()
    rows = [[kind, *(table.number(one) for one in (statistics.median(found), *statistics.quantiles(found, n=20)[::18], max(found)))]
            for kind, found in zip(("known", "unknown"), times.values())]
    verdict = at_most(f"known from unknown names by {count} refused log-ins each: area under the curve", area(*times.values()), MOST, digits=3)
    return Report([(["ms", "p50", "p5", "p95", "most"], rows)], [verdict], {"times": times}, [f"{PEOPLE} people, {len(FORMS)} forms"])
