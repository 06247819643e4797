"""Registrations through each of the five doors, each of somebody new, written and synced with the mail that is owed.

Before, some ten thousand log-ins through each door whose hash costs next to nothing (harness.ours.Cheap): most of what they run is the same.
"""

from harness.figures import Ratio
from harness.limits import SODIUM, Hashes
from harness.measuring import compare
from harness.ours import PASSWORD, Node, Registered
from harness.requests import raw
from measures import log_in

LONGEST = 3600
PERSON = {"first_name": "Иван", "last_name": "Иванов"}
DOORS = {
    "A": ("/user_account/registration", lambda who: _flask(who)),
    "B": ("/api/registration", lambda who: _flask(who)),
    "C": ("/api/register/", lambda who: {"email": who.address, "password": PASSWORD}),
    "D": ("/auth/register/", lambda who: {"email": who.address, "password": PASSWORD, **PERSON}),
    "E": ("/account/registration", lambda who: {"login": who.name, "email": who.address, "password": PASSWORD, **PERSON}),
}
FIGURES = tuple(Ratio(f"Vestibule {letter}", SODIUM, 0.85) for letter in DOORS)


def _flask(who):
    return {"username": who.name, "full_name": who.name, "email": who.address, "phone": None, "contacts": None, "pwd": PASSWORD}


def door(node, letter):
    path, body = DOORS[letter]

    def request(who, token):
        return raw("POST", path, {"browser": "wrk"}, body(who))

    return Registered(node, f"Vestibule {letter}", letter, request, lambda who, token, answer: expected(letter, who, answer.json()),
                      log_in.request(letter))


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
            return {"id": said["id"], "email": who.address, **PERSON}
    return {**said, "login": who.name, "email": who.address, **PERSON}


def run(context):
    node = Node(context)
    return compare(context, [*(door(node, letter) for letter in DOORS), Hashes(context)], FIGURES)
