"""Who am I, on SQLite, beside what people would pick instead: ours at document C, of each the tokens of everybody in turn."""

from harness.ours import Asked
from measures import _picked, whoami_c

LONGEST = 7200


def ours(node):
    return Asked(node, "Vestibule C", "C", whoami_c.request, whoami_c.expected)


def run(context):
    rows = [*_picked.plain("whoami", _picked.SQLITE), _picked.pocketbase("whoami"),
            (_picked.BETTER_AUTH, "better_auth", lambda module: module.get_session())]
    return _picked.run(context, _picked.SQLITE, ours, rows)
