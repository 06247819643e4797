"""A closed loop by wrk: so many connections, each of which sends the next ready request as soon as it has its answer."""

import dataclasses
import json
import pathlib
import shutil
import subprocess

from harness import usage
from harness.sample import Sample

SCRIPT = pathlib.Path(__file__).with_suffix(".lua")
# How long an answer may take.
TIMEOUT = 20

# What every contestant of a scenario gets: enough connections that no core is ever idle, few enough that an answer's time is not that of
# its queue. Two threads on two cores, so that the generator alone is never the limit. Where hashes are computed, fewer connections: a hash
# has a core for 12 ms.
CONNECTIONS = 32
HASHING_CONNECTIONS = 16
THREADS = 2


def missing():
    """What is not installed, as a sentence; None when all is there."""
    return None if shutil.which("wrk") else "wrk is not installed: apt-get install wrk"


@dataclasses.dataclass(frozen=True)
class Load:
    """What is sent to a port, and what must come back."""

    port: int
    # Of ready requests, see harness.requests.
    file: pathlib.Path
    # The bytes of every whole answer; None where answers differ in length, so that their status alone is checked.
    size: int | None
    connections: int = CONNECTIONS
    threads: int = THREADS
    # Milliseconds that a connection waits after each answer.
    pause: int = 0


def wrk(load, seconds, first=0):
    """Loads; gives (requests, seconds, p50, p99, wrong), times in ms. first: the number of the request to begin with.

    Wrong are statuses from 400 on, failures of connections, time-outs, and, at least one, when the bytes read are not those of so many
    answers.
    """
    done = subprocess.run(
        ["wrk", "-t", str(load.threads), "-c", str(load.connections), "-d", str(int(seconds)), "--timeout", str(TIMEOUT), "-s", str(SCRIPT),
         f"http://127.0.0.1:{load.port}/", "--", str(load.file), str(load.threads), str(first), str(load.pause)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds + 3 * TIMEOUT, check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    if done.returncode != 0 or len(lines) != 1:
        raise RuntimeError(f"wrk: {done.returncode} {done.stderr[-500:]} {done.stdout[-500:]}")
    found = json.loads(lines[0].removeprefix("RESULT "))
    wrong = sum(found[name] for name in ("connect", "read", "write", "status", "timeout"))
    if load.size is not None and not wrong and found["bytes"] != found["requests"] * load.size:
        wrong = max(1, round(abs(found["bytes"] / load.size - found["requests"])))
    return found["requests"], found["microseconds"] / 1e6, found["p50"], found["p99"], wrong


def measured(pids, load, seconds, first=0):
    """A Sample of one run against these processes."""
    before, generator, others, read = usage.cpu(pids), usage.waited_for(), usage.Others(), usage.read(pids)
    requests, took, p50, p99, wrong = wrk(load, seconds, first)
    own, generator = usage.cpu(pids) - before, usage.waited_for() - generator
    return Sample(requests, took, p50, p99, own, usage.resident(pids), wrong, generator, others.share(own + generator),
                  usage.read(pids) - read)
