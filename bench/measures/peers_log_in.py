"""Log-ins, on SQLite, beside what people would pick instead, each with its own hash and with ours: ours at document C."""

from measures import _picked, log_in

LONGEST = 7200


def ours(node):
    return log_in.door(node, "C")


def run(context):
    rows = [*_picked.hashing("log_in", _picked.SQLITE), _picked.pocketbase("log_in"),
            (_picked.BETTER_AUTH, "better_auth", lambda module: module.sign_in())]
    return _picked.run(context, _picked.SQLITE, ours, rows)
