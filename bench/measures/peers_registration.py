"""Registrations, on SQLite, beside what people would pick instead, each with its own hash and with ours: ours at document C."""

from measures import _picked, registration

LONGEST = 7200


def ours(node):
    return registration.door(node, "C")


def run(context):
    rows = [*_picked.hashing("registration", _picked.SQLITE), _picked.pocketbase("registration")]
    return _picked.run(context, _picked.SQLITE, ours, rows)
