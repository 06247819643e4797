"""The figures that a scenario must reach, and whether it has."""

import dataclasses
import statistics

MEGA = 1e6


@dataclasses.dataclass(frozen=True)
class Verdict:
    """A figure, what came of it, and whether it is reached; None where it could not be measured."""

    text: str
    found: str
    reached: bool | None

    def line(self):
        word = {True: "reached", False: "MISSED", None: "not measured"}[self.reached]
        return f"{word:12} {self.text}: {self.found}"


def at_least(text, found, limit, unit="", digits=2):
    """The verdict on a number that must not be smaller; found is None where it could not be measured."""
    return _verdict(f"{text}, at least {limit}{unit}", found, unit, digits, lambda value: value >= limit)


def at_most(text, found, limit, unit="", digits=2):
    """The verdict on a number that must not be greater; found is None where it could not be measured."""
    return _verdict(f"{text}, at most {limit}{unit}", found, unit, digits, lambda value: value <= limit)


def _verdict(text, found, unit, digits, good):
    return Verdict(text, "-", None) if found is None else Verdict(text, f"{found:.{digits}f}{unit}", good(found))


@dataclasses.dataclass(frozen=True)
class Ratio:
    """One contestant answers at least so many times as many requests a second as another."""

    ours: str
    other: str
    least: float

    def judge(self, found):
        """found: the Series of all that were measured, by name."""
        value = ratio(found.get(self.ours), found.get(self.other))
        return at_least(f"{self.ours}: requests/s to those of {self.other}", value, self.least)


@dataclasses.dataclass(frozen=True)
class Resident:
    """One contestant holds at most so many megabytes."""

    ours: str
    most: float

    def judge(self, found):
        series = found.get(self.ours)
        value = series and series.spread(lambda sample: sample.resident).median / MEGA
        return at_most(f"{self.ours}: resident", value, self.most, " MB", 0)


def ratio(one, other):
    """Of requests a second: the median of the rounds' own ratios, as a round's loads lie next to each other and the machine's speed varies from
    round to round. None where one of the two was not measured, or the other answered nothing in a round."""
    if not one or not other:
        return None
    pairs = [(mine.rate(), theirs.rate()) for mine, theirs in zip(one.samples, other.samples, strict=True)]
    return statistics.median(mine / theirs for mine, theirs in pairs) if all(theirs for _, theirs in pairs) else None
