"""The open-loop generator, `bench/load`: streams of ready requests, each at its rate whatever the server does.

An answer's time counts from the moment when its request was due, so that neither a request that waits for a connection nor one that the
generator sends late is flattered.
"""

import dataclasses
import json
import os
import subprocess
import time

from harness import requests, usage
from harness.context import HOME

SOURCES = HOME / "bench" / "load"
# Small and quiet, as the server needs the cores.
FLAGS = ("-Xms64m", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxDirectMemorySize=256m")
LONGEST_END = 60
# A closed loop instead: each connection asks again as soon as it has its answer.
CLOSED = 0


@dataclasses.dataclass(frozen=True)
class Stream:
    """Requests of one kind.

    requests: ready ones, sent in turn, and again from the first when `repeats`, else the stream ends with the last.
    rate: requests a second, evenly spaced; or CLOSED.
    connections: so many are under way at most; `waiting` more may be due and wait for one.
    answers: the one right body for each request; None where the status alone tells.
    refusals: the body of a proper 503 for each request, which must also have Retry-After; None where no refusal is proper.
    """

    name: str
    requests: list
    rate: float
    connections: int = 16
    waiting: int = 2000
    expected: int = 200
    repeats: bool = True
    answers: list | None = None
    refusals: list | None = None

    def lines(self, folder):
        """Its part of the plan; what it sends is written into files of the folder."""
        yield f"stream {self.name}"
        for name in ("rate", "connections", "waiting", "expected"):
            yield f"{name} {getattr(self, name)}"
        yield f"repeats {str(self.repeats).lower()}"
        for name in ("requests", "answers", "refusals"):
            texts = getattr(self, name)
            if texts is not None:
                file = folder / f"{self.name}.{name}"
                if requests.write(file, texts) != len(self.requests):
                    raise ValueError(f"{self.name}: {len(texts)} {name} for {len(self.requests)} requests")
                yield f"{name} {file}"


@dataclasses.dataclass(frozen=True)
class Times:
    """How many, and how long they took, in ms; None where there were none."""

    count: int
    p50: float | None
    p99: float | None
    p999: float | None
    worst: float | None


@dataclasses.dataclass(frozen=True)
class Seen:
    """What one stream saw of the requests that were due in the counted time.

    late: how late the generator itself was with sending, which is part of the other times.
    wrong: answers that were neither right nor a proper refusal, requests without an answer, and such as found no connection to be sent.
    """

    right: Times
    refused: Times
    late: Times
    wrong: int
    statuses: dict

    @staticmethod
    def of(said):
        wrong = said["other"]["count"] + said["broken"] + said["unanswered"] + said["dropped"]
        return Seen(Times(**said["expected"]), Times(**said["refused"]), Times(**said["late"]), wrong, said["statuses"])


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What each stream saw, by its name, and who used the processor.

    generator: its seconds of CPU in the counted time.
    server, others: the share of all cores that went to the server, and to whatever belongs to neither, while the generator lived.
    """

    streams: dict
    seconds: float
    generator: float
    server: float
    others: float

    def wrong(self):
        return sum(seen.wrong for seen in self.streams.values())


def run(folder, server, streams, seconds, warm=0.0, every=0.0, each=None):
    """Loads a server (harness.server.Server) for warm + seconds, of which the latter are counted; gives an Outcome.

    every, each: after each so many counted seconds, each({name: (Times of the right answers, count of wrong ones)}) is called.
    """
    folder.mkdir(exist_ok=True)
    lines = [f"port {server.port}", f"warm {warm}", f"seconds {seconds}", f"every {every}"]
    for stream in streams:
        lines += stream.lines(folder)
    (folder / "plan").write_text("\n".join(lines) + "\n")
    java = f"{os.environ['JAVA_HOME']}/bin/java"
    # Compiled before: the generator would still be busy with that when it sends the first requests.
    subprocess.run([f"{java}c", "-d", str(folder), *map(str, sorted(SOURCES.glob("*.java")))], check=True, timeout=120)
    command = [java, *FLAGS, "-cp", str(folder), "OpenLoop", str(folder / "plan")]
    before, others, began = _used(server), usage.Others(), time.monotonic()
    said = []
    with open(folder / "err", "wb") as errors, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process:
        try:
            _listen(process.stdout, len(streams), each, said)
            process.wait(LONGEST_END)
        finally:
            process.kill()
    if process.returncode != 0 or len(said) != len(streams) + 1:
        raise RuntimeError(f"the generator ended with {process.returncode}: {(folder / 'err').read_text()[-1000:]}")
    own, generator = (after - first for first, after in zip(before, _used(server)))
    told = said.pop()["generator"]
    return Outcome({one["stream"]: Seen.of(one) for one in said}, told["seconds"], told["cpu"],
                   own / (time.monotonic() - began) / os.cpu_count(), others.share(own + generator))


def _used(server):
    """Seconds of CPU of the server, and of the children of this process that have ended."""
    return usage.cpu([server.process.pid]), usage.waited_for()


def _listen(lines, count, each, said):
    """Keeps what is said at the end; passes on what is said of each window, a line a stream."""
    window = {}
    for line in lines:
        told = json.loads(line)
        if "right" not in told:
            said.append(told)
            continue
        window[told["stream"]] = (Times(**told["right"]), told["wrong"])
        if len(window) == count:
            each(window)
            window = {}
