"""Who am I, at document C: GET /api/user/ with the access tokens of 100,000 accounts in turn."""

from harness.clients import DOORS
from harness.figures import Ratio
from harness.measuring import peer
from measures import _whoami

LONGEST = 1800
OURS, KEYCLOAK, BETTER_AUTH = "Vestibule C", "Keycloak", "Better Auth"
request = DOORS["C"].who_am_i


def expected(account, token, answer):
    return {"id": account.id, "email": account.address, "is_email_confirmed": True}


def run(context):
    peers = [peer("keycloak", lambda module: module.userinfo(), KEYCLOAK), peer("better_auth", lambda module: module.get_session(), BETTER_AUTH)]
    return _whoami.run(context, "C", request, expected, peers, [Ratio(OURS, KEYCLOAK, 30), Ratio(OURS, BETTER_AUTH, 100)])
