"""What the whoami scenarios share: the contestants, and the figures that every one has."""

from harness.figures import Ratio, Resident
from harness.limits import BARE, Bare
from harness.measuring import compare
from harness.ours import Asked, Node


def run(context, letter, make, expected, peers=(), figures=(), least=0.85):
    name = f"Vestibule {letter}"
    ours = Asked(Node(context), name, letter, make, expected)
    return compare(context, [ours, Bare(context, ours), *peers], [Ratio(name, BARE, least), Resident(name, 300), *figures])
