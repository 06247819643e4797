"""What the four whoami scenarios share: the contestants, and the figures that every one has."""

from harness.figures import Ratio, Resident
from harness.limits import BARE, Bare
from harness.measuring import compare
from harness.ours import Asked, Node


def run(context, letter, make, expected, peers=(), figures=()):
    name = f"Vestibule {letter}"
    ours = Asked(Node(context), name, letter, make, expected)
    return compare(context, [ours, Bare(context, ours), *peers], [Ratio(name, BARE, 0.85), Resident(name, 300), *figures])
