"""Registrations through each of the five doors, each of somebody new, written and synced with the mail that is owed.

Before, some ten thousand log-ins through each door whose hash costs next to nothing (harness.ours.Node.sign_in_cheaply): most of what they run
is the same.
"""

from harness.clients import DOORS
from harness.figures import Ratio
from harness.limits import SODIUM, Hashes
from harness.measuring import compare
from harness.ours import Node, Registered

LONGEST = 3600
FIGURES = tuple(Ratio(f"Vestibule {letter}", SODIUM, 0.85) for letter in DOORS)


def door(node, letter):
    return Registered(node, f"Vestibule {letter}", letter, lambda who, token, answer: expected(letter, who, answer.json()))


def expected(letter, who, said):
    """Ids, times and tokens are taken from the answer."""
    match letter:
        case "A":
            return {"msg": "Check your email..."}
        case "B":
            return {"msg": "Check your email...", "status": "OK"}
        case "C":
            return {"id": said["id"], "email": who.address, "is_email_confirmed": False}
        case "D":
            return {"id": said["id"], "email": who.address, "first_name": who.name, "last_name": "D."}
    return {**said, "login": who.name, "email": who.address, "first_name": who.first_name, "last_name": who.last_name}


def run(context):
    node = Node(context)
    return compare(context, [*(door(node, letter) for letter in DOORS), Hashes(context)], FIGURES)
