"""The open-loop generator, `load/OpenLoop.java`: streams of ready-made requests, each at its rate whatever the server does."""

import dataclasses
import json
import os
import pathlib
import struct
import subprocess

from harness.context import HOME

SOURCE = HOME / "bench" / "load" / "OpenLoop.java"
# Small and quiet: what the generator takes, the server does not have. Compiled code of the first level is enough for it.
FLAGS = ("-Xms64m", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxDirectMemorySize=256m")
LONGEST_END = 60


@dataclasses.dataclass(frozen=True)
class Stream:
    """Requests of one kind.

    requests: raw HTTP/1.1 requests, sent in turn, again from the first when `repeats`, else the stream ends with the last.
    rate: requests a second, evenly spaced; 0 is a closed loop: each connection asks again as soon as it is answered.
    connections: so many requests are under way at most; `waiting` more may be due and wait for one.
    answers: the one right body for each request; None: the status alone tells.
    refusal: the whole body of a proper 503, which also has Retry-After; None: no refusal is proper.
    """

    name: str
    requests: list
    rate: float
    connections: int = 16
    waiting: int = 2000
    expected: int = 200
    repeats: bool = True
    answers: list | None = None
    refusal: bytes | None = None

    def lines(self, folder):
        """Its part of the plan; what it sends is written into files of the folder."""
        yield f"stream {self.name}"
        yield f"rate {self.rate}"
        yield f"connections {self.connections}"
        yield f"waiting {self.waiting}"
        yield f"requests {write(folder / f'{self.name}.requests', self.requests)}"
        yield f"repeats {str(self.repeats).lower()}"
        yield f"expected {self.expected}"
        if self.answers is not None:
            yield f"answers {write(folder / f'{self.name}.answers', self.answers)}"
        if self.refusal is not None:
            body = folder / f"{self.name}.refusal"
            body.write_bytes(self.refusal)
            yield f"refusal {body}"


@dataclasses.dataclass(frozen=True)
class Seen:
    """What one stream saw of the requests that were due in the counted time; all times in ms from when a request was due.

    right, refused: {count, p50, p99, p999, worst} of the right answers and of the proper refusals.
    late: the same of how late the generator itself was with sending.
    wrong: answers that are neither, requests without an answer, and such as were never sent for want of a connection.
    """

    name: str
    right: dict
    refused: dict
    late: dict
    wrong: int
    statuses: dict
    reopened: int

    @staticmethod
    def of(said):
        wrong = said["other"]["count"] + said["broken"] + said["unanswered"] + said["dropped"]
        return Seen(said["stream"], said["expected"], said["refused"], said["late"], wrong, said["statuses"], said["reopened"])


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What all streams saw, by name, and how many seconds of CPU the generator took of the counted seconds."""

    streams: dict
    seconds: float
    cpu: float

    def wrong(self):
        return sum(seen.wrong for seen in self.streams.values())


def write(file, texts):
    """Writes byte strings, each behind its length in four bytes, the highest first; gives the file."""
    file.write_bytes(b"".join(struct.pack(">i", len(text)) + text for text in texts))
    return file


def run(folder, port, streams, seconds, warm=0.0, every=0.0, each=None):
    """Loads the server on this port for warm + seconds, of which only the latter are counted; gives an Outcome.

    every, each: after each so many counted seconds, each(list of {stream, wrong, right}) is called, meanwhile.
    """
    folder = pathlib.Path(folder)
    plan = folder / "plan"
    lines = [f"port {port}", f"warm {warm}", f"seconds {seconds}", f"every {every}"]
    for stream in streams:
        lines += stream.lines(folder)
    plan.write_text("\n".join(lines) + "\n")
    command = [pathlib.Path(os.environ["JAVA_HOME"]) / "bin" / "java", *FLAGS, SOURCE, plan]
    said, window = [], []
    with open(folder / "generator.err", "ab") as errors, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process:
        try:
            for line in process.stdout:
                told = json.loads(line)
                if "wrong" not in told:
                    said.append(told)
                    continue
                window.append(told)
                if len(window) == len(streams):
                    each(window)
                    window = []
            process.wait(LONGEST_END)
        finally:
            process.kill()
    if process.returncode != 0:
        raise RuntimeError(f"the generator ended with {process.returncode}: {(folder / 'generator.err').read_text()[-1000:]}")
    generator = said.pop()["generator"]
    return Outcome({told["stream"]: Seen.of(told) for told in said}, generator["seconds"], generator["cpu"])
