"""An open loop by vegeta: streams of requests, each at its rate whatever the server does.

An answer's time counts from the moment when its request was due, so that neither a request that waits for a connection nor one that the
generator sends late is flattered. Answers are recorded whole, and compared when the load is over.
Go's client sends a GET again, once, when its kept connection ended before an answer began; `bench/faults rolling` is what looks for such.
"""

import base64
import csv
import dataclasses
import json
import math
import os
import re
import shutil
import subprocess
import time

from harness import usage
from harness.context import CACHE

MODULE = "github.com/tsenart/vegeta/v12@v12.13.0"
TIMEOUT = 20
# A closed loop instead: each connection asks again as soon as it has its answer.
CLOSED = 0
RETRY_AFTER = re.compile(rb"^Retry-After: [1-9]\d*\r?$", re.MULTILINE)


def missing():
    """What is not installed, as a sentence; None when all is there. Where Go is, vegeta is fetched once."""
    if not _program() and shutil.which("go"):
        subprocess.run(["go", "install", MODULE], env={**os.environ, "GOBIN": str(CACHE)}, check=False)
    return None if _program() else f"vegeta is not installed: go install {MODULE}"


def _program():
    return shutil.which("vegeta") or shutil.which("vegeta", path=CACHE)


@dataclasses.dataclass(frozen=True)
class Stream:
    """Requests of one kind.

    requests: of harness.requests, sent in turn, and again from the first.
    rate: requests a second, evenly spaced; or CLOSED.
    connections: so many are under way at most; those that are due beyond wait for one.
    answers: the one right body for each request; None where the status alone tells.
    refusals: the body of a proper 503 for each request, which must also have Retry-After; None where no refusal is proper.
    """

    name: str
    requests: list
    rate: float
    connections: int = 16
    expected: int = 200
    answers: list | None = None
    refusals: list | None = None

    def write(self, file, port):
        """The targets: of the URL the fragment, which is not sent, is the request's number."""
        with open(file, "w", encoding="ascii") as out:
            for number, request in enumerate(self.requests):
                header = {name: [value] for name, value in request.sent().items()}
                body = base64.b64encode(request.content()).decode()
                url = f"http://127.0.0.1:{port}{request.path}#{number}"
                out.write(json.dumps({"method": request.method, "url": url, "header": header, "body": body}) + "\n")

    def command(self, targets, results, seconds):
        closed = ["-rate=0", f"-workers={self.connections}", f"-max-workers={self.connections}"]
        paced = [f"-rate={round(self.rate * 60)}/1m"] if self.rate else closed
        return [_program(), "attack", "-format=json", f"-targets={targets}", f"-output={results}", f"-duration={seconds}s", *paced,
                f"-max-connections={self.connections}", f"-timeout={TIMEOUT}s", "-redirects=-1"]

    def judge(self, number, status, body, head):
        """What an answer is: right, refused properly, or wrong."""
        if status == self.expected and (self.answers is None or body == self.answers[number]):
            return "right"
        if status == 503 and self.refusals is not None and body == self.refusals[number] and RETRY_AFTER.search(head):
            return "refused"
        return "wrong"


@dataclasses.dataclass(frozen=True)
class Times:
    """How many, and how long they took, in ms; None where there were none."""

    count: int
    p50: float | None
    p99: float | None
    p999: float | None
    worst: float | None

    @staticmethod
    def of(nanos):
        ordered = sorted(nanos)
        if not ordered:
            return Times(0, None, None, None, None)
        return Times(len(ordered), *(round(ordered[math.ceil(part * len(ordered)) - 1] / 1e6, 3) for part in (0.5, 0.99, 0.999, 1)))


@dataclasses.dataclass(frozen=True)
class Seen:
    """What one stream saw of the requests that were due in the counted time.

    late: how late the generator itself was with sending, which is part of the other times.
    wrong: answers that were neither right nor a proper refusal, and requests without an answer.
    parts: of each part of the time, the Times of the right answers and the count of wrong ones.
    numbers: of all requests that were answered rightly, before the counted time too.
    """

    right: Times
    refused: Times
    late: Times
    wrong: int
    statuses: dict
    parts: list
    numbers: set


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What each stream saw, by its name, and who used the processor.

    generator: its seconds of CPU for each second of load.
    others: the share of all cores that went to what is neither server nor generator, while the latter lived.
    began: when the load did, of time.monotonic().
    """

    began: float
    streams: dict
    seconds: float
    generator: float
    others: float

    def wrong(self):
        return sum(seen.wrong for seen in self.streams.values())


def run(folder, server, streams, seconds, warm=0, parts=1):
    """Loads a server (harness.server.Server) for warm + seconds, of which the latter are counted; gives an Outcome."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    commands = []
    for stream in streams:
        targets, results = folder / f"{stream.name}.targets", folder / f"{stream.name}.results"
        stream.write(targets, server.port)
        commands.append(stream.command(targets, results, warm + seconds))
    own, generator, others, began = usage.cpu([server.process.pid]), usage.waited_for(), usage.Others(), time.monotonic()
    running = [subprocess.Popen(command, stdin=subprocess.DEVNULL) for command in commands]
    try:
        codes = [process.wait(warm + seconds + 3 * TIMEOUT) for process in running]
    finally:
        for process in running:
            process.kill()
    if any(codes):
        raise RuntimeError(f"vegeta ended with {codes}")
    took = time.monotonic() - began
    own, generator = usage.cpu([server.process.pid]) - own, usage.waited_for() - generator
    share = others.share(own + generator)
    seen = {stream.name: _seen(stream, folder / f"{stream.name}.results", seconds, warm, parts) for stream in streams}
    return Outcome(began, seen, seconds, generator / took, share)


def _results(file):
    """Of each request, in any order: (when it was sent, nanoseconds until its answer, its place in the order of sending, its number,
    status, body, headers)."""
    with subprocess.Popen([_program(), "encode", "-to=csv", str(file)], stdout=subprocess.PIPE, text=True) as encoded:
        for sent, status, took, _, _, _, body, _, place, _, url, head in csv.reader(encoded.stdout):
            number = int(url.rpartition("#")[2])
            yield int(sent), int(took), int(place), number, int(status), base64.b64decode(body), base64.b64decode(head)


def _seen(stream, file, seconds, warm, parts):
    nanos = {"right": [[] for _ in range(parts)], "refused": [[] for _ in range(parts)], "wrong": [[] for _ in range(parts)]}
    late, statuses, numbers = [], {}, set()
    begin = min((sent for sent, *_ in _results(file)), default=0)
    for sent, took, place, number, status, body, head in _results(file):
        due = begin + place / round(stream.rate * 60) * 60e9 if stream.rate else sent
        kind = stream.judge(number, status, body, head)
        if kind == "right":
            numbers.add(number)
        part = math.floor(((due - begin) / 1e9 - warm) / seconds * parts)
        if 0 <= part < parts:
            late.append(max(0, sent - due))
            nanos[kind][part].append(took + late[-1])
            statuses[status] = statuses.get(status, 0) + 1
    whole = {kind: [one for part in found for one in part] for kind, found in nanos.items()}
    each = [(Times.of(right), len(wrong)) for right, wrong in zip(nanos["right"], nanos["wrong"])]
    return Seen(Times.of(whole["right"]), Times.of(whole["refused"]), Times.of(late), len(whole["wrong"]), statuses, each, numbers)
