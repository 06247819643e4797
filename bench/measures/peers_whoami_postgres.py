"""Who am I, on PostgreSQL, beside what people would pick instead: ours at document C, of each the tokens of everybody in turn."""

from measures import _picked, peers_whoami

LONGEST = 7200


def run(context):
    rows = [*_picked.plain("whoami", _picked.POSTGRES), _picked.spring("whoami"),
            (_picked.KEYCLOAK, "keycloak", lambda module: module.userinfo())]
    return _picked.run(context, _picked.POSTGRES, peers_whoami.ours, rows)
