"""Plots by matplotlib."""

import dataclasses

import matplotlib
from matplotlib import pyplot

from harness.sample import LIMIT, OURS, PEER, Sample

matplotlib.use("Agg")
COLOURS = {OURS: "#1b7f5c", LIMIT: "#9aa3ad", PEER: "#c8742b"}
INCHES = (8, 4.5)


def _figure():
    return pyplot.subplots(figsize=INCHES, layout="constrained")


def _save(figure, axes, title, file):
    axes.set_title(title)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, dpi=120)
    pyplot.close(figure)


@dataclasses.dataclass(frozen=True)
class Bars:
    """One value of each contestant, requests a second if nothing else is said: the median as a bar, lowest and highest as a line on it."""

    title: str
    series: list
    value: object = Sample.rate
    unit: str = "requests/s"

    def draw(self, file):
        figure, axes = _figure()
        rates = [one.spread(self.value) for one in self.series]
        medians = [rate.median for rate in rates]
        errors = [[rate.median - rate.lowest for rate in rates], [rate.highest - rate.median for rate in rates]]
        places = range(len(rates))
        axes.barh(places, medians, xerr=errors, color=[COLOURS[one.role] for one in self.series], ecolor="#333333", capsize=3)
        axes.set_yticks(places, [one.name for one in self.series])
        axes.invert_yaxis()
        axes.set_xlabel(f"{self.unit}; median, lowest and highest round")
        for place, rate in zip(places, rates):
            axes.annotate(f"{rate.median:,.0f}", (rate.highest, place), xytext=(6, 0), textcoords="offset points", va="center")
        axes.margins(x=0.15)
        _save(figure, axes, self.title, file)


@dataclasses.dataclass(frozen=True)
class Lines:
    """Values over something that grows. lines: (name, xs, ys)."""

    title: str
    across: str
    upwards: str
    lines: list
    logarithmic: bool = False

    def draw(self, file):
        figure, axes = _figure()
        for name, xs, ys in self.lines:
            axes.plot(xs, ys, label=name, marker="o" if len(xs) < 30 else None)
        if self.logarithmic:
            axes.set_xscale("log")
        axes.set_ylim(bottom=0)
        axes.set_xlabel(self.across)
        axes.set_ylabel(self.upwards)
        axes.legend(frameon=False)
        _save(figure, axes, self.title, file)
