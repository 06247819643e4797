"""Tables as text, for the terminal and for Markdown alike."""

from harness.figures import MEGA, ratio
from harness.sample import OURS, Sample


def text(columns, rows):
    """A Markdown table; the first column is words, the others are numbers."""
    cells = [list(map(str, row)) for row in (columns, *rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(columns))]
    lines = ["| " + " | ".join(map(_aligned, row, widths, range(len(row)))) + " |" for row in cells]
    rule = "|" + "|".join("-" * (width + 2) if index == 0 else "-" * (width + 1) + ":" for index, width in enumerate(widths)) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _aligned(cell, width, index):
    return cell.ljust(width) if index == 0 else cell.rjust(width)


def number(value):
    """With as many digits as one can believe."""
    if value is None:
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def comparison(series):
    """Columns and rows of a comparison: what each contestant came to, and ours to each of the others."""
    others = [one for one in series if one.role != OURS]
    columns = ["", "requests/s", "lowest-highest", "p50 ms", "p99 ms", "CPU µs", "MB", *(f"/ {one.name}" for one in others)]
    return columns, [_row(one, others) for one in series]


def _row(one, others):
    rate, cost = one.rate(), one.spread(Sample.cost)
    return [
        one.name, number(rate.median), f"{number(rate.lowest)}-{number(rate.highest)}",
        number(one.spread(lambda sample: sample.p50).median), number(one.spread(lambda sample: sample.p99).median),
        number(cost and cost.median), f"{one.spread(lambda sample: sample.resident).median / MEGA:.0f}",
        *(number(ratio(one, other)) if one.role == OURS else "" for other in others),
    ]
