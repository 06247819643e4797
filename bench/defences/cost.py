"""What limits cost the honest: log-ins and whoami at document A with limits on and off, in turn."""

import dataclasses
import statistics

from harness.figures import at_most
from harness.measuring import compare
from harness.ours import Asked, Node
from measures import log_in, whoami_a

LONGEST = 1800
ACCOUNTS = 10_000
MOST = 1.03


@dataclasses.dataclass(frozen=True)
class Costs:
    """The CPU of a request with limits to that without, at most: the median of the rounds' own ratios."""

    what: str

    def judge(self, found):
        pairs = zip(*(found[f"{self.what}, limits {limits}"].samples for limits in ("on", "off")))
        ratios = sorted(on.cost() / off.cost() for on, off in pairs)
        return at_most(f"{self.what}: CPU with limits to that without (rounds from {ratios[0]:.3f} to {ratios[-1]:.3f})",
                       statistics.median(ratios), MOST, digits=3)


def contestants(context):
    for limits in ("on", "off"):
        node = Node(context, {"VESTIBULE_LIMITS": limits}, ACCOUNTS, name=limits)
        named = log_in.door(node, "A")
        named.name = f"log-in, limits {limits}"
        yield named
        yield Asked(node, f"whoami, limits {limits}", "A", whoami_a.request, whoami_a.expected)


def run(context):
    found = sorted(contestants(context), key=lambda one: one.name)
    return compare(context, found, [Costs("log-in"), Costs("whoami")])
