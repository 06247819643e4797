"""Registrations, on PostgreSQL, beside what people would pick instead, each with its own hash and with ours: ours at document C."""

from measures import _picked, peers_registration

LONGEST = 7200


def run(context):
    rows = _picked.hashing("registration", _picked.POSTGRES)
    return _picked.run(context, _picked.POSTGRES, peers_registration.ours, rows)
