"""What is this token worth, beside what people would pick instead: ours and theirs as their kind of service asks it."""

from measures import _picked, introspection

LONGEST = 7200


def run(context):
    rows = [("Simple JWT, verify", "gunicorn", lambda module: module.django("verification")), _picked.spring("introspection"),
            (_picked.KEYCLOAK, "keycloak", lambda module: module.introspection())]
    return _picked.run(context, _picked.SQLITE, introspection.Introspected, rows)
