"""What one measured run of one contestant came to, and what several of them come to."""

import dataclasses
import statistics

OURS, LIMIT, PEER = "ours", "limit", "peer"


class Unavailable(Exception):
    """This machine cannot have that contestant: nothing against it can be measured. The text says why."""


@dataclasses.dataclass(frozen=True)
class Sample:
    """One measured run."""

    requests: int
    seconds: float
    # Milliseconds.
    p50: float
    p99: float
    # Seconds of CPU of the contestant's own processes meanwhile, their threads and children; None where it has none.
    cpu: float | None
    # Bytes resident of these processes at the end.
    resident: int
    # Answers that were not as expected.
    wrong: int
    # Seconds of CPU of the load generator.
    generator: float | None = None
    # The part of the whole processor, 0 to 1, that something else had or the machine's host took away.
    others: float | None = None
    # Bytes that the contestant's processes read from the disk, where that was looked at.
    read: int | None = None

    def rate(self):
        """Requests a second."""
        return self.requests / self.seconds

    def cost(self):
        """Microseconds of CPU for each request; None where that is not known."""
        return None if self.cpu is None or not self.requests else self.cpu * 1e6 / self.requests

    def read_each(self):
        """Bytes read from the disk for each request; None where that is not known."""
        return None if self.read is None or not self.requests else self.read / self.requests


@dataclasses.dataclass(frozen=True)
class Spread:
    """The median of the rounds, between the lowest and the highest."""

    median: float
    lowest: float
    highest: float

    @staticmethod
    def of(values):
        """None when a round has no such value."""
        found = list(values)
        if not found or None in found:
            return None
        return Spread(statistics.median(found), min(found), max(found))


@dataclasses.dataclass(frozen=True)
class Series:
    """All rounds of one contestant."""

    name: str
    role: str
    samples: tuple

    def spread(self, value):
        """Of what `value` takes from a sample."""
        return Spread.of(value(sample) for sample in self.samples)

    def rate(self):
        return self.spread(Sample.rate)

    def shares(self):
        """What others had of the processor in each round."""
        return [sample.others for sample in self.samples]

    def wrong(self):
        return sum(sample.wrong for sample in self.samples)
