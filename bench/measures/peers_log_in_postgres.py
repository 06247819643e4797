"""Log-ins, on PostgreSQL, beside what people would pick instead, each with its own hash and with ours: ours at document C."""

from measures import _picked, peers_log_in

LONGEST = 7200


def run(context):
    rows = [*_picked.hashing("log_in", _picked.POSTGRES), _picked.spring("log_in", "shipped"),
            _picked.spring("log_in", "ours", "Spring" + _picked.OUR_HASH),
            (_picked.KEYCLOAK, "keycloak", lambda module: module.password_grant(hash="shipped")),
            (_picked.KEYCLOAK + _picked.OUR_HASH, "keycloak", lambda module: module.password_grant(hash="ours"))]
    return _picked.run(context, _picked.POSTGRES, peers_log_in.ours, rows)
